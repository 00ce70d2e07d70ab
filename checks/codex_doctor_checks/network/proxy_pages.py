"""What `codex-doctor explain` says about the proxy findings; not a check.

The pages of proxy.refuses_target, proxy.intercepts_loopback and proxy.auth_required are with the
`request` check, which sees them too.
"""

from __future__ import annotations

from codex_doctor.model import page

PAGES = (
    page("proxy.unreachable"),
    page("proxy.no_proxy_form"),
    page("proxy.not_http"),
    page("proxy.socks"),
    page("proxy.wrong_scheme"),
    page("proxy.tls_failed"),
    page("proxy.header_limit"),
)

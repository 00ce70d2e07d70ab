"""The certificate of an https:// proxy, judged as Codex's TLS library judges the endpoint's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codex_doctor.probes.tls import handshakes

if TYPE_CHECKING:
    import ssl

    from codex_doctor.facts import ProxyChoice
    from codex_doctor.probes.tls.trust import Trust
    from codex_doctor.words.told import Words

# How a handshake ends without a word about the certificate: the CONNECT that follows says more.
_SAYS_NOTHING = frozenset({"ok", "plain_http", "closed", "timeout", "error"})


async def judge(
    choice: ProxyChoice, *, addresses: tuple[str, ...], trust: Trust, timeout_s: float
) -> tuple[Words, ssl.SSLContext]:
    """Return why Codex refuses the proxy's certificate, "" when it does not, and a context.

    The context is for what is sent to the proxy: without HTTP/2, and for this certificate alone
    where Codex takes it and OpenSSL does not.
    """
    seen, context = await handshakes.handshake(
        choice.host, choice.port, addresses=addresses, trust=trust, timeout_s=timeout_s
    )
    if context is trust.context:
        context = trust.proxy_context()
    else:
        context.set_alpn_protocols(["http/1.1"])
    return "" if seen.result in _SAYS_NOTHING else seen.detail, context

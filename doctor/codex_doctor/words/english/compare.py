"""What `codex-doctor compare` says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "compare.here": "this machine",
    "compare.bundle": "bundle {id}",
    "compare.side": "{name}: {verdict}",
    "compare.side_finding": "{name}: {verdict}, {id}",
    "compare.explained": "Why the results differ, the likeliest reason first:",
    "compare.explains": "explains {id}",
    "compare.may_explain": "may explain {id}",
    "compare.alike": "Nothing differs.",
    "compare.same_findings": "Both have the same findings; none of the differences explains them.",
    "compare.unexplained": "No difference that was seen explains why the results differ.",
    "compare.findings": "Found on one side alone:",
    "compare.finding": "{id}: {cause}",
    "compare.others": "What differs besides:",
    "compare.differences": "What differs:",
    "compare.rest": "{count} more with --json",
    "compare.none": "(none)",
    "compare.like_itself": "compare needs a bundle or a report; this machine is like itself",
    "compare.no_side": "neither a bundle nor a report of --json: {why}",
    "compare.name.codex_installed_by": "Codex was installed by",
    "compare.name.codex_path": "path of Codex",
    "compare.name.system": "system",
    "compare.name.kernel": "kernel",
    "compare.name.architecture": "architecture",
    "compare.name.shell": "shell",
    "compare.name.terminal": "terminal",
    "compare.name.container": "container",
    "compare.name.doctor": "codex-doctor",
    "compare.name.codex": "Codex",
    "compare.name.credential": "credential",
    "compare.name.host": "host",
    "compare.name.addresses": "addresses of the host",
    "compare.name.proxy": "proxy",
    "compare.name.connection": "connection",
    "compare.name.tls": "TLS",
    "compare.name.tls_issuer": "issuer of the certificate",
    "compare.name.tls_roots": "roots of trust",
    "compare.name.answer": "first answer",
    "compare.less": (
        "A report in JSON tells little of a machine: with two bundles more would be compared."
    ),
}

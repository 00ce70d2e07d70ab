"""What `codex-doctor bundle` and `replay` say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "bundle.holds_manifest": "what is in the bundle, with the SHA-256 of each file",
    "bundle.holds_json": "the report for programs",
    "bundle.holds_markdown": "the report to read",
    "bundle.holds_html": "the same as a page with pictures",
    "bundle.holds_har": "the requests and answers, without a secret, for a reader of HAR",
    "bundle.holds_facts": "all that was seen, without a secret, to be judged again",
    "bundle.holds_configuration": "the layers of the configuration with their lines, masked",
    "bundle.holds_versions": "versions of Codex, the doctor and this machine",
    "bundle.variables": "variables, never their values",
    "bundle.no_text": "(the text cannot be shown without its secrets)",
    "bundle.question": "Write a bundle for a support ticket? [y/N]",
    "bundle.finding": "{id}: {cause}",
    "bundle.wrote": "Wrote {file} ({size_bytes:size}).",
    "bundle.listed": "Nothing was written; the bundle would have {size_bytes:size}:",
    "bundle.quote": "The id to quote is {id}.",
    "bundle.row": "{size_bytes:size}, {holds}",
    "bundle.judged_again": (
        "This is bundle {id}, made by codex-doctor {version}, judged again; nothing was sent"
    ),
}

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
    "bundle.not_to_stdout": (
        "- writes the bundle itself to the standard output: neither to a terminal nor beside --json"
    ),
    "bundle.quote": "The id to quote is {id}.",
    "bundle.row": "{size_bytes:size}, {holds}",
    "bundle.holds_secret": (
        "a secret was left in {member}, so no bundle was written; please report this as a bug of "
        "codex-doctor"
    ),
    "bundle.wrote_too_much": (
        "no bundle was written: {what} would be larger than {most_bytes:size}, and nothing larger "
        "can be read again"
    ),
    "bundle.no_zip": "{file}: no bundle, for it is no zip file; `codex-doctor bundle` writes one",
    "bundle.not_whole": "{file}: this is no whole zip file",
    "bundle.missing": "{file}: {member} is missing",
    "bundle.not_listed": "{file}: {member} is not in the manifest",
    "bundle.no_manifest": "{file}: no bundle of codex-doctor, for {member} is missing",
    "bundle.other_schema": "{file}: no bundle of codex-doctor",
    "bundle.newer_doctor": (
        "{file} was written by codex-doctor {version}, and this one is {ours}; a newer one may "
        "read it"
    ),
    "bundle.newer": (
        "{file}: a bundle of version {version}, and this codex-doctor reads {ours}; a newer one "
        "may read it"
    ),
    "bundle.not_ours": "{what} is not as codex-doctor writes it: {why}",
    "bundle.too_deep": "nested too deeply",
    "bundle.no_zone": "a time without its zone",
    "bundle.odd_year": "the year it was made in cannot be right",
    "bundle.too_many": "{file}: {count} members, {most} at most",
    "bundle.one_name": "{file}: two members have one name",
    "bundle.too_large": "{file}: unpacked it is larger than {most_bytes:size}",
    "bundle.member_too_large": "{file}: member {member}: larger than {most_bytes:size}",
    "bundle.not_plain": "{file}: member {member}: a bundle has plain files with plain names only",
    "bundle.packed_otherwise": (
        "{file}: member {member}: packed in a way that codex-doctor does not use"
    ),
    "bundle.other_size": "{file}: member {member} has not the size that is said",
    "bundle.changed": "{file}: {member} was changed after the bundle was made",
    "bundle.other_id": "{file}: the id is not that of its content",
    "bundle.odd_facts": (
        "bundle {id}: its facts cannot be judged ({error}): they contradict each other, or this "
        "is a bug of codex-doctor"
    ),
    "bundle.judged_again": (
        "This is bundle {id}, made by codex-doctor {version}, judged again; nothing was sent"
    ),
}

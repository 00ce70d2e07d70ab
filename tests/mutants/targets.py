"""Which modules are changed, and which tests concern each: files, or single ones."""

from __future__ import annotations

from typing import Final

_READER: Final = (
    "codex/test_stream_reader.py",
    "codex/test_stream_events.py",
    "codex/test_stream_bounds.py",
    "codex/test_json_taken.py",
    "codex/test_streams_as_codex.py",
    "codex/test_tool_calls.py",
    "codex/test_chat_reader.py",
    "codex/test_chat_streams_as_codex.py",
    "checks/test_stream_pace.py",
    "codex/test_stream_fuzz.py",
)
# That each rule is needed says nothing of what is changed inside one.
_REDACTED: Final = (
    "test_redact.py",
    "test_redact_rules.py::test_with_every_rule_all_is_masked",
)
_RESOLVED: Final = (
    "codex/test_resolve.py",
    "codex/test_resolved_setup.py",
    "codex/test_provider_found.py",
    "codex/test_layers_read.py",
    "codex/test_options.py",
    "codex/test_variables.py",
    "codex/test_fall_through.py",
    "codex/test_old_versions.py",
    "codex/test_needed.py",
    "codex/test_targets.py",
    "codex/test_types.py",
    "checks/test_config.py",
)
_CLASSIFIED: Final = (
    "answers/test_reference_errors.py",
    "answers/test_classify_bodies.py",
    "answers/test_error_body.py",
    "answers/test_decided.py",
)

TARGETS: Final[dict[str, tuple[str, ...]]] = {
    "codex_doctor.ranking": ("engine/test_ranking.py",),
    "codex_doctor.answers.classify": _CLASSIFIED,
    "codex_doctor.codex.wire.stream": _READER,
    "codex_doctor.codex.wire.events": _READER,
    "codex_doctor.codex.wire.serde": _READER,
    "codex_doctor.codex.resolve": _RESOLVED,
    "codex_doctor.codex.config.layers": _RESOLVED,
    "codex_doctor.codex.config.provider": _RESOLVED,
    "codex_doctor.secrets.redact": _REDACTED,
    "codex_doctor.secrets.search": _REDACTED,
    "codex_doctor.secrets.needles": _REDACTED,
    "codex_doctor.secrets.readings": _REDACTED,
    "codex_doctor.secrets.codes": _REDACTED,
    "codex_doctor.secrets.views": _REDACTED,
    "codex_doctor.secrets.spelling": _REDACTED,
    "codex_doctor.secrets.runs": _REDACTED,
    "codex_doctor.secrets.forms": _REDACTED,
    "codex_doctor.secrets.kinds": _REDACTED,
    "codex_doctor.secrets.thinned": _REDACTED,
    "codex_doctor.secrets.packed": _REDACTED,
}

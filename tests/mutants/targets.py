"""Which modules are changed, and which tests concern each: files, or single ones."""

from __future__ import annotations

from typing import Final

_READER: Final = (
    "codex/test_stream_reader.py",
    "codex/test_stream_bytes.py",
    "codex/test_stream_outcome.py",
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
_ANY_MASK: Final = (
    "test_redact_reach.py",
    # That each rule is needed, and what all of it costs, says little of a change inside one.
    "test_redact_rules.py::test_with_every_rule_all_is_masked",
)
_REDACTED: Final = (
    *_ANY_MASK,
    "redaction/test_search.py",
    "test_redact.py",
    "test_redact_fields.py",
    "test_inert.py",
    *(
        f"test_redact_cost.py::test_{name}"
        for name in (
            "a_report_is_masked_as_its_texts_are",
            "a_large_report_is_masked_text_by_text",
            "a_text_of_a_report_is_cut_after_it_is_masked",
            "half_a_secret_at_the_end_of_what_is_read_is_not_shown",
            "how_much_of_a_text_is_left_out_is_said_to_the_character",
            "a_whole_file_may_be_longer_and_facts_as_long_as_they_are",
            "what_is_packed_is_read_within_a_bound",
            "several_bombs_are_read_within_the_same_bound",
            "a_password_of_eight_characters_is_found_in_what_is_packed",
            "bytes_that_are_packed_show_only_how",
            "what_there_is_no_room_to_read_is_not_called_clean",
            "half_a_megabyte_of_one_key_is_found_in_parts",
            "bytes_are_masked_in_their_coding",
            "a_plain_text_that_would_be_a_secret_in_utf_16_is_masked_as_plain_text",
            "a_quarter_of_latin_letters_tells_utf_16",
            "bytes_beside_texts_without_a_secret_are_masked",
            "other_bytes_stay_as_they_are",
            "bytes_that_are_no_text_are_masked_too",
        )
    ),
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
    "checks/test_config_keys.py",
    "checks/test_config_providers.py",
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
    "codex_doctor.secrets.search": ("redaction/test_search.py", *_ANY_MASK),
    "codex_doctor.secrets.needles": _REDACTED,
    "codex_doctor.secrets.readings": ("redaction/test_readings.py", *_ANY_MASK),
    "codex_doctor.secrets.codes": (
        "redaction/test_codes.py",
        "redaction/test_readings.py",
        *_ANY_MASK,
    ),
    "codex_doctor.secrets.base85": ("redaction/test_codes.py", *_ANY_MASK),
    "codex_doctor.secrets.legible": ("redaction/test_legible.py", *_ANY_MASK),
    "codex_doctor.secrets.views": (
        "redaction/test_views.py",
        "redaction/test_readings.py",
        *_ANY_MASK,
    ),
    "codex_doctor.secrets.spelling": ("redaction/test_spelling.py", *_ANY_MASK),
    "codex_doctor.secrets.runs": ("redaction/test_runs.py", *_ANY_MASK),
    "codex_doctor.secrets.forms": ("redaction/test_forms.py", *_ANY_MASK),
    "codex_doctor.secrets.kinds": ("redaction/test_kinds.py", *_ANY_MASK),
    "codex_doctor.secrets.thinned": ("redaction/test_thinned.py", *_ANY_MASK),
    "codex_doctor.secrets.packed": ("redaction/test_packed.py", *_ANY_MASK),
}

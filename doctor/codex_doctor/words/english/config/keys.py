"""What the config check says about single keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

KEYS: Final[Mapping[str, str]] = {
    "config.wrong_type": "{key} is {found}, and Codex wants {expected}",
    "config.wrong_type.fix": "Correct {key}: Codex wants {expected}.",
    "config.wrong_type.fix_command": "Write {command}, and {args} beside it.",
    "config.wrong_type.fix_value": "Write {key} = {value}.",
    "config.wrong_type.fix_header": "Write {header}, with one bracket at each end.",
    "config.wrong_type.fix_remove": "Remove {key}: Codex then works as if it had never been set.",
    "config.unknown_key": "Codex knows no key {name} in [{table}] and ignores it",
    "config.unknown_key.top": "Codex knows no key {name} at the top level and ignores it",
    "config.unknown_key.stops": "Codex knows no key {name} in [{table}] and stops at it",
    "config.unknown_key.top_stops": "Codex knows no key {name} at the top level and stops at it",
    "config.unknown_key.in_doubt": (
        "Codex {version} knows no key {name} in [{table}]; the Codex here is newer and may know it"
    ),
    "config.unknown_key.top_in_doubt": (
        "Codex {version} knows no key {name} at the top level; the Codex here is newer and may "
        "know it"
    ),
    "config.unknown_key.feature": "Codex knows no feature {name} and stops at {option} {name}",
    "config.unknown_key.feature_in_doubt": (
        "Codex {version} knows no feature {name}; the Codex here is newer and may know it"
    ),
    "config.unknown_key.option": (
        "This Codex knows no option {option}, which came with {since}, and stops at it"
    ),
    "config.unknown_key.fix_name": "Write {nearest} instead of {name}.",
    "config.unknown_key.fix_remove": "Remove {name}.",
    "config.unknown_key.fix_feature": "Write {options}.",
    "config.unknown_key.fix_option": "Leave {option} {name} out.",
    "config.key_misplaced": (
        "{name} stands below [{table}] and belongs to that table, so Codex does not see it"
    ),
    "config.key_misplaced.several": (
        "{names} stand below [{table}] and belong to that table, so Codex does not see them"
    ),
    "config.key_misplaced.table": "{name} stands in [{table}], and belongs in [{belongs}]",
    "config.key_misplaced.top": "{name} stands at the top level, and belongs in [{belongs}]",
    "config.key_misplaced.several_table": ("{names} stand in [{table}], and belong in [{belongs}]"),
    "config.key_misplaced.several_top": (
        "{names} stand at the top level, and belong in [{belongs}]"
    ),
    "config.key_misplaced.named": (
        "{names} stand at the top level, where Codex ignores them: {meant} are meant, in "
        "[{belongs}]"
    ),
    "config.key_misplaced.fix_table_several": "Move the lines into [{table}].",
    "config.key_misplaced.fix_new_table": (
        "Write a table [{table}] with what stands there, and select it with model_provider."
    ),
    "config.key_misplaced.fix_drop": "Remove the line here: [{table}] has its own.",
    "config.key_misplaced.fix": "Move the line to the top of the file, above the first [table].",
    "config.key_misplaced.fix_several": (
        "Move the lines to the top of the file, above the first [table]."
    ),
    "config.key_misplaced.fix_instead": (
        "Move what stands below the table to the top of the file; there {names} is set as well, "
        "which counts now and gives way."
    ),
    "config.key_misplaced.fix_leave": (
        "Remove what stands below the table, and leave {names} at the top of the file as it is."
    ),
    "config.key_misplaced.fix_table": "Move the line into [{table}].",
    "config.model_unset": "No model is set, so Codex asks {provider} for its own default {default}",
    "config.model_unset.fix": 'Add model = "<your model id>" at the top of config.toml.',
    "config.model_unset.fix_option": "Add -m MODEL_ID.",
    "config.evidence.of_type": "{value} ({found})",
    "config.evidence.key": "key",
    "config.evidence.known_key": "a key that Codex knows",
    "config.evidence.listed_feature": "a name that codex features list prints",
    "config.evidence.known_to": "known to Codex",
    "config.evidence.option": "option",
    "config.evidence.since": "Codex {version} or later",
    "config.evidence.in_table": "in [{table}]",
    "config.evidence.at_top": "{name} at the top level",
    "config.evidence.default": "not set ({default})",
    "config.evidence.served_model": "a model id of the endpoint",
}

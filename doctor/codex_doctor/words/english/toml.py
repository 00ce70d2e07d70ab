"""What is wrong with the syntax of a TOML file, and what helps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "toml.after_value": "a {rest} after the value",
    "toml.backslash_inside_double_quotes": (
        "a backslash inside double quotes begins an escape; a path wants single quotes"
    ),
    "toml.begin_comments": "Begin comments with #.",
    "toml.blank_inside_key": "a blank inside the key",
    "toml.bracket_missing_end_table": "a bracket is missing at the end of the table header",
    "toml.bracket_too_many": "a bracket too many",
    "toml.byte_order_mark": "byte order mark",
    "toml.close": "Close it with {closing}.",
    "toml.colon_where_toml_wants": "a colon where TOML wants =",
    "toml.comma_missing_before": "a comma is missing before this",
    "toml.comma_too_many": "a comma too many",
    "toml.control_character": "control character",
    "toml.correct": "Correct it.",
    "toml.correct_put_into_quotes": "Correct it, or put it into quotes if it is a text.",
    "toml.invisible_character": "an invisible character ({name}, {code})",
    "toml.keep_last_two_remove": "Keep the last of the two, and remove the first.",
    "toml.keep_value": "Keep one value.",
    "toml.key_character_needs_quotes": "a key with this character needs quotes",
    "toml.key_defined_twice": "the key {key} is defined twice",
    "toml.line_ends_carriage_return": (
        "a line ends in a carriage return alone; TOML wants a line feed"
    ),
    "toml.looks_like_json_config": "this looks like JSON; config.toml is TOML",
    "toml.name_table_header_not": "the name in the table header is not valid; put it into {kind}",
    "toml.no_date_time_toml": "this is no date or time that TOML knows",
    "toml.no_number_toml_knows": "this is no number that TOML knows",
    "toml.no_toml_value_written": "{word} is no TOML value; it is written {right}",
    "toml.number_must_not_begin": "a number must not begin with 0",
    "toml.opening_quote_missing": "the opening quote is missing",
    "toml.part_dotted_key_empty": "a part of the dotted key is empty",
    "toml.providers_defined_model_providers": (
        "providers are defined in model_providers, with an s; model_provider is a text"
    ),
    "toml.put_comma_there": "Put a comma there.",
    "toml.put_each_on_line": "Put each on a line of its own.",
    "toml.put_into_quotes": "Put it into quotes.",
    "toml.put_key_into_quotes": "Put the key into quotes.",
    "toml.put_lines_both_below": (
        "Put the lines of both below one header; of a key that is there twice, keep the last."
    ),
    "toml.put_lines_both_under": "Put the lines of both under one header.",
    "toml.put_on_line_own": "Put it on a line of its own, or behind a #.",
    "toml.put_on_line_own_2": "Put it on a line of its own.",
    "toml.put_text_into_other": "Put the text into the other kind of quotes.",
    "toml.put_text_into_single": "Put the text into single quotes, or double each backslash.",
    "toml.quote_inside_text_ends": "a quote inside the text ends it; use the other kind of quote",
    "toml.quote_not_closed": "a quote is not closed",
    "toml.quote_too_many": "a quote too many",
    "toml.remove": "Remove it.",
    "toml.remove_dot": "Remove the dot.",
    "toml.remove_line": "Remove the line.",
    "toml.remove_lines": "Remove one of the lines.",
    "toml.remove_two": "Remove one of the two.",
    "toml.remove_type_line_anew": "Remove it, or type the line anew.",
    "toml.save_file_line_ends": "Save the file with line ends of Unix or Windows.",
    "toml.set_variables_shell_not": "Set variables in the shell, not here.",
    "toml.shell_command_config_toml": "a shell command; config.toml holds key = value",
    "toml.single_quotes": "single quotes",
    "toml.table_header_bracket_too": "the table header has one bracket too many",
    "toml.table_header_no_name": "the table header has no name",
    "toml.table_header_opens_does": "the table header opens with [[ and does not close with ]]",
    "toml.text_follows_table_header": "text follows the table header; each line holds one thing",
    "toml.text_follows_value_line": "text follows the value; one line holds one key = value",
    "toml.text_value_needs_quotes": "a text value needs quotes",
    "toml.there_no_after_key": "there is no = after the key",
    "toml.there_no_between_key": "there is no = between the key and its value",
    "toml.there_no_key_before": "there is no key before the =",
    "toml.toml_no_leave_key": "TOML has no {word}; leave the key out",
    "toml.too_many": "one = too many",
    "toml.typographic_quote_toml_wants": 'a typographic quote; TOML wants "',
    "toml.use_other_kind_quotes": "Use the other kind of quotes.",
    "toml.value_already_line_so": (
        "{value_above} has a value already (line {first}), so {name} cannot be set below it"
    ),
    "toml.value_missing": "the value is missing",
    "toml.write_file_toml": "Write the file as TOML.",
    "toml.write_key": "Write the key.",
    "toml.write_key_value": "Write key = value.",
    "toml.write_model_providers": "Write model_providers.",
    "toml.write_name_into": "Write a name into it.",
    "toml.write_straight_quotes": "Write straight quotes.",
    "toml.write_text_line": "Write the text in one line.",
    "toml.write_toml_key_value": "Write it as TOML: key = value, and [table] headers.",
    "toml.write_value_remove_key": "Write the value, or remove the key.",
    "toml.key_twice_since": "the key {key} is defined twice, first in line {first}",
    "toml.table_twice": "the table [{table}] is defined twice, or something else has its name",
    "toml.table_twice_since": "the table [{table}] is defined twice, first in line {first}",
    "toml.write": "Write {wanted}.",
    "toml.put_into": "Put {name} into {kind}.",
    "toml.quotes": "quotes",
    "toml.open_bracket": "the bracket {bracket} is not closed",
    "toml.open_brace": "the brace {bracket} is not closed",
    "toml.write_equals": "Write = instead.",
    "toml.add": "Add {quote}.",
}

"""What the config check says about a provider's table and its address."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

PROVIDERS: Final[Mapping[str, str]] = {
    "config.provider_reserved": (
        "{provider} is a built-in provider of Codex and cannot be defined again"
    ),
    "config.provider_reserved.fix": "Rename the table to [model_providers.{new}] and select {new}.",
    "config.provider_name_missing": (
        "The provider {provider} has no name, and Codex refuses to start without one"
    ),
    "config.provider_name_missing.dotted": (
        "Because of the dot, [{table}] is read as a table inside the provider {provider}, and no "
        "name is there"
    ),
    "config.provider_name_missing.fix": "Write a name into [{table}].",
    "config.provider_name_missing.fix_dotted": (
        'Quote the id: [model_providers."{id}"], or leave the dot out.'
    ),
    "config.provider_magic_name": (
        'The provider {provider} has the name "{name}", so Codex treats the endpoint as '
        "OpenAI's own and sends what others refuse"
    ),
    "config.provider_magic_name.bedrock": (
        'The provider {provider} has the name "{name}", so Codex signs requests for Amazon Web '
        "Services"
    ),
    "config.provider_magic_name.fix": "Choose another name.",
    "config.provider_conflict": "{key}: auth and {other} exclude each other",
    "config.provider_conflict.auth_command": "{key}: auth has no command",
    "config.provider_conflict.aws": (
        "{key}: aws works in the built-in Amazon Bedrock providers only"
    ),
    "config.provider_conflict.bedrock": "{key}: the built-in provider takes no {other}",
    "config.provider_conflict.gateway_oauth": (
        "{key}: gateway_oauth wants either credential_export, or authorization_url, token_url "
        "and client_id"
    ),
    "config.provider_conflict.gateway_header": (
        "{key}: gateway_oauth and {other} both want the Authorization header"
    ),
    "config.provider_conflict.fix": "Keep one of the two and remove the other.",
    "config.provider_conflict.fix_remove": "Remove {parts}.",
    "config.wire_api_chat": (
        'The provider {provider} has wire_api = "chat", which this version of Codex no longer has'
    ),
    "config.wire_api_chat.deprecated": (
        'The provider {provider} has wire_api = "chat", which is deprecated'
    ),
    "config.wire_api_chat.default": (
        "The provider {provider} has no wire_api, and this version of Codex then speaks chat"
    ),
    "config.wire_api_chat.fix": "Use the Responses API.",
    "config.wire_api_chat.fix_name": "Name the Responses API, if the endpoint has it.",
    "config.wire_api_chat.fix_gateway": (
        "If the endpoint has no Responses API, put a gateway that translates in front of it."
    ),
    "config.wire_api_invalid": (
        "The provider {provider} has wire_api = {value}, which Codex does not know"
    ),
    "config.wire_api_invalid.fix": 'Write "responses" for it.',
    "config.base_url_missing": (
        "The provider {provider} has no base_url, so Codex would send every request to OpenAI "
        "at api.openai.com"
    ),
    "config.base_url_missing.key": (
        "The provider {provider} has no base_url, so Codex would send the key in {variable} to "
        "OpenAI at api.openai.com"
    ),
    "config.base_url_missing.misspelt": (
        "The provider {provider} has no base_url ({misspelt} is not base_url), so Codex would "
        "send every request to OpenAI at api.openai.com"
    ),
    "config.base_url_missing.misspelt_key": (
        "The provider {provider} has no base_url ({misspelt} is not base_url), so Codex would "
        "send the key in {variable} to OpenAI at api.openai.com"
    ),
    "config.base_url_missing.fix": "Write base_url.",
    "config.base_url_missing.fix_name": "Write base_url instead of {misspelt}.",
    "config.base_url_missing.fix_add": "Add base_url to [{table}].",
    "config.base_url_invalid": '{name} "{url}" is no URL',
    "config.base_url_invalid.empty": "{name} is empty",
    "config.base_url_invalid.no_scheme": '{name} "{url}" has no http:// or https:// in front',
    "config.base_url_invalid.scheme": '{name} "{url}" has a scheme that Codex cannot use',
    "config.base_url_invalid.scheme_twice": '{name} "{url}" has its scheme twice',
    "config.base_url_invalid.variable": (
        '{name} "{url}" holds a variable, which Codex does not expand'
    ),
    "config.base_url_invalid.blank": (
        '{name} "{url}" ends in a blank, which becomes part of the path'
    ),
    "config.base_url_invalid.fix": "Correct the address.",
    "config.base_url_invalid.fix_better": "Set {name} to {url}.",
    "config.base_url_invalid.fix_empty": "Write the address of the endpoint.",
    "config.base_url_invalid.fix_scheme": "Use http:// or https://.",
    "config.base_url_invalid.fix_scheme_twice": "Write http:// or https:// once.",
    "config.base_url_invalid.fix_variable": (
        "Write the address itself; Codex expands no variables in config.toml."
    ),
    "config.base_url_invalid.fix_blank": "Remove the blank.",
    "config.base_url_query": (
        "base_url holds a query string (?), and Codex appends /responses behind it"
    ),
    "config.base_url_query.fragment": (
        "base_url holds a fragment (#), and Codex appends /responses behind it"
    ),
    "config.base_url_query.fix": (
        "Move the query into query_params, and end base_url at the path."
    ),
    "config.base_url_query.fix_end": "End base_url in front of the #.",
    "config.header_framing": (
        "{header} is configured, and Codex's requests end where it says, not where they do"
    ),
    "config.header_framing.fix": (
        "Remove {header} from the provider's headers; Codex sets what is right."
    ),
    "config.evidence.provider_id": "provider id",
    "config.evidence.table": "table",
    "config.evidence.quoted": "one name, quoted",
    "config.evidence.unset_or_blank": "not set or blank",
    "config.evidence.any_text": "any text",
    "config.evidence.other_text": "any other text",
    "config.evidence.fields": "fields",
    "config.evidence.together": "fields that go together",
    "config.evidence.plain_url": "an address without ? and #",
    "config.evidence.not_configured": "not configured",
}

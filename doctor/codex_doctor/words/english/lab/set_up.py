"""The lab's faults of the set-up, the network, and of what an endpoint serves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

SET_UP: Final[Mapping[str, str]] = {
    "lab.key_unset": "The variable that env_key names is not set.",
    "lab.key_empty": "The key's variable is empty.",
    "lab.key_blank": "The key's variable holds only blanks.",
    "lab.key_newline": "The key ends in a newline, so Codex sends no Authorization at all.",
    "lab.key_quoted": "The key's variable includes literal quotes.",
    "lab.key_bearer_prefix": 'The key starts with "Bearer ", which the header then says twice.',
    "lab.key_leading_blank": "The key starts with a blank, which is sent as it is.",
    "lab.key_placeholder": "The key is a placeholder from a guide.",
    "lab.key_in_env_key": "env_key holds the key itself instead of a variable's name.",
    "lab.dotenv_stale_key": "A stale key in $CODEX_HOME/.env beats the right one of the shell.",
    "lab.base_url_environment": (
        "Only OPENAI_BASE_URL and OPENAI_API_KEY are set, which Codex does not read."
    ),
    "lab.window_too_small": "Codex is told of a context window that its first request fills.",
    "lab.toml_unclosed_string": "A string in config.toml is not closed.",
    "lab.toml_unquoted_value": "A value in config.toml has no quotes.",
    "lab.toml_smart_quotes": "A value in config.toml has typographic quotes.",
    "lab.toml_duplicate_key": "A key in config.toml is there twice.",
    "lab.toml_unclosed_table": "A table header in config.toml is not closed.",
    "lab.keys_below_table": "model and model_provider slid under the provider's table.",
    "lab.wire_api_chat": 'wire_api is "chat", which this version no longer knows.',
    "lab.wire_api_unknown": 'wire_api is "response".',
    "lab.profile_legacy_key": "A profile is selected by a key that this version refuses.",
    "lab.profile_legacy_table": "A profile is a table in config.toml, which this version refuses.",
    "lab.provider_undefined": "model_provider names a provider that is not defined.",
    "lab.provider_case": "model_provider names the provider in other capitals.",
    "lab.provider_reserved": "The id of a built-in provider is defined anew.",
    "lab.provider_no_name": "The provider has no name.",
    "lab.provider_not_selected": "A provider is defined, and no model_provider selects it.",
    "lab.base_url_missing": "The provider has no base_url, so its key would go to OpenAI.",
    "lab.base_url_misspelt": (
        "The provider's base_url is spelt base-url, so its key would go to OpenAI."
    ),
    "lab.base_url_no_scheme": "base_url has no scheme.",
    "lab.wrong_type": "A number is written as a string.",
    "lab.header_content_length": "A configured Content-Length cuts every request short.",
    "lab.header_transfer_encoding": (
        "A configured Transfer-Encoding announces what the request is not."
    ),
    "lab.host_unknown": "The host name does not exist.",
    "lab.port_refused": "Nothing listens on the port.",
    "lab.proxy_dead": "HTTP_PROXY names a proxy that does not answer.",
    "lab.proxy_dead_in_dotenv": "$CODEX_HOME/.env sets a proxy that does not answer.",
    "lab.https_to_plain_port": "base_url says https, and the server speaks plain HTTP.",
    "lab.connection_reset": "The connection is reset before any answer.",
    "lab.not_http": "What answers is not HTTP.",
    "lab.bad_chunk_size": "The size of a chunk is no number.",
    "lab.no_answer": "The request is read, and no answer ever comes.",
    "lab.header_limit": "The endpoint refuses more than 1.0 kB of request headers.",
    "lab.key_rejected": "The endpoint does not know the key.",
    "lab.no_credential": "The endpoint wants a key, and the provider has none configured.",
    "lab.forbidden": "The key is known, and may not use this endpoint.",
    "lab.client_blocked": "A firewall in front of the endpoint blocks the client.",
    "lab.rate_limited": "Too many requests.",
    "lab.quota_exhausted": "The account has no credit left.",
    "lab.status_500": "The endpoint fails inside.",
    "lab.status_502": "A gateway gets no answer from its upstream.",
    "lab.status_503": "The endpoint is not available.",
    "lab.status_504": "A gateway gives up on its upstream.",
    "lab.model_unknown": "The endpoint does not serve the model id.",
    "lab.model_unknown_400": "An unknown model id is answered with status 400.",
    "lab.model_unknown_503": "An unknown model id is answered with status 503.",
    "lab.model_prefix_missing": "The model is served under a prefix that the configuration lacks.",
    "lab.model_prefix_extra": (
        "The configured model id has a prefix that the endpoint does not know."
    ),
    "lab.model_case": "The model is served in other capitals.",
    "lab.model_empty": "The model id is empty.",
    "lab.base_url_without_v1": "base_url lacks /v1.",
    "lab.base_url_double_v1": "base_url has /v1 twice.",
    "lab.base_url_with_responses": "base_url ends in /responses, which Codex appends itself.",
    "lab.base_url_with_chat": "base_url ends in /chat/completions.",
    "lab.html_page": "A login page answers every request with status 200.",
    "lab.redirect_301": "A 301 redirect turns the POST into a GET.",
    "lab.chat_only": "The endpoint has Chat Completions and no Responses API.",
    "lab.chat_chunks": "/responses answers with chunks of Chat Completions.",
    "lab.chat_document": "/responses answers with a document of Chat Completions.",
    "lab.chat_schema": "/responses demands the messages of Chat Completions.",
    "lab.chat_tools": "/responses demands tools in the shape of Chat Completions.",
    "lab.other_protocol": "/responses answers with the events of another API.",
    "lab.key_in_api_key": (
        "The key is read from the header api-key, and the answer does not say so."
    ),
    "lab.key_in_x_api_key": (
        "The key is read from the header x-api-key, and the answer does not say so."
    ),
    "lab.key_not_needed": "The endpoint refuses a wrong key, and answers without one.",
    "lab.key_rejected_models_open": "The key is refused, and GET /models answers without one.",
    "lab.forbidden_page": "A page with status 403 answers whoever asks.",
    "lab.route_behind_key": (
        "base_url lacks /v1, at a gateway that looks at the key before the path."
    ),
    "lab.base_path_openai": "The API is below /openai/v1.",
    "lab.base_path_api": "The API is below /api/v1.",
    "lab.base_path_none": "The API has no prefix.",
    "lab.panel_without_v1": (
        "base_url lacks /v1, and a panel answers every other path with status 200."
    ),
    "lab.model_near_ids": "Two ids come near, and only the second is served.",
    "lab.model_date_suffix": "The model is served with a date behind its name.",
    "lab.model_separators": "The model is served with other separators.",
    "lab.model_blank_behind": "A blank follows the model id in the configuration.",
    "lab.model_listed_not_served": "The model is in GET /models and not on the Responses API.",
    "lab.model_not_forwarded": (
        "A gateway passes requests for the model on to where no such route is."
    ),
}

"""The pages of the config check about providers, their address and profiles; not a check."""

from __future__ import annotations

from codex_doctor.model import Mistake, Page, Stage

PROVIDER_PAGES = (
    Page(
        "config.provider_undefined",
        "The selected provider is not defined",
        "model_provider names a table of model_providers. Capitals count, a dot in the id needs "
        "quotes in the table header, and the table is called model_providers, with an s.",
        stage=Stage.SELECTION,
    ),
    Page(
        "config.provider_not_selected",
        "A provider is defined and another one is active",
        "A table in model_providers does nothing by itself: model_provider at the top level must "
        "name it. Otherwise the built-in provider is active and requests go to OpenAI.",
    ),
    Page(
        "config.provider_reserved",
        "A built-in provider is defined again",
        "openai, ollama and lmstudio are built in. Codex refuses a table of that name, even when "
        "it is not selected. Choose another id.",
        stage=Stage.PROVIDERS,
    ),
    Page(
        "config.provider_name_missing",
        "A provider has no name",
        "Every provider table needs a name that is not blank, even one that is not selected. "
        "Codex stops without it.",
        stage=Stage.PROVIDERS,
    ),
    Page(
        "config.provider_magic_name",
        "The provider's name switches on special behaviour",
        'The names "OpenAI" and "Amazon Bedrock" are not mere labels: Codex then behaves as with '
        "that service. It adds fields and a remote compaction that other endpoints refuse, or "
        "signs the requests.",
    ),
    Page(
        "config.provider_conflict",
        "Fields of a provider exclude each other",
        "A provider takes its credential from one place. auth goes with none of env_key, "
        "experimental_bearer_token and requires_openai_auth; aws belongs to the built-in Bedrock "
        "providers.",
        stage=Stage.PROVIDERS,
    ),
    Page(
        "config.wire_api_invalid",
        "The wire API is unknown",
        'wire_api knows one value, "responses", in small letters and without blanks.',
        Mistake.WIRE_API,
        stage=Stage.WIRE_API,
    ),
    Page(
        "config.wire_api_chat",
        "The wire API is set to chat",
        "Codex speaks the Responses API only. It dropped Chat Completions in 0.95.0 and refuses "
        "the whole configuration when any provider asks for it. If the endpoint has no Responses "
        "API, a gateway must translate.",
        Mistake.WIRE_API,
        stage=Stage.WIRE_API,
    ),
    Page(
        "config.base_url_missing",
        "The provider has no base_url",
        "Codex fills in OpenAI's address when a provider has no base_url, and sends the "
        "provider's key there. A misspelt key (baseurl, base-url) is the usual cause. The doctor "
        "sends nothing in this case.",
    ),
    Page(
        "config.base_url_invalid",
        "base_url is no usable address",
        "base_url must begin with http:// or https:// and is taken as it is: no variables, no "
        "blanks, no quotes inside. Codex tries several times and then reports a builder error.",
    ),
    Page(
        "config.base_url_query",
        "base_url holds a query string",
        "Codex appends /responses to the end of base_url, so a ? or # in it swallows the path. "
        "Query parameters belong into query_params.",
    ),
    Page(
        "config.header_framing",
        "A configured header says where requests end",
        "A Content-Length in http_headers or env_http_headers is believed: Codex cuts its request "
        "there, or waits for a rest that does not come. With a Transfer-Encoding other than "
        "chunked it announces an encoding that the request does not have; only over HTTP/2 it "
        "leaves that header out.",
    ),
    Page(
        "config.profile_legacy",
        "A profile in the old form",
        'Since 0.134.0 a profile is a file NAME.config.toml in Codex\'s home. profile = "x", and '
        "--profile x while [profiles.x] exists, make Codex stop.",
        stage=Stage.OLD_PROFILES,
    ),
    Page(
        "config.profile_missing",
        "The profile does not exist",
        "Codex accepts --profile NAME without a file NAME.config.toml in silence, and goes on "
        "with config.toml alone. Capitals count.",
        stage=Stage.PROFILE,
    ),
    Page(
        "config.openai_auth_required",
        "An OpenAI login is needed and not there",
        "The provider takes its credential from a login: CODEX_API_KEY, or auth.json as codex "
        "login writes it. There is none, so Codex sends requests without a credential. "
        "OPENAI_API_KEY is not read.",
    ),
)

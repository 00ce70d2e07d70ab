"""The cases of the matrix, area by area; most are faults of the lab and configuration cases.

Chosen are those in which versions may differ, and enough of the others to see that they do not.
"""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from codex_doctor.lab.endpoint import LAB_KEY, LabEndpoint
from codex_doctor.lab.faults import FAULTS
from codex_doctor.lab.faults_chat import CHAT_FAULTS
from codex_doctor.lab.replies import LAB_MODEL
from oracle.config_case import CONFIG, KEYLESS, ConfigCase, changed, healthy
from oracle.config_cases import CONFIG_CASES
from oracle.matrix_guide import GUIDE
from oracle.matrix_set_up import SetUp, from_case, from_fault

_LOGIN: Final = {"codex/auth.json": f'{{"auth_mode":"apikey","OPENAI_API_KEY":"{LAB_KEY}"}}'}
_CHAT: Final = changed('name = "Lab"\n', 'name = "Lab"\nwire_api = "chat"\n')

CONFIGURATION: Final = """
    plain byte-order-mark toml11-inline-newlines toml11-escapes toml11-trailing-comma
    string-not-closed duplicate-key unused-legacy-profile effort-unknown id-oss
    unknown-at-top unknown-in-provider feature-string sandbox-mode-unknown mcp-no-transport
    feature-enabled feature-enabled-unknown feature-legacy-names feature-unknown feature-table
    feature-settings
    profile-file profile-alone profile-absent profile-merges-provider profile-beside-other-table
    legacy-key legacy-table legacy-key-and-option legacy-table-in-file
    project-trusted project-untrusted project-broken project-key-model-provider
    project-above-profile project-trust-by-option project-root-from-below
    reserved-openai reserved-ollama reserved-lmstudio bedrock-empty bedrock-env-key
    name-missing wire-capital wire-chat-unselected provider-absent aws-on-custom
    ollama-chat-selected oss-base-url openai-base-url
    option-bare-word option-model-beats-c option-no-equals home-missing home-relative
    model-with-slash
    url-slash-behind url-two-slashes-behind url-blank-before url-blank-behind url-missing-v1
    query-parameter header header-from-variable header-variable-unset proxy-for-http no-proxy-list
"""
CREDENTIALS: Final = """
    key-unset key-empty key-newline-behind key-in-quotes key-with-bearer key-unset-with-login
    key-blank-behind dotenv-alone dotenv-stale-key dotenv-repairs-key dotenv-dollar-cuts-key
    dotenv-codex-name bearer-token bearer-token-below-env-key command command-exits-1
    auth-with-env-key header-authorization login-file login-codex-key login-codex-key-beats-file
    login-access-token-beats-file login-not-for-custom login-absent login-forced-chatgpt
    openai-key-in-environment
"""
WIRE: Final = """
    healthy port-refused connection-reset key-rejected rate-limited quota-exhausted
    status-500 status-503 model-unknown model-prefix-missing base-url-without-v1
    base-url-with-responses html-page redirect-307 chat-only chat-schema other-protocol
    tool-namespace-rejected tool-web-search-rejected tool-hosted-rejected field-store-rejected
    field-include-rejected field-prompt-cache-key-rejected field-client-metadata-rejected
    field-reasoning-rejected role-developer-rejected item-ids-rejected instructions-demanded
    body-limit lite-dialect freeform-dialect models-404 open-endpoint
"""
STREAM: Final = """
    crlf no-space-after-data multi-line-data comments-and-pings unknown-events minimal-events
    content-length no-usage usage-without-details bare-items malformed-extra-item held-open
    no-completed done-only response-done cut-reset one-document usage-no-total usage-chat-names
    usage-strings completed-no-id completed-null-id deltas-only final-only empty-output gzip-body
    json-lines types-outside flat-error error-document failed-server-error failed-quota
    failed-rate-limit incomplete message-content-string item-id-number
"""
TOOLS: Final = """
    two-calls text-and-call reasoning-and-call never-called call-as-text call-as-chat
    call-as-tool-use arguments-not-json arguments-empty arguments-object arguments-other-names
    call-id-missing name-unknown output-ignored output-500 output-cut output-rejected
"""
EXTRA: Final = (
    # Whatever the newest version sends: what 0.159.1 to 0.169.0 send is what is served here.
    from_case(replace(CONFIG_CASES["model-unset"], model="gpt-6.1-sol"), "configuration"),
    from_case(healthy("login-inherited", KEYLESS, files=_LOGIN, environ={}), "credentials"),
    from_case(
        ConfigCase(
            "base-url-variable",
            None,
            f'model = "{LAB_MODEL}"\n',
            files=_LOGIN,
            environ={"OPENAI_BASE_URL": "{base_url}"},
        ),
        "configuration",
    ),
    SetUp(
        "wire-api-absent",
        "wire",
        LabEndpoint(),
        {"codex/config.toml": CONFIG},
        {"LAB_API_KEY": LAB_KEY},
    ),
    SetUp(
        "wire-api-chat",
        "wire",
        LabEndpoint(),
        {"codex/config.toml": _CHAT},
        {"LAB_API_KEY": LAB_KEY},
    ),
)


def _all() -> dict[str, SetUp]:
    faults = {fault.name: fault for fault in FAULTS}
    chosen = [
        *(from_case(CONFIG_CASES[one], "configuration") for one in CONFIGURATION.split()),
        *(from_case(CONFIG_CASES[one], "credentials") for one in CREDENTIALS.split()),
        *(from_fault(faults[one], "wire") for one in WIRE.split()),
        *(from_fault(faults[one], "stream") for one in STREAM.split()),
        *(from_fault(faults[one], "tools") for one in TOOLS.split()),
        *EXTRA,
        *(from_fault(one, "chat") for one in CHAT_FAULTS),
        *GUIDE,
    ]
    return {f"{one.area}/{one.name}": one for one in chosen}


MATRIX_CASES: Final = _all()

"""Services that `codex-doctor setup` knows by name: what their documentation says, and where.

What a service serves is asked of it in any case; what is written here only saves typing.
"""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from codex_doctor.codex.urls import is_loopback, parse_url


class Preset(Struct, frozen=True):
    """One service.

    Attributes:
        id: What people type.
        name: As it calls itself.
        base_url: Below what it serves the Responses API; "" where each user has an own one.
        env_key: The variable that its documentation puts the key in; "" where it asks for none
            unless it was started with one.
        sources: Where that is documented.
        provider: Id of its table; other than `id` where Codex keeps that for itself.
        since: The first version, or the day, with the Responses API; "" where it was not found.
        form: What an own base URL looks like.
        wants_deployment: Whether a model is named by its deployment, which no list has.
    """

    id: str
    name: str
    base_url: str
    env_key: str
    sources: tuple[str, ...]
    provider: str
    since: str = ""
    form: str = ""
    wants_deployment: bool = False


PRESETS: Final = (
    Preset(
        "openrouter",
        "OpenRouter",
        "https://openrouter.ai/api/v1",
        "OPENROUTER_API_KEY",
        ("https://openrouter.ai/docs/guides/coding-agents/codex-cli",),
        "openrouter",
    ),
    Preset(
        "litellm",
        "LiteLLM",
        "http://localhost:4000/v1",
        "LITELLM_API_KEY",
        ("https://docs.litellm.ai/docs/proxy/client_setup/codex_cli",),
        "litellm",
    ),
    Preset(
        "azure",
        "Azure OpenAI",
        "",
        "AZURE_OPENAI_API_KEY",
        (
            "https://learn.microsoft.com/azure/foundry/openai/api-version-lifecycle",
            "https://github.com/openai/codex/pull/1435",
        ),
        "azure",
        form="https://RESOURCE.openai.azure.com/openai/v1",
        wants_deployment=True,
    ),
    Preset(
        "ollama",
        "Ollama",
        "http://localhost:11434/v1",
        "",
        (
            "https://docs.ollama.com/api/openai-compatibility",
            "https://github.com/ollama/ollama/issues/13595",
        ),
        "ollama-local",
        since="0.13.3",
    ),
    Preset(
        "lmstudio",
        "LM Studio",
        "http://localhost:1234/v1",
        "",
        ("https://lmstudio.ai/docs/api/openai-api", "https://lmstudio.ai/blog/lmstudio-v0.3.29"),
        "lmstudio-local",
        since="0.3.29",
    ),
    Preset(
        "vllm",
        "vLLM",
        "http://localhost:8000/v1",
        "",
        (
            "https://docs.vllm.ai/en/stable/serving/online_serving/",
            "https://docs.vllm.ai/en/stable/serving/openai_compatible_server/",
        ),
        "vllm",
    ),
    Preset(
        "llama.cpp",
        "llama.cpp",
        "http://localhost:8080/v1",
        "",
        ("https://github.com/ggml-org/llama.cpp/blob/master/tools/server/README.md",),
        "llama-cpp",
    ),
    Preset(
        "deepseek",
        "DeepSeek",
        "https://api.deepseek.com",
        "DEEPSEEK_API_KEY",
        (
            "https://api-docs.deepseek.com/guides/responses_api",
            "https://api-docs.deepseek.com/quick_start/agent_integrations/codex",
        ),
        "deepseek",
        since="2026-07-31",
    ),
    Preset(
        "glm",
        "Z.ai GLM",
        "https://api.z.ai/api/v1",
        "ZAI_API_KEY",
        (
            "https://docs.z.ai/devpack/tool/codex",
            "https://ai-sdk.dev/providers/ai-sdk-providers/zai",
        ),
        "zai",
    ),
    Preset(
        "kimi",
        "Moonshot Kimi",
        "https://api.moonshot.ai/v1",
        "MOONSHOT_API_KEY",
        (
            "https://docs.cline.bot/provider-config/moonshot",
            "https://docs.docker.com/ai/docker-agent/providers/moonshot",
            "https://www.developersdigest.tech/setup/moonshot",
        ),
        "moonshot",
    ),
    Preset(
        "qwen",
        "Alibaba Model Studio (Qwen)",
        "https://dashscope-intl.aliyuncs.com/compatible-mode/v1",
        "DASHSCOPE_API_KEY",
        ("https://help.aliyun.com/en/model-studio/compatibility-with-openai-responses-api",),
        "qwen",
    ),
)
"""In the order in which people are asked."""


def find_preset(text: str) -> Preset | None:
    """Return the preset that people call so, None when none is."""
    wanted = _folded(text)
    return next(
        (one for one in PRESETS if wanted in map(_folded, (one.id, one.name, one.provider))), None
    )


def preset_at(base_url: str) -> Preset | None:
    """Return the preset whose address this is, whatever its path, None when none has it."""
    return next((one for one in PRESETS if one.base_url and _origin(one) == _at(base_url)), None)


def _folded(text: str) -> str:
    return "".join(one for one in text.lower() if one.isalnum())


def _origin(preset: Preset) -> tuple[str, int] | None:
    return _at(preset.base_url)


def _at(base_url: str) -> tuple[str, int] | None:
    url = parse_url(base_url)
    if url is None:
        return None
    return ("localhost" if is_loopback(url.host) else url.host), url.port

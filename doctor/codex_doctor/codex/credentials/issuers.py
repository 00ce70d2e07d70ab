"""Which service gives out keys of a form, and which host belongs to which service.

A key is only said to be foreign at a host of another service in this table: a gateway may take any.
"""

from __future__ import annotations

# Longest first: sk-or- is no key of OpenAI. Each prefix is given out by one service alone.
_PREFIXES = (
    ("sk-ant-", "Anthropic"),
    ("sk-or-v1-", "OpenRouter"),
    ("sk-proj-", "OpenAI"),
    ("sk-svcacct-", "OpenAI"),
    ("sk-admin-", "OpenAI"),
    ("AIzaSy", "Google"),
    ("gsk_", "Groq"),
    ("xai-", "xAI"),
    ("hf_", "Hugging Face"),
    ("nvapi-", "NVIDIA"),
    ("pplx-", "Perplexity"),
    ("r8_", "Replicate"),
    ("csk-", "Cerebras"),
    ("github_pat_", "GitHub"),
)
_HOSTS = {
    "api.anthropic.com": "Anthropic",
    "openrouter.ai": "OpenRouter",
    "api.openai.com": "OpenAI",
    "generativelanguage.googleapis.com": "Google",
    "api.groq.com": "Groq",
    "api.x.ai": "xAI",
    "router.huggingface.co": "Hugging Face",
    "integrate.api.nvidia.com": "NVIDIA",
    "api.perplexity.ai": "Perplexity",
    "api.replicate.com": "Replicate",
    "api.cerebras.ai": "Cerebras",
    "api.deepseek.com": "DeepSeek",
    "api.mistral.ai": "Mistral",
    "api.moonshot.ai": "Moonshot",
    "api.fireworks.ai": "Fireworks",
}


def issuer_of(key: str) -> str:
    """Return the service that gives out keys of this form, "" when the form does not tell."""
    return next((name for prefix, name in _PREFIXES if key.startswith(prefix)), "")


def service_at(host: str) -> str:
    """Return the service whose own host this is, "" for gateways and everything unknown."""
    return _HOSTS.get(host, "")

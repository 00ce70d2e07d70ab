"""Typing errors in a host: what was probably meant. Not a check: `dns` uses it."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from codex_doctor.model import Fix
from codex_doctor.patterns import Regex
from codex_doctor.words.sentence import say
from codex_doctor_checks.setup.base_url import change_base_url

if TYPE_CHECKING:
    from codex_doctor.facts import Endpoint, Setup

# Hosts that people type into base_url; a lookup that fails is compared with them.
KNOWN_HOSTS = (
    "ai-gateway.vercel.sh",
    "api.anthropic.com",
    "api.cerebras.ai",
    "api.deepseek.com",
    "api.fireworks.ai",
    "api.groq.com",
    "api.minimax.io",
    "api.mistral.ai",
    "api.moonshot.ai",
    "api.moonshot.cn",
    "api.openai.com",
    "api.perplexity.ai",
    "api.siliconflow.cn",
    "api.together.xyz",
    "api.x.ai",
    "api.z.ai",
    "ark.cn-beijing.volces.com",
    "dashscope.aliyuncs.com",
    "generativelanguage.googleapis.com",
    "inference.baseten.co",
    "localhost",
    "models.github.ai",
    "open.bigmodel.cn",
    "openrouter.ai",
    "router.huggingface.co",
)
_CUTOFF = 0.8
_SIGNS = Regex(r"[,;]|\.{2,}")


def suggestions(host: str, endpoint: Endpoint, setup: Setup) -> tuple[Fix, ...]:
    """Return the correction of a typing error, or the advice to look for one."""
    near = _nearest(host, setup)
    if not near:
        return (Fix(say("dns.nxdomain.fix_host", host=host)),)
    title = say("dns.nxdomain.fix_near", near=near, host=host)
    shown = endpoint.base_url.replace(host, near, 1)
    return (change_base_url(setup, shown=shown, title=title),)


def _nearest(host: str, setup: Setup) -> str:
    """Return the most similar host, one of the configuration before a well-known one.

    What no name has between its parts stands for the point.
    """
    if _SIGNS.search(host):
        return _SIGNS.sub(".", host).strip(".")
    for hosts in (_configured(setup), setup.commented, KNOWN_HOSTS):
        near = get_close_matches(host, [one for one in hosts if one != host], n=1, cutoff=_CUTOFF)
        if near:
            return near[0]
    return ""


def _configured(setup: Setup) -> tuple[str, ...]:
    """Return the hosts of all URLs in the configuration."""
    found: list[str] = []
    for key, value in setup.values.items():
        if key.endswith("base_url"):
            try:
                found.append(urlsplit(value).hostname or "")
            except ValueError:
                continue
    return tuple(one for one in found if one)

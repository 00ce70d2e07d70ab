"""The words of the findings `quota.*`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "quota.exhausted.title": "配额已用完，或有款项未付",
    "quota.exhausted.text": (
        "账户的额度、余额或配额已经用完，或这个套餐没有配额，或账单尚未付清；"
        "有问题的不是密钥。如果状态码是 400 或 429，Codex 会立即停止；"
        "如果是其他状态码，它会先重复请求五次，然后才显示。"
    ),
    "quota.rate_limited.title": "请求过多",
    "quota.rate_limited.text": (
        "端点有速率限制。只有响应带 retry-after 响应头时，Codex 才会等待并重试；"
        "没有它时，Codex 遇到第一个 429 就停止，并且不显示正文。"
    ),
    "quota.exhausted": "{host} 上的账户或密钥的配额已用完",
    "quota.exhausted.bill": "{host} 拒绝密钥是因为款项问题，而不是密钥本身",
    "quota.exhausted.fix_bill": ("在 {host} 的账户中处理好款项；换用同一账户的另一个密钥没有用。"),
    "quota.exhausted.fix": "给 {host} 上的账户充值，提高这个密钥的限额，或换用另一个密钥。",
    "quota.rate_limited": "{host} 限制请求速率",
    "quota.rate_limited.fix_wait": "等一会儿再试。",
    "quota.rate_limited.one_request": ("Codex 一个请求的 token 数就超过 {host} 每分钟允许的数量"),
    "quota.rate_limited.fix_plan": (
        "使用每分钟 token 上限更高的套餐，或换一个模型：仅 Codex 的第一个请求就有约一万个 token。"
    ),
    "quota.rate_limited.fix_wait_told": "等待 {wait_s:time}，然后再试。",
}

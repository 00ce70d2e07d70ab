"""The words of the findings `url.*`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "url.missing_v1.title": "base_url 缺少一部分路径",
    "url.missing_v1.text": (
        "Codex 只会在 base_url 后面加上 `/responses`，不加别的。多数端点的 API 位于 `/v1` 之下，"
        "base_url 中必须写明。"
    ),
    "url.double_v1.title": "base_url 中的前缀重复了",
    "url.double_v1.text": (
        "Codex 会在 base_url 后面加上 `/responses`。base_url 中的前缀 `/v1` 出现了两次。"
    ),
    "url.endpoint_in_base.title": "base_url 把路由也写进去了",
    "url.endpoint_in_base.text": (
        "Codex 会自己在 base_url 后面加上 `/responses`，因此 base_url 必须在它之前结束，"
        "绝不能以 `/chat/completions` 结尾。"
    ),
    "url.wrong_page.title": "响应的是网页，而不是 API",
    "url.wrong_page.text": (
        "这个地址通向一个网页：门户、登录页、管理面板，或服务器的兜底页面。Codex 不读取 HTML，"
        "只会说流已关闭。"
    ),
    "url.redirect.title": "端点把请求重定向了",
    "url.redirect.text": (
        "遇到 307 和 308，Codex 会带着正文跟随；如果协议、主机或端口改变，请求就不再带密钥。301、"
        "302 和 303 会把 POST 变成 GET。`api-key` 之类的请求头，以及重定向中重复的查询参数，"
        "Codex 都会发送到另一个地址；codex-doctor 不会向那里发送任何敏感信息。"
    ),
    "url.missing_v1": "{configured} 不存在；API 在 {base} 之下",
    "url.double_v1": "{configured} 中有两个 /v1；API 在 {base} 之下",
    "url.double_v1.added": "{host} 在 {configured} 前面又加了一个 /v1；API 在 {base} 之下",
    "url.endpoint_in_base": "base_url 已经写了路由，Codex 又在后面加上 /responses：{url}",
    "url.wrong_page": "{url} 响应的是网页，而不是 API",
    "url.redirect": "{configured} 把请求重定向到 {target}",
    "url.redirect.nowhere": "{configured} 返回了没有目标的重定向（{status}）",
    "url.redirect.not_followed": "{configured} 重定向到 {target}，而 Codex 不会跟随到那里",
    "url.redirect.circle": "{configured} 经由 {target} 循环重定向",
    "url.redirect.unreachable": "{configured} 重定向到 {target}，而那里没有响应",
    "url.redirect.page": "{configured} 重定向到 {target}，而那是一个网页",
    "url.redirect.get": "{configured} 重定向到 {subject}，而 Codex 的 POST 变成了 GET",
    "url.redirect.keyless": "{configured} 重定向到 {target}，而 Codex 不会向那里发送密钥",
    "url.wrong_page.fix_not": "如果 API 的地址不是 {base}，就把 base_url 设为它的地址。",
    "url.wrong_page.fix_v1": "把 base_url 设为 API 的地址，通常以 /v1 结尾。",
    "url.missing_v1.fix_base": "把 base_url 设为 {base}。",
    "url.redirect.fix_follow": "把 base_url 设为重定向的目标地址，不含 /responses。",
    "url.redirect.fix_ask": (
        "询问端点的运营方为什么要重定向；你把哪个地址设为 base_url，"
        "密钥就会发送给那个地址背后的人。"
    ),
    "url.redirect.evidence.target": "重定向到",
}

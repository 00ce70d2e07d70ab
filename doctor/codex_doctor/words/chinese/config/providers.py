"""What the config check says about a provider's table and its address."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

PROVIDERS: Final[Mapping[str, str]] = {
    "config.provider_reserved": "{provider} 是 Codex 的内置提供方，不能重新定义",
    "config.provider_reserved.fix": "把表改名为 [model_providers.{new}]，并选用 {new}。",
    "config.provider_name_missing": "提供方 {provider} 没有 name，Codex 因此会拒绝启动",
    "config.provider_name_missing.dotted": (
        "由于有点号，[{table}] 被当作提供方 {provider} 里面的一个表，因而没有 name"
    ),
    "config.provider_name_missing.fix": "在 [{table}] 中写上 name。",
    "config.provider_name_missing.fix_dotted": (
        '给 ID 加上引号：[model_providers."{id}"]，或去掉点号。'
    ),
    "config.provider_magic_name": (
        '提供方 {provider} 的 name 是 "{name}"，因此 Codex 把端点当作 OpenAI 自己的，'
        "会发送其他端点拒绝的内容"
    ),
    "config.provider_magic_name.bedrock": (
        '提供方 {provider} 的 name 是 "{name}"，'
        "因此 Codex 会按 Amazon Web Services 的要求给请求签名"
    ),
    "config.provider_magic_name.fix": "换一个 name。",
    "config.provider_conflict": "{key}：auth 与 {other} 互相排斥",
    "config.provider_conflict.auth_command": "{key}：auth 中没有 command",
    "config.provider_conflict.aws": "{key}：aws 只在内置的 Amazon Bedrock 提供方中起作用",
    "config.provider_conflict.bedrock": "{key}：这个内置提供方不接受 {other}",
    "config.provider_conflict.gateway_oauth": (
        "{key}：gateway_oauth 要么需要 credential_export，要么需要 authorization_url、token_url "
        "和 client_id"
    ),
    "config.provider_conflict.gateway_header": (
        "{key}：gateway_oauth 和 {other} 都要使用 Authorization 请求头"
    ),
    "config.provider_conflict.fix": "两者保留一个，删除另一个。",
    "config.provider_conflict.fix_remove": "删除 {parts}。",
    "config.wire_api_chat": (
        '提供方 {provider} 设了 wire_api = "chat"，而这个版本的 Codex 已不再支持'
    ),
    "config.wire_api_chat.deprecated": (
        '提供方 {provider} 设了 wire_api = "chat"，而这种设置已被弃用'
    ),
    "config.wire_api_chat.default": (
        "提供方 {provider} 没有设置 wire_api，这个版本的 Codex 因此会使用 chat"
    ),
    "config.wire_api_chat.fix": "使用 Responses API。",
    "config.wire_api_chat.fix_name": "如果端点有 Responses API，就明确指定它。",
    "config.wire_api_chat.fix_gateway": (
        "如果端点没有 Responses API，就在它前面架设一个能转换协议的网关。"
    ),
    "config.wire_api_invalid": "提供方 {provider} 设了 wire_api = {value}，而 Codex 不认识这个值",
    "config.wire_api_invalid.fix": '把它写成 "responses"。',
    "config.base_url_missing": (
        "提供方 {provider} 没有 base_url，因此 Codex 会把每个请求都发往 OpenAI 的 api.openai.com"
    ),
    "config.base_url_missing.key": (
        "提供方 {provider} 没有 base_url，因此 Codex 会把 {variable} 中的密钥发往 OpenAI 的 "
        "api.openai.com"
    ),
    "config.base_url_missing.misspelt": (
        "提供方 {provider} 没有 base_url（{misspelt} 不是 base_url），"
        "因此 Codex 会把每个请求都发往 OpenAI 的 api.openai.com"
    ),
    "config.base_url_missing.misspelt_key": (
        "提供方 {provider} 没有 base_url（{misspelt} 不是 base_url），"
        "因此 Codex 会把 {variable} 中的密钥发往 OpenAI 的 api.openai.com"
    ),
    "config.base_url_missing.fix": "写成 base_url。",
    "config.base_url_missing.fix_name": "把 {misspelt} 改写成 base_url。",
    "config.base_url_missing.fix_add": "在 [{table}] 中添加 base_url。",
    "config.base_url_invalid": '{name} "{url}" 不是 URL',
    "config.base_url_invalid.empty": "{name} 是空的",
    "config.base_url_invalid.no_scheme": '{name} "{url}" 前面没有 http:// 或 https://',
    "config.base_url_invalid.scheme": 'Codex 无法使用 {name} "{url}" 的协议（scheme）',
    "config.base_url_invalid.scheme_twice": '{name} "{url}" 的协议（scheme）写了两次',
    "config.base_url_invalid.variable": '{name} "{url}" 中含有变量，而 Codex 不会展开它',
    "config.base_url_invalid.blank": '{name} "{url}" 以空格结尾，空格会成为路径的一部分',
    "config.base_url_invalid.fix": "更正这个地址。",
    "config.base_url_invalid.fix_better": "把 {name} 设为 {url}。",
    "config.base_url_invalid.fix_empty": "写上端点的地址。",
    "config.base_url_invalid.fix_scheme": "使用 http:// 或 https://。",
    "config.base_url_invalid.fix_scheme_twice": "http:// 或 https:// 只写一次。",
    "config.base_url_invalid.fix_variable": (
        "直接写地址本身；Codex 不会展开 config.toml 中的变量。"
    ),
    "config.base_url_invalid.fix_blank": "删除这个空格。",
    "config.base_url_query": (
        "base_url 中含有查询字符串（?），而 Codex 会把 /responses 接在它后面"
    ),
    "config.base_url_query.fragment": (
        "base_url 中含有片段（#），而 Codex 会把 /responses 接在它后面"
    ),
    "config.base_url_query.fix": "把查询字符串移到 query_params 中，base_url 只写到路径为止。",
    "config.base_url_query.fix_end": "base_url 只写到 # 之前为止。",
    "config.header_framing": (
        "配置了 {header}，因此 Codex 的请求在它所说的位置结束，而不是在真正的末尾"
    ),
    "config.header_framing.fix": ("从提供方的请求头中删除 {header}；Codex 会自行设置正确的内容。"),
    "config.evidence.provider_id": "提供方 ID",
    "config.evidence.table": "表",
    "config.evidence.quoted": "一个加引号的名称",
    "config.evidence.unset_or_blank": "未设置或为空白",
    "config.evidence.any_text": "任意文本",
    "config.evidence.other_text": "任意其他文本",
    "config.evidence.fields": "字段",
    "config.evidence.together": "可以同时使用的字段",
    "config.evidence.plain_url": "不含 ? 和 # 的地址",
    "config.evidence.not_configured": "未配置",
}

"""What shows and what would disprove findings: the configuration."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

CONFIG: Final[Mapping[str, str]] = {
    "explain.config.toml_syntax.recognised": (
        "按这个版本的 Codex 所用的 TOML 规则解析文件，解析器停在所示的那一行。"
    ),
    "explain.config.toml_syntax.disproved": "文件能够解析。它的含义另由其他规则判断。",
    "explain.config.not_utf8.recognised": (
        "文件的字节不是 UTF-8；从开头的几个字节可以看出它可能是哪种编码。"
    ),
    "explain.config.not_utf8.disproved": "文件能按 UTF-8 解码，有没有字节顺序标记（BOM）都可以。",
    "explain.config.unreadable.recognised": "打开或读取文件失败，或者它不是普通文件。",
    "explain.config.unreadable.disproved": "启动 Codex 的用户能够读取该文件。",
    "explain.config.wrong_type.recognised": (
        "配置项的值不属于 Codex 接受的类型；这些类型是逐个配置项向 Codex 程序本身查询得到的。"
    ),
    "explain.config.wrong_type.disproved": "值属于 Codex 接受的类型，或所用的版本要求的类型不同。",
    "explain.config.key_misplaced.recognised": (
        "某个配置项写在一个表头之下，因而归入了那个表，而 Codex 只在别处认识它。"
    ),
    "explain.config.key_misplaced.disproved": "这一行写在第一个表之前，或写在 Codex 认识它的表中。",
    "explain.config.unknown_key.recognised": (
        "这个配置项或功能不在该版本的任何列表中；列表是向 Codex 程序查询得到的。"
    ),
    "explain.config.unknown_key.disproved": (
        "所用的版本认识它。如果版本比已测量的最新版本还新，这里只会说存疑。"
    ),
    "explain.config.missing.recognised": (
        "任何文件和选项都没有设置任何内容，当前使用的是内置提供方。"
    ),
    "explain.config.missing.disproved": "所示位置有 config.toml，其中有设置。",
    "explain.config.catalog_invalid.recognised": (
        "从设置 model_catalog_json 的文件所在目录算起，它指定的文件不存在、无法读取、不是 JSON、"
        "没有列出任何模型，或其中某个模型缺少这个版本的 Codex 需要的字段，或字段类型不对。"
    ),
    "explain.config.catalog_invalid.disproved": "该路径上有 JSON 文件，其中至少有一个模型。",
    "explain.config.file_missing.recognised": (
        "有一个配置项指定了文件，而从设置它的 config.toml 所在目录算起，那里没有能够读取的文件。"
    ),
    "explain.config.file_missing.disproved": "该路径上有文件。",
    "explain.config.mcp_required.recognised": (
        "设了 required = true 的服务器，它指定的程序找不到，或目录不存在，或环境变量没有设置。"
    ),
    "explain.config.mcp_required.disproved": "三者俱全。服务器随后能否正常运行，则没有试过。",
    "explain.config.rules_invalid.recognised": (
        "像 Codex 那样读取规则文件时失败：有一行无法解析、有参数错误，或有示例与规则不符。"
    ),
    "explain.config.rules_invalid.disproved": (
        "文件能够解析，示例也都相符；或者文件不在 /etc/codex 中，并且使用了 --ignore-rules。"
    ),
    "explain.config.project_key_ignored.recognised": (
        "受信任项目的 .codex/config.toml 设置了一个 Codex 在那里会丢弃的配置项。"
    ),
    "explain.config.project_key_ignored.disproved": (
        "该配置项写在用户自己的 config.toml 中，或所用的版本仍接受项目设置它。"
    ),
    "explain.config.policy_overrides.recognised": (
        "/etc/codex 中的 managed_config.toml 或 requirements.toml 设置了 model 或 model_provider；"
        "你也设置了它，值却不同，而你的值不起作用。"
    ),
    "explain.config.policy_overrides.disproved": (
        "两处的值相同，管理员的文件中没有这一行，或用 -m 指定了模型。"
    ),
    "explain.config.secret_exposed.recognised": (
        "存有敏感信息的文件，其权限位允许其他用户读取；或者 base_url 是指向另一台机器的 http:// "
        "地址；或者 URL 本身含有密码。"
    ),
    "explain.config.secret_exposed.disproved": (
        "文件只有所有者可以访问，使用 https://，URL 中没有敏感信息。"
    ),
    "explain.config.model_unset.recognised": "没有任何配置层、profile（配置档）或选项设置 model。",
    "explain.config.model_unset.disproved": "其中任何一处设置了 model。",
    "explain.model.empty.recognised": "最终生效的模型是空文本。",
    "explain.model.empty.disproved": "有一个 ID，不论是什么；端点是否提供该模型，随后再试。",
    "explain.config.provider_undefined.recognised": (
        "model_provider 最终指定的 ID 既不是内置提供方，也不是 model_providers 中的表；ID "
        "逐字符比较。"
    ),
    "explain.config.provider_undefined.disproved": "有一个 ID 完全相同的表。",
    "explain.config.provider_not_selected.recognised": (
        "model_providers 中有一个表定义了提供方，却没有任何设置选用它，请求会发往内置提供方；"
        "或者选用的是没有凭据的 openai，而该提供方的密钥已设置。"
    ),
    "explain.config.provider_not_selected.disproved": (
        "有 model_provider 这一行，或有选用某个提供方的 profile（配置档）。"
    ),
    "explain.config.provider_reserved.recognised": (
        "model_providers 中有一个表，其 ID 与这个版本的某个内置提供方相同。"
    ),
    "explain.config.provider_reserved.disproved": "使用别的 ID。实行这一限制之前的版本会接受它。",
    "explain.config.provider_name_missing.recognised": (
        "model_providers 中有一个表没有 name，或 name 为空白。"
    ),
    "explain.config.provider_name_missing.disproved": "name 至少有一个字符。",
    "explain.config.provider_magic_name.recognised": (
        "提供方的 name 与某个会改变 Codex 行为的名称完全相同。"
    ),
    "explain.config.provider_magic_name.disproved": "name 是任何其他名称。",
    "explain.config.provider_conflict.recognised": (
        "提供方有几项设置，而 Codex 拒绝同时使用它们；或者有一项设置本身就被拒绝：没有 command 的 "
        "auth、Bedrock 提供方之外的 aws，或不完整的 gateway_oauth。"
    ),
    "explain.config.provider_conflict.disproved": "只有其中一项设置，或那一项设置是完整的。",
    "explain.config.wire_api_invalid.recognised": (
        "提供方的 wire_api 是文本，但不在该版本认识的值之中。"
    ),
    "explain.config.wire_api_invalid.disproved": "值是 responses，一字不差。",
    "explain.config.wire_api_chat.recognised": (
        '某个提供方写了 wire_api = "chat"；或者没有写，而这个版本此时采用的就是它。'
    ),
    "explain.config.wire_api_chat.disproved": '写的是 wire_api = "responses"。',
    "explain.config.base_url_missing.recognised": (
        "提供方没有 base_url，因此 Codex 会把请求发往 api.openai.com。"
    ),
    "explain.config.base_url_missing.disproved": "该表中有 base_url。在此之前不会发送任何内容。",
    "explain.config.base_url_invalid.recognised": (
        "按 Codex 自己的 URL 库的规则解析了该 URL：它不是 URL，或者协议（scheme）不是 http 或 "
        "https。"
    ),
    "explain.config.base_url_invalid.disproved": "URL 能够解析，协议（scheme）也是 Codex 使用的。",
    "explain.config.base_url_query.recognised": "base_url 中有 ? 或 #。",
    "explain.config.base_url_query.disproved": "base_url 到路径为止。",
    "explain.config.header_framing.recognised": (
        "http_headers 或 env_http_headers 设置了 Content-Length 或 Transfer-Encoding。"
    ),
    "explain.config.header_framing.disproved": "其中没有这样的请求头。",
    "explain.config.profile_legacy.recognised": (
        "有顶层的 profile 一行，或者 --profile 指定的是 profiles 中的表，而这个版本拒绝这些写法。"
    ),
    "explain.config.profile_legacy.disproved": (
        "版本不高于 0.133.0；或者有文件 NAME.config.toml，而没有这样的一行。"
    ),
    "explain.config.profile_missing.recognised": (
        "所要求的 profile（配置档）没有对应的文件 NAME.config.toml，"
        "名称逐字符比较（在旧版本中则是没有对应的表）。"
    ),
    "explain.config.profile_missing.disproved": "有这个文件，或有这个表。",
    "explain.config.openai_auth_required.recognised": (
        "当前提供方使用登录信息，而 CODEX_API_KEY、访问令牌和 auth.json 都没有给出。"
    ),
    "explain.config.openai_auth_required.disproved": "有其中任何一个，或提供方另有凭据。",
    "explain.config.gateway_header_missing.recognised": (
        "端点的响应说明了缺少哪个请求头、参数或版本，而配置中没有这个名称的设置。"
    ),
    "explain.config.gateway_header_missing.disproved": "发送了该请求头，仍然被同样拒绝。",
    "explain.config.model_metadata_missing.recognised": (
        "模型 ID 不在这个版本的 Codex 自带的列表中，也没有模型清单（catalog）补充它。"
    ),
    "explain.config.model_metadata_missing.disproved": (
        "该 ID 在自带的列表或 model_catalog_json 中。"
    ),
}

"""The words of the findings `config.*`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from codex_doctor.words.chinese.config.files import FILES
from codex_doctor.words.chinese.config.keys import KEYS
from codex_doctor.words.chinese.config.providers import PROVIDERS
from codex_doctor.words.chinese.config.selection import SELECTION

if TYPE_CHECKING:
    from collections.abc import Mapping

_SHARED: Final[Mapping[str, str]] = {
    "config.toml_syntax.title": "有一个配置文件无法解析",
    "config.toml_syntax.text": (
        "Codex 读取 TOML 1.1（0.79.0 之前是 TOML 1.0），遇到第一行不合规则的内容就停止。"
        "常见的原因有：文字处理软件产生的引号、用双引号括起来的 Windows 路径、"
        "没有闭合的引号或括号，以及重复出现的配置项或表。"
    ),
    "config.not_utf8.title": "有一个配置文件不是 UTF-8",
    "config.not_utf8.text": (
        "Codex 只读取 UTF-8，有没有字节顺序标记（BOM）都可以。旧编辑器和 Windows PowerShell "
        "的重定向会写成 UTF-16 或当地的代码页（例如 GBK）。请把文件保存为 UTF-8。"
    ),
    "config.unreadable.title": "有一个配置文件无法读取",
    "config.unreadable.text": (
        "文件存在，但 Codex 无法读取：你没有权限、那里是一个目录，或者它不是普通文件。Codex "
        "会停止。"
    ),
    "config.wrong_type.title": "有一个值的类型不对",
    "config.wrong_type.text": (
        "只要有一个值的类型与 Codex 要求的不同，例如给数字加了引号，Codex 就会拒绝整个配置。"
        "它会指出是哪个配置项，但不说明在哪个文件、哪一行。"
    ),
    "config.key_misplaced.title": "有一个配置项写在了错误的表中",
    "config.key_misplaced.text": (
        "在 TOML 中，每一行都属于它上方的表头。model_provider 这样的顶层配置项如果写在 "
        "[model_providers.x] 下面，就成了该提供方的一个字段，Codex 会忽略它："
        "内置提供方依然生效，请求会发往 OpenAI。"
    ),
    "config.unknown_key.title": "有一个配置项 Codex 不认识",
    "config.unknown_key.text": (
        "Codex 会忽略它不认识的配置项。从 0.156.0 起，它会在警告中列出这些配置项，"
        "更早的版本不作任何提示。配置项拼错时，生效的仍是默认值。使用 --strict-config 时，"
        "未知的配置项会使 Codex 停止。--enable 和 --disable 指定了它不认识的功能时，"
        "即使没有这个选项，Codex 也会停止；`codex features list` 会显示它认识的功能。"
    ),
    "config.missing.title": "没有配置",
    "config.missing.text": (
        "Codex 读取 CODEX_HOME（默认为 ~/.codex）中的 config.toml。除此之外只有这些文件有效："
        "同一目录中的 profile（配置档）文件、受信任项目中的 .codex/config.toml，以及管理员放在 "
        "/etc/codex 中的文件。它不读 YAML 和 JSON，也不读项目根目录下的 config.toml。"
        "什么都没有设置时，内置提供方生效，请求会发往 OpenAI。"
    ),
    "config.catalog_invalid.title": "模型清单（catalog）无法使用",
    "config.catalog_invalid.text": (
        "model_catalog_json 指定的文件不存在、无法读取、不是 JSON，或没有列出任何模型。Codex "
        "会停止。文件不存在或无法读取时，它不说明是哪个文件。"
    ),
    "config.file_missing.title": "配置中指定的文件缺失",
    "config.file_missing.text": (
        "model_instructions_file 或 experimental_compact_prompt_file 指定的路径不存在，"
        "或者不是文件。相对路径从指定它的 config.toml 所在的目录算起。Codex "
        "在发送任何请求之前就停止。"
    ),
    "config.mcp_required.title": "必需的 MCP 服务器无法启动",
    "config.mcp_required.text": (
        "设了 required = true 的 MCP 服务器，必须在会话开始之前就绪。"
        "如果缺少它的程序、目录或存放其令牌的环境变量，Codex 在发送任何请求之前就停止。"
        "codex-doctor 不运行 MCP 服务器，因此看不到之后才出现的故障。"
    ),
    "config.rules_invalid.title": "有一个命令规则文件有缺陷",
    "config.rules_invalid.text": (
        "Codex 会读取其主目录、/etc/codex 以及受信任项目的 .codex 目录中的 rules/*.rules，"
        "其中规定哪些命令可以运行。遇到无法解析的文件、错误的参数或与规则不符的示例，Codex "
        "在发送任何请求之前就停止。default.rules 由 Codex 自己写入；缺陷大多来自手工编辑。"
    ),
    "config.project_key_ignored.title": "项目的文件设置了只有用户才能设置的配置项",
    "config.project_key_ignored.text": (
        "Codex 会丢弃项目的 .codex/config.toml 中的十一个配置项，其中包括 model_provider 和 "
        "model_providers，以免代码仓库把你的密钥发到别处。该文件中的其他配置项有效。"
    ),
    "config.policy_overrides.title": "管理员的文件覆盖了你的值",
    "config.policy_overrides.text": (
        "/etc/codex 中的 managed_config.toml 所设的值优先于你自己的文件和 -c；只有用 -m "
        "指定的模型优先于它。同一目录的 requirements.toml 中的 model_provider 也优先于你的文件和 "
        "-c。这两个文件归本机的管理员管理。"
    ),
    "config.secret_exposed.title": "敏感信息可以被他人读取",
    "config.secret_exposed.text": (
        "密钥写在本机其他用户可以读取的文件中，或以明文 http 经过网络，或者是 URL 的一部分。"
        "任何读到它的人都可以使用它。"
    ),
    "config.model_unset.title": "没有设置模型",
    "config.model_unset.text": (
        "没有设置 model 时，Codex 会请求它自己的默认模型，而大多数其他端点不提供这个模型。"
    ),
    "config.provider_undefined.title": "选用的提供方没有定义",
    "config.provider_undefined.text": (
        "model_provider 指定的是 model_providers 中的一个表。名称区分大小写；ID 中有点号时，"
        "要在表头中加引号；表名是 model_providers，末尾有 s。"
    ),
    "config.provider_not_selected.title": "定义了一个提供方，生效的却是另一个",
    "config.provider_not_selected.text": (
        "model_providers 中的表本身不起任何作用，必须在顶层用 model_provider 指定它。"
        "否则内置提供方生效，请求会发往 OpenAI。"
    ),
    "config.provider_reserved.title": "重新定义了内置提供方",
    "config.provider_reserved.text": (
        "openai、ollama 和 lmstudio 是内置的。Codex 会拒绝用这些名称的表，没有选用的也一样。"
        "请换一个 ID。"
    ),
    "config.provider_name_missing.title": "有一个提供方没有 name",
    "config.provider_name_missing.text": (
        "每个提供方的表都需要一个不为空白的 name，没有选用的也一样。没有 name，Codex 会停止。"
    ),
    "config.provider_magic_name.title": "提供方的 name 触发了特殊行为",
    "config.provider_magic_name.text": (
        'name 为 "OpenAI" 或 "Amazon Bedrock" 时，它就不只是一个标签：'
        "Codex 会像对待该服务那样工作。它会加上其他端点会拒绝的字段和远程压缩，或者给请求签名。"
    ),
    "config.provider_conflict.title": "提供方的设置不能这样搭配",
    "config.provider_conflict.text": (
        "提供方只从一处取得凭据。auth 不能与 env_key、experimental_bearer_token、"
        "requires_openai_auth 中的任何一个同时使用，而且必须有 command；aws 属于内置的 Bedrock "
        "提供方，而这些提供方只接受少数其他字段；gateway_oauth 必须完整。"
    ),
    "config.wire_api_invalid.title": "接口协议（wire API）未知",
    "config.wire_api_invalid.text": (
        'wire_api 只有一个可用的值："responses"（0.95.0 之前还有 "chat"），全部小写，不含空格。'
    ),
    "config.wire_api_chat.title": "接口协议（wire API）设成了 chat",
    "config.wire_api_chat.text": (
        "Codex 只使用 Responses API。它在 0.95.0 中去掉了 Chat Completions；"
        "只要有任何一个提供方要求使用它，Codex 就会拒绝整个配置。"
        "如果端点没有 Responses API，就必须由网关来转换。"
    ),
    "config.base_url_missing.title": "提供方没有 base_url",
    "config.base_url_missing.text": (
        "提供方没有 base_url 时，Codex 会填入 OpenAI 的地址，并把该提供方的密钥发到那里。"
        "通常的原因是配置项拼错了（baseurl、base-url）。遇到这种情况，codex-doctor 不发送任何内容。"
    ),
    "config.base_url_invalid.title": "base_url 不是可用的地址",
    "config.base_url_invalid.text": (
        "base_url 必须以 http:// 或 https:// 开头，并会原样使用：其中不能有变量、空格和引号。"
        "Codex 会尝试几次，然后报告 builder error。"
    ),
    "config.base_url_query.title": "base_url 中含有查询字符串",
    "config.base_url_query.text": (
        "Codex 会把 /responses 接在 base_url 的末尾，因此其中的 ? 或 # 会吞掉这段路径。"
        "查询参数应写在 query_params 中。"
    ),
    "config.header_framing.title": "配置的请求头规定了请求在哪里结束",
    "config.header_framing.text": (
        "Codex 会相信 http_headers 或 env_http_headers 中的 Content-Length：在那里截断请求，"
        "或者等待不会到来的剩余部分。如果 Transfer-Encoding 不是 chunked，"
        "它就会声明一种请求并没有采用的编码；只有使用 HTTP/2 时，它才会省略这个请求头。"
    ),
    "config.profile_legacy.title": "旧形式的 profile（配置档）",
    "config.profile_legacy.text": (
        "从 0.134.0 起，profile 是 Codex 主目录中名为 NAME.config.toml 的文件。"
        '写有 profile = "x"，或者在 [profiles.x] 存在时使用 --profile x，都会使 Codex 停止。'
    ),
    "config.profile_missing.title": "profile（配置档）不存在",
    "config.profile_missing.text": (
        "没有文件 NAME.config.toml 时，Codex 也接受 --profile NAME，不作任何提示，"
        "只用 config.toml 继续运行。名称区分大小写。"
    ),
    "config.openai_auth_required.title": "需要 OpenAI 登录信息，而这里没有",
    "config.openai_auth_required.text": (
        "提供方从登录信息取得凭据：CODEX_API_KEY，或由 codex login 写入的 auth.json。"
        "这里没有登录信息，因此 Codex 发送的请求不带凭据。它不会读取 OPENAI_API_KEY。"
    ),
    "config.passed": "提供方 {provider}，接口协议 responses",
    "config.skipped": "提供方 {provider} 没有可以检查的端点",
    "config.fix_line": "{fix}要写的一行是 {line}。",
    "config.gateway_header_missing.title": "网关要求的请求头没有配置",
    "config.gateway_header_missing.text": (
        "除了密钥，网关还需要一个请求头或查询参数。Codex 会发送提供方的 http_headers、"
        "env_http_headers 和 query_params 中写明的那些。"
    ),
    "config.model_metadata_missing.title": "Codex 没有这个模型的元数据",
    "config.model_metadata_missing.text": (
        "Codex 只认识自己的模型。对其他所有 ID，它采用通用的值：没有 freeform 工具，0.145.0 "
        "之前没有 reasoning，上下文窗口也不是该模型的。这不会马上造成失败；用 model_context_window "
        "可以告诉 Codex，历史变长后何时必须缩短。"
    ),
    "config.gateway_header_missing": "{host} 要求 {subject}，而它没有配置",
    "config.gateway_header_missing.fix_add": (
        "把 {subject} 添加到 {table} 的 http_headers 或 query_params 中。"
    ),
    "config.gateway_header_missing.header": (
        "{host} 要求在请求头 {subject} 中提供密钥，而这个请求头没有配置"
    ),
    "config.gateway_header_missing.there": "{host} 要求 {subject}，而它已经配置",
    "config.gateway_header_missing.fix_there": "在 {table} 中改正 {subject} 的值。",
    "config.gateway_header_missing.fix_bearer": (
        '在 {table} 中写入 http_headers = {{ {subject} = "Bearer <你的密钥>" }}：'
        "密钥前必须有这个词。"
    ),
    "config.gateway_header_missing.fix_header": (
        '在 {table} 中写入 env_http_headers = {{ {subject} = "NAME_OF_THE_VARIABLE" }}，'
        "并把该环境变量设为密钥。"
    ),
    "config.gateway_header_missing.version": "{host} 要求查询参数中有它认识的 api-version",
    "config.gateway_header_missing.unversioned": (
        "{host} 不接受查询参数中的 api-version；不带它时有正常的答复"
    ),
    "config.gateway_header_missing.fix_value": ("在 {table} 中写入 {line}，值取自端点的答复。"),
    "config.gateway_header_missing.fix_rename": "把 {name} 改写为 {wanted}。",
    "config.gateway_header_missing.fix_version": (
        '在 {table} 中写入 query_params = {{ api-version = "2025-04-01-preview" }}，'
        "或写 {host} 支持的更新版本。"
    ),
    "config.gateway_header_missing.fix_unversioned": (
        "从 {table} 的 query_params 中删除 api-version。"
    ),
    "config.gateway_header_missing.fix_path": (
        "把 base_url 设为以 /openai/v1 结尾的地址；它不要求 api-version。"
    ),
    "config.model_metadata_missing": "Codex 没有 {model} 的元数据，采用通用的值",
    "config.model_metadata_missing.fix_window": "把 {key} 设为 {model} 的实际大小。",
    "config.model_metadata_missing.evidence.known": "Codex 认识的 ID，或 model_catalog_json",
}

WORDS: Final[Mapping[str, str]] = {**_SHARED, **FILES, **KEYS, **PROVIDERS, **SELECTION}

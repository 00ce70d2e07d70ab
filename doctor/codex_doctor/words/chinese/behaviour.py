"""What Codex does in some versions and not in others: `explain`, docs/versions.md."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "behaviour.chat_default": "没有写 wire_api 的提供方使用 chat。",
    "behaviour.bearer_token_first": "experimental_bearer_token 优先于 env_key。",
    "behaviour.memory_models": (
        "记忆功能请求 gpt-6-luna 和 gpt-6.1-terra；此前请求其他模型，并未全部观察到。"
    ),
    "behaviour.ends_at_completed": ("一轮对话以 response.completed 结束；此前要到流结束才结束。"),
    "behaviour.broken_calls_kept": (
        "流在工具调用之后中断时，调用仍会执行，重试的请求会带上其输出。"
    ),
    "behaviour.answers_unpacked": ("会发送 accept-encoding，并解压 zstd 或 gzip 格式的响应。"),
    "behaviour.response_done_taken": "response.done 与 response.completed 一样结束一轮对话。",
    "behaviour.effort_xhigh": "xhigh 是一种推理强度（reasoning effort）。",
    "behaviour.effort_any": "任何文本都可作为推理强度；此前只能取固定的几个值。",
    "behaviour.chat_wire_api_deprecated": ('wire_api = "chat" 可以使用，但会显示弃用提示。'),
    "behaviour.chat_wire_api_removed": ('wire_api = "chat" 会被拒绝，写在未选用的提供方里也一样。'),
    "behaviour.chat_output_at_once": (
        "使用 chat 时，工具的输出紧跟在对应的调用之后，排在与调用一同返回的文本之前。"
    ),
    "behaviour.chat_one_call": (
        "使用 chat 时，一个响应只有一个调用，出现任何 finish_reason 都会结束。"
    ),
    "behaviour.chat_calls_by_id": (
        "使用 chat 时，一个调用的后续片段如果没有重复 id，就会被当成另一个调用。"
    ),
    "behaviour.chat_done_ignored": "使用 chat 时，[DONE] 不会结束响应。",
    "behaviour.chat_calls_joined": (
        "使用 chat 时，一个响应中的各个调用合在一条消息里发回；DONE 与 [DONE] 一样表示结束。"
    ),
    "behaviour.rules_checked_first": (
        "rules/*.rules 有错误时，Codex 会停止；这些版本之后，从 0.104.0 起才又如此。"
    ),
    "behaviour.rules_checked": "rules/*.rules 有错误时，Codex 会停止。",
    "behaviour.required_servers": ("设了 required = true 的 MCP 服务器启动不了时，Codex 会停止。"),
    "behaviour.env_base_url_read": "内置提供方的地址取自 OPENAI_BASE_URL。",
    "behaviour.env_base_url_ignored": "不读取 OPENAI_BASE_URL，也没有任何提示。",
    "behaviour.openai_base_url_key": "openai_base_url 可以改变内置提供方的地址。",
    "behaviour.websocket_first": "内置提供方会先尝试 WebSocket。",
    "behaviour.openai_key_read": "会发送环境变量 OPENAI_API_KEY 的值。",
    "behaviour.login_inherited": ("自定义提供方没有配置密钥时，auth.json 中的密钥会发给它。"),
    "behaviour.codex_api_key_read": "会发送 CODEX_API_KEY，它优先于 auth.json。",
    "behaviour.bearer_token_read": "会发送 experimental_bearer_token。",
    "behaviour.auth_command_run": "会运行 auth.command 来获取凭据。",
    "behaviour.model_not_found_final": (
        "HTTP 403 或 404 带代码 model_not_found 时，这一轮就此结束；此前 Codex 会再次发送。"
    ),
    "behaviour.room_in_a_thread": (
        "上下文窗口满时的提示是“Start a new thread”；此前是“a new conversation”。"
    ),
    "behaviour.plan_needed_final": (
        "response.failed 带 usage_not_included 时，这一轮就此结束；此前 Codex 会再次发送。"
    ),
    "behaviour.plan_at_chatgpt": ("需要套餐时指向 chatgpt.com/explore/plus；此前指向 openai.com。"),
    "behaviour.invalid_prompt_final": (
        "response.failed 带 invalid_prompt 时，这一轮就此结束；此前 Codex 会再次发送。"
    ),
    "behaviour.at_capacity_final": (
        "response.failed 带 server_is_overloaded 时，这一轮就此结束；此前 Codex 会再次发送。"
    ),
    "behaviour.slow_down_final": ("response.failed 带 slow_down 时，这一轮就此结束。"),
    "behaviour.slow_down_said": (
        "response.failed 带 slow_down 时提示为速率限制，Codex 会再次发送。"
    ),
    "behaviour.rate_limit_said": ("流中的速率限制前面会加上“rate limit exceeded”。"),
    "behaviour.incomplete_read": ("会读取 response.incomplete；此前会忽略它。"),
    "behaviour.incomplete_final": (
        "response.incomplete 会结束这一轮（过滤器除外）；此前 Codex 会再次发送。"
    ),
    "behaviour.cyber_policy_final": (
        "response.failed 带 cyber_policy 时，这一轮就此结束；此前 Codex 会再次发送。"
    ),
    "behaviour.bio_policy_final": (
        "response.failed 带 bio_policy 时，这一轮就此结束；此前 Codex 会再次发送。"
    ),
    "behaviour.content_policy_final": (
        "response.failed 带 content_policy_violation 时，这一轮就此结束；此前 Codex 会再次发送。"
    ),
    "behaviour.context_event_read": (
        "会读取带 context_length_exceeded 的 error 事件；此前会忽略它。"
    ),
    "behaviour.retry_after_obeyed": (
        "遇到带 retry-after 的 HTTP 429 会重新请求；更早的版本会就此结束这一轮。"
    ),
    "behaviour.access_token_read": "CODEX_ACCESS_TOKEN 优先于 auth.json。",
    "behaviour.dotenv_overrides": "$CODEX_HOME/.env 优先于环境变量。",
    "behaviour.trailing_slash_removed": "base_url 末尾的斜杠会被去掉。",
    "behaviour.profile_tables": '用 [profiles.x] 和 profile = "x" 选用 profile（配置档）。',
    "behaviour.profile_files": "--profile x 会读取 $CODEX_HOME/x.config.toml。",
    "behaviour.unknown_keys_listed": "未知的配置项会在警告中列出。",
    "behaviour.reserved_refused": "重新定义内置提供方会被拒绝。",
    "behaviour.bedrock_builtin": "amazon-bedrock 是内置提供方。",
    "behaviour.ollama_builtin": "ollama 和 lmstudio 是内置提供方。",
    "behaviour.system_config_read": (
        r"会读取 /etc/codex/config.toml；在 Windows 上是 %ProgramData%\OpenAI\Codex\config.toml。"
    ),
    "behaviour.requirements_read": (
        "会读取 /etc/codex/requirements.toml；其中的许可列表若无法识别，Codex 就会停止。"
    ),
    "behaviour.managed_config_read": "会读取 /etc/codex/managed_config.toml，Windows 上不读取。",
    "behaviour.managed_home_read": "在 Windows 上会读取 $CODEX_HOME/managed_config.toml。",
    "behaviour.project_config_read": "会读取受信任的 .codex/config.toml。",
    "behaviour.project_trust_needed": ("只有项目受信任时，才会读取项目的 .codex/config.toml。"),
    "behaviour.oss_responses": ("内置的本地提供方使用 Responses API；此前使用 Chat Completions。"),
    "behaviour.project_keys_denied": ("项目的 .codex/config.toml 不能选择或定义提供方。"),
    "behaviour.permission_profiles": "[permissions] 和 default_permissions 必须一起使用。",
    "behaviour.toml_1_1": "接受 TOML 1.1。",
    "behaviour.codex_ca_read": "会读取 CODEX_CA_CERTIFICATE。",
    "behaviour.auth_json_stops": "auth.json 无法解读时 Codex 会停止，即使密钥来自别处。",
    "behaviour.odd_key_stops": "密钥含有控制字符时，每个请求都发不出去；此后的版本只是不带密钥。",
    "behaviour.tls_by_openssl": (
        "在 Linux 上由 OpenSSL 按它自己的规则判断证书：根证书的日期和标记也算数。"
        "此后的版本由 rustls 判断。"
    ),
    "behaviour.waits_for_network": (
        "无法建立连接时，Codex 会无休止地重试，除非设了 features.unbounded_connection_retries = "
        "false。"
    ),
    "behaviour.developer_messages": "会发送 developer 角色的消息。",
    "behaviour.exec_command_shell": ("对未知的模型 ID，shell 工具是 exec_command；此前是 shell。"),
    "behaviour.shell_unoffered": (
        "对 shell 和 container.exec 的调用会执行，虽然并未提供这两个工具。"
    ),
    "behaviour.local_shell_unoffered": "对 local_shell 的调用会执行，虽然并未提供这个工具。",
    "behaviour.shell_command_unoffered": ("对 shell_command 的调用会执行，虽然并未提供这个工具。"),
    "behaviour.local_shell_items": ("local_shell_call 类型的项会执行；此后的版本会跳过它们。"),
    "behaviour.namespaces_read": "调用的 namespace 算作其名称的一部分。",
    "behaviour.functions_namespace": "namespace 为 functions 的调用，视同没有 namespace。",
    "behaviour.web_search_tool": "会发送 web_search 类型的工具。",
    "behaviour.namespace_tools": "会发送 namespace 类型的工具。",
    "behaviour.session_id_dashed": "会话的请求头是 session-id；此前是 session_id。",
    "behaviour.ignore_options": "有 --ignore-user-config 和 --ignore-rules 选项。",
    "behaviour.strict_option": "有 --strict-config 选项。",
    "behaviour.item_metadata_sent": ("提供方的 name 是 OpenAI 时，input 的各项带有元数据。"),
    "behaviour.reasoning_for_all": "对每个模型 ID 都会填写 reasoning 和 include。",
    "behaviour.summary_left_out": (
        '设置 model_reasoning_summary = "none" 后不再请求摘要；此前会请求名为 none 的摘要。'
    ),
    "behaviour.digits_kept": (
        "回答中的数字逐位保留：输出项里有超过 64 位、不超过 128 位的整数时，该项被丢弃；"
        "此前的版本丢弃含有大于 1.8e308 的数字的事件。"
    ),
    "behaviour.item_ids_sent": "input 的每一项都有 id。",
    "behaviour.instructions_field": (
        "基础提示词放在 instructions 字段中发送；此后的版本作为 developer 消息发送。"
    ),
}

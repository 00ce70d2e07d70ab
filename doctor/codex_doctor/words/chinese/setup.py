"""What `codex-doctor setup` asks and says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "setup.which": "让 Codex 使用哪个服务？",
    "setup.another": "其他服务",
    "setup.pick": "编号或名称：",
    "setup.base_url": "API 的 base URL：",
    "setup.base_url_form": "API 的 base URL，例如 {form}：",
    "setup.base_url_default": "API 的 base URL [{base_url}]：",
    "setup.env_key": "存放密钥的环境变量名，不要填密钥本身；没有则留空：",
    "setup.env_key_default": "存放密钥的环境变量名，没有则填 - [{env_key}]：",
    "setup.models": "{service} 列出了 {count:个模型|个模型}：",
    "setup.models_first": "{service} 列出了 {count:个模型|个模型}；前几个是：",
    "setup.model_near": "{service} 没有列出 {model}。相近的有：",
    "setup.model": "模型 ID：",
    "setup.deployment": "模型的部署名称：",
    "setup.model_pick": "编号或模型 ID：",
    "setup.model_renamed": "{service} 把 {model} 称为 {served}。",
    "setup.model_unlisted": "{service} 没有列出 {model}；它的列表不一定完整。",
    "setup.model_unlisted_near": (
        "{service} 没有列出 {model}；最接近的是：{near:,}。它的列表不一定完整。"
    ),
    "setup.key_unset": (
        "{variable} 没有设置，所以现在不带密钥访问该服务。请设置它，并把 <你的密钥> 换成你的密钥："
    ),
    "setup.key_refused": "{base_url} 拒绝 {variable} 中的密钥（HTTP {status}）。",
    "setup.key_wanted": "{base_url} 需要密钥（HTTP {status}）。",
    "setup.key_name": "请重新运行 setup，并指定存放密钥的环境变量（--env-key NAME）。",
    "setup.base_moved": "API 在 {found} 之下，而不在 {given} 之下。",
    "setup.update": "[model_providers.{id}] 已存在。要更新吗？[y/N]",
    "setup.other_id": "[model_providers.{id}] 已存在，所以新的这个叫 {other}。",
    "setup.title": "通过 {service} 使用模型 {model}。",
    "setup.question": "要写入吗？[y/N]",
    "setup.declined": "没有写入任何内容。",
    "setup.dry_run": "按要求没有写入任何内容。",
    "setup.same": "现在的配置已经是这样。",
    "setup.written": "已写入：{file}",
    "setup.start": "启动命令：codex --profile {profile}",
    "setup.works": "现在 Codex 可以通过 {service} 正常使用。",
    "setup.fails": "配置已写入，但 Codex 还不能用它正常工作：见上文。",
    "setup.take_back": "要撤回吗？[y/N]",
    "setup.none_found": (
        "在 {base_url} 没有找到 API，所以没有写入任何内容。codex-doctor 在那里看到的是："
    ),
    "setup.chat_only": (
        "{base_url} 提供 Chat Completions，没有 Responses API。Codex {version} 只使用 Responses "
        "API（从 {since} 起），所以没有写入任何内容：写了也不能用。"
    ),
    "setup.chat_only_help": (
        "解决办法：用一个网关在两者之间转换。LiteLLM 就是一种：让它提供这个服务，然后运行 "
        "codex-doctor setup litellm。"
    ),
    "setup.chat_only_since": "根据其文档，{service} 从 {since} 起有 Responses API。",
    "setup.nothing_answered": "没有得到可用的回答，所以没有写入任何内容",
    "setup.no_number": "列表中没有编号 {number}，最后一个是 {count}",
    "setup.secret_model": "这看起来是密钥，不能当作模型 id",
    "setup.unknown_service": "没有叫 {service} 的服务；已知的有 {known:,}",
    "setup.no_variable": "这里要填存放密钥的环境变量的名称：由字母、数字和 _ 组成，不以数字开头",
    "setup.your_key": "<你的密钥>",
    "setup.no_model": "缺少 --model",
    "setup.no_model_listed": "缺少 --model；该服务列出了 {models:,}",
    "setup.no_model_first": (
        "缺少 --model；该服务列出了 {count:个模型|个模型}，前几个是：{models:,}"
    ),
    "setup.no_base_url": "这不是 base URL：它应以 https:// 或 http:// 加主机开头",
    "setup.base_url_meant": "按此 base URL 处理：{base_url}",
    "setup.base_url_parts": "base URL 不能含有用户名、密码和查询参数",
    "setup.no_terminal": "没有可供询问的终端；缺少：{missing:,}",
    "setup.needs_service": "服务或 --base-url",
    "setup.needs_yes": "--yes 或 --dry-run",
    "setup.cannot_write": "无法写入：{why}",
    "setup.profile_name": "--profile：名称应由字母、数字、_ 和 - 组成",
    "setup.no_folder": "目录 {folder} 不存在，无法在其中写入",
    "setup.no_toml": "{place} 不是 TOML：请先运行 codex-doctor fix",
    "setup.managed": "管理员为本机设定的文件使 Codex 停止：运行 codex-doctor 可以知道是哪个文件",
}

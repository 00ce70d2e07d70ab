"""The words of the findings `credentials.*`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "credentials.auth_json_invalid.title": "auth.json 无法使用",
    "credentials.auth_json_invalid.text": (
        "Codex 找到了 auth.json，却没有从中取得凭据：它不是 JSON，或者密钥放在别的名称下，"
        "或者密钥中有换行符。Codex 不作任何提示，请求会不带凭据发出。"
        "0.146.1 及以前的版本在无法解读这个文件时会停止，并输出 JSON 解析器的话。"
    ),
    "credentials.overridden.title": "另一个凭据优先",
    "credentials.overridden.text": (
        "CODEX_API_KEY 和 CODEX_ACCESS_TOKEN 优先于 auth.json；"
        "如果 CODEX_ACCESS_TOKEN 不是有效的令牌，Codex 就没有任何凭据可用。要使用登录信息，"
        "请取消设置该变量。提供方的 env_key 和 experimental_bearer_token "
        "优先于登录信息和已配置的请求头 Authorization。"
    ),
    "credentials.command_failed.title": "auth.command 没有给出令牌",
    "credentials.command_failed.text": (
        "Codex 不经过 shell，直接启动该程序，并发送它输出的内容。如果程序失败、没有输出或耗时过长，"
        "请求就会不带凭据发出。如果在 command 中写入整条命令行，它会被当作一个程序的名称，"
        "而这个程序并不存在。"
    ),
    "credentials.not_inherited.title": "登录信息不再发送给自定义提供方",
    "credentials.not_inherited.text": (
        "在 0.148.0 及之前，Codex 会把 auth.json 中的密钥发送给每个没有配置密钥的提供方。"
        "从 0.149.0 起不再如此，而且不作提示：请求会不带凭据发出。env_key 指定存放密钥的环境变量，"
        "requires_openai_auth = true 则恢复使用登录信息。"
    ),
    "credentials.login_elsewhere.title": "ChatGPT 登录信息被发送给其他端点",
    "credentials.login_elsewhere.text": (
        "requires_openai_auth = true 和 openai_base_url 会让 Codex 发送登录信息。"
        "用 ChatGPT 登录之后，它就是其访问令牌。大多数中转站和网关要的是自己的密钥，对它回答 401；"
        "api.openai.com 则缺少权限 api.responses.write；把请求转给 ChatGPT 的网关会接受它。"
        "codex-doctor 不发送这样的令牌，因此无法判断。env_key 指定的密钥优先于登录信息。"
    ),
    "credentials.login_forced.title": "登录信息的类型不被允许",
    "credentials.login_forced.text": (
        "forced_login_method 只允许一种登录方式，而 auth.json 中是另一种。Codex 会停止并退出登录。"
    ),
    "credentials.passed": "{source}：{fingerprint}",
    "credentials.passed.none": "没有配置凭据",
    "credentials.skipped": "env_key 指定的环境变量中没有可以发送的密钥",
    "credentials.auth_json_invalid": "{file} 没有给出凭据：{why}",
    "credentials.auth_json_invalid.stops": (
        "无论密钥来自哪里，codex-cli {last} 及以前的版本都会因 {file} 而停止：{why}"
    ),
    "credentials.auth_json_invalid.fix_aside": "如果密钥来自别处，把 {file} 移走。",
    "credentials.auth_json_invalid.fix_login": "用密钥重新生成 {file}。",
    "credentials.auth_json_invalid.fix_move": "把 {file} 移走，然后用密钥登录。",
    "credentials.auth_json_invalid.fix_env_key": "在提供方中改用 env_key，不用登录信息。",
    "credentials.auth_json.denied": "无法读取（权限不足）",
    "credentials.auth_json.too_large": "超过 {most_bytes:size}，codex-doctor 不读取这么大的文件",
    "credentials.auth_json.not_utf8": "不是 UTF-8",
    "credentials.auth_json.mark": "JSON 之前有字节顺序标记（BOM）",
    "credentials.auth_json.no_json": "不是 JSON",
    "credentials.auth_json.no_object": "不是 JSON 对象",
    "credentials.auth_json.key_ignored": '其中有密钥，但 auth_mode "{mode}" 使 Codex 忽略它',
    "credentials.auth_json.nothing": "其中既没有 OPENAI_API_KEY，也没有 ChatGPT 登录信息",
    "credentials.auth_json.twice": "{name} 在其中出现了两次",
    "credentials.auth_json.mode_unknown": "其中的 auth_mode 未知",
    "credentials.auth_json.no_string": "其中的 {name} 不是字符串",
    "credentials.auth_json.surrogate": "其中的 {name} 含有半个 surrogate pair",
    "credentials.auth_json.no_time": "其中的 last_refresh 不是时间",
    "credentials.auth_json.wrong_type": "其中的 {name} 类型不对",
    "credentials.auth_json.tokens_no_object": "其中的 tokens 不是对象",
    "credentials.auth_json.tokens_lack": "其中的 tokens 没有 {name}",
    "credentials.auth_json.no_jwt": "其中的 id_token 不是 JSON Web Token",
    "credentials.auth_json.control": "其中的密钥含有换行符或控制字符",
    "credentials.auth_json.empty": "其中的密钥为空",
    "credentials.login.chatgpt": "ChatGPT 登录信息",
    "credentials.login.agent": "agent identity（智能体身份）",
    "credentials.login.personal": "个人访问令牌",
    "credentials.shown.by_codex": "由 Codex 在运行时生成",
    "credentials.shown.not_waited_for": "未等待结果",
    "credentials.shown.not_run": "未运行：{detail}",
    "credentials.shown.not_read": "codex-doctor 不读取",
    "credentials.shown.expired": "{file}，已于 {at} UTC 过期",
    "credentials.shown.good_until": "{file}，有效期至 {at} UTC",
    "credentials.overridden": "{winner} 已设置，优先于 {loser}",
    "credentials.overridden.fix_unset": "如果想用登录信息，请取消设置 {variable}。",
    "credentials.overridden.fix_setting": (
        "如果想用 {loser} 中的密钥，请从 {table} 中删除 {setting}。"
    ),
    "credentials.overridden.fix_key": "否则，请把正确的密钥放入 {winner}。",
    "credentials.command_failed.no_folder": (
        "auth.command {command} 无法启动，因为它的 cwd 不是一个存在的目录，所以 Codex 不发送凭据"
    ),
    "credentials.command_failed.not_started": (
        "auth.command {command} 无法启动（{detail}），所以 Codex 不发送凭据"
    ),
    "credentials.command_failed.exit_code": (
        "auth.command {command} 以退出码 {detail} 结束，所以 Codex 不发送凭据"
    ),
    "credentials.command_failed.empty": (
        "auth.command {command} 没有任何输出，所以 Codex 不发送凭据"
    ),
    "credentials.command_failed.timeout": (
        "auth.command {command} 的耗时超过 {detail}，所以 Codex 不发送凭据"
    ),
    "credentials.command_failed.too_long": ("auth.command {command} 的输出远远超过一个令牌的长度"),
    "credentials.command_failed.not_utf8": (
        "auth.command {command} 输出了不是 UTF-8 的字节，所以 Codex 不发送凭据"
    ),
    "credentials.command_failed.several_lines": (
        "auth.command {command} 的输出不止一行，请求头无法携带，所以 Codex 不发送凭据"
    ),
    "credentials.command_failed.fix_split": (
        "把它拆开：程序放在 command 中，各个参数放在 args 中。如果是 shell 的一行命令，就写 "
        'command = "sh" 和 args = ["-c", "这一行"]。'
    ),
    "credentials.command_failed.fix_folder": (
        "删除 cwd，Codex 就会在它自己运行的目录中启动该命令。"
    ),
    "credentials.command_failed.fix_variable": (
        "把密钥放入 {variable}，在 env_key 中写上这个变量名，并删除 auth。"
    ),
    "credentials.command_failed.fix_by_hand": "手动运行该命令，直到它只输出令牌并以 0 结束。",
    "credentials.not_inherited": (
        "{file} 中有密钥，而 {last} 之后的 Codex 不会把它发送给提供方 {provider}"
    ),
    "credentials.not_inherited.fix_login": "在 {table} 中要求使用登录信息。",
    "credentials.not_inherited.fix_env_key": (
        "把密钥放入环境变量，并在 {table} 中用 env_key 指定它。"
    ),
    "credentials.login_elsewhere": (
        "Codex 把 ChatGPT 登录信息的令牌发送给 {host}，除非它把请求转给 ChatGPT，否则会拒绝该令牌"
    ),
    "credentials.login_elsewhere.fix_env_key": (
        "在 {table} 中用 env_key 指定存放 {host} 的密钥的环境变量。"
    ),
    "credentials.login_elsewhere.fix_login": "用这样的密钥登录，它会取代 ChatGPT 登录信息。",
    "credentials.login_forced.api_key": (
        'forced_login_method = "{method}" 不允许 {file} 中的凭据：API 密钥'
    ),
    "credentials.login_forced.chatgpt": (
        'forced_login_method = "{method}" 不允许 {file} 中的凭据：ChatGPT 登录信息'
    ),
    "credentials.login_forced.fix": "删除 forced_login_method，Codex 就会采用该登录信息。",
    "credentials.login_forced.fix_login": "改用另一种方式登录。",
    "credentials.evidence.readable": "Codex 能读取的密钥或登录信息",
    "credentials.evidence.key_in": "{file} 中的密钥",
    "credentials.evidence.token": "单独一行的令牌",
    "credentials.evidence.login": "登录信息",
    "credentials.evidence.api_key": "API 密钥",
    "credentials.evidence.chatgpt_login": "ChatGPT 登录信息",
    "credentials.evidence.key_of_host": "{host} 的密钥",
    "credentials.evidence.no_folder": "它的 cwd 不存在",
    "credentials.evidence.not_started": "无法启动（{detail}）",
    "credentials.evidence.exit_code": "以退出码 {detail} 结束",
    "credentials.evidence.prints_nothing": "没有任何输出",
    "credentials.evidence.timeout": "耗时超过 {detail}",
    "credentials.evidence.too_long": "输出远远超过一个令牌的长度",
    "credentials.evidence.not_utf8": "输出了不是 UTF-8 的字节",
    "credentials.evidence.several_lines": "输出不止一行，请求头无法携带",
}

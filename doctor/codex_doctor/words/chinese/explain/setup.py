"""What shows and what would disprove findings: programs, environment and credentials."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

SETUP: Final[Mapping[str, str]] = {
    "explain.installation.codex_missing.recognised": "PATH 的任何目录中都没有名为 codex 的程序。",
    "explain.installation.codex_missing.disproved": (
        "其中某个目录里有 codex。使用 --codex-version 时不需要程序，也就不会报告这个问题。"
    ),
    "explain.installation.several.recognised": (
        "找到不止一个名为 codex 的程序，对它们分别运行 `--version`，得到的版本不同。"
    ),
    "explain.installation.several.disproved": (
        "各程序的版本相同，或者只有一个程序。它们对这份配置的处理是否不一致，"
        "则分别按两者的规则判断这份配置来测定。"
    ),
    "explain.installation.relative_path.recognised": (
        "PATH 中有一项是空的或是相对路径，而它在这里所指的目录中有 codex。"
    ),
    "explain.installation.relative_path.disproved": "该项是绝对路径，或那个目录中没有 codex。",
    "explain.installation.outdated.recognised": (
        "配置使用了一个配置项，而按照版本表，它比所运行的版本更晚出现。"
    ),
    "explain.installation.outdated.disproved": "所用的版本认识该配置项，或没有使用这样的配置项。",
    "explain.env.key_unset.recognised": (
        "env_key 指定的变量既不在环境中，也不在 Codex 自己的 .env 文件中，或者它的字节不是 UTF-8。"
    ),
    "explain.env.key_unset.disproved": "该变量中有文本，不论是什么：这时判断的是密钥本身。",
    "explain.env.key_empty.recognised": "env_key 指定的变量存在，但去掉空白字符后什么也不剩。",
    "explain.env.key_empty.disproved": "其中有一个非空白字符。",
    "explain.env.key_name_is_key.recognised": (
        "env_key 的内容是密钥的格式，而不是变量名的格式，也没有这个名称的变量。"
    ),
    "explain.env.key_name_is_key.disproved": "有这个名称的变量，或者内容是变量名的格式。",
    "explain.env.key_control_characters.recognised": (
        "密钥变量的值含有换行符、回车符或其他控制字符。"
    ),
    "explain.env.key_control_characters.disproved": (
        "值中没有这样的字符。含有时 Codex 不发送 Authorization 请求头，这一点经过实测。"
    ),
    "explain.env.key_whitespace.recognised": "密钥以空白字符开头或结尾。",
    "explain.env.key_whitespace.disproved": (
        "密钥前后没有空白字符。如果端点自己会去掉它们，则照样可用。"
    ),
    "explain.env.key_quoted.recognised": "密钥的开头和结尾是同一种引号。",
    "explain.env.key_quoted.disproved": (
        "密钥没有引号。端点接受该密钥，也可排除这个问题：密钥看上去反常，本身并不算错误。"
    ),
    "explain.env.key_assignment.recognised": (
        "值的形式是 NAME=key、export NAME=key 或 Authorization: Bearer key，"
        "或者密钥后面带有逗号、分号或注释。"
    ),
    "explain.env.key_assignment.disproved": (
        "值就是密钥本身。端点接受该密钥，也可排除这个问题：密钥看上去反常，本身并不算错误。"
    ),
    "explain.env.key_bearer_prefix.recognised": "值以 Bearer 一词加空格开头。",
    "explain.env.key_bearer_prefix.disproved": (
        "值不以它开头。端点接受该密钥，也可排除这个问题：密钥看上去反常，本身并不算错误。"
    ),
    "explain.env.key_not_ascii.recognised": "密钥含有 ASCII 以外的字符；依据中指明了这个字符。",
    "explain.env.key_not_ascii.disproved": (
        "密钥只有 ASCII 字符。端点接受该密钥，也可排除这个问题：密钥看上去反常，本身并不算错误。"
    ),
    "explain.env.key_placeholder.recognised": (
        "值是教程里写的占位符（sk-xxxx、YOUR_API_KEY 等），或采用它们的形式。"
    ),
    "explain.env.key_placeholder.disproved": (
        "一轮对话能够成功：不检查密钥的端点也接受占位符，这时就不算错误。"
    ),
    "explain.env.key_expired.recognised": (
        "密钥是 JSON Web Token，其 exp 声明的时间早于本机的时间。"
    ),
    "explain.env.key_expired.disproved": (
        "exp 声明的时间还没有到，或者本机的时钟不准。端点接受该密钥，也可排除这个问题："
        "密钥看上去反常，本身并不算错误。"
    ),
    "explain.env.base_url_ignored.recognised": (
        "设置了 OPENAI_BASE_URL，当前使用内置提供方，而这个版本的 Codex 不读取该变量。"
    ),
    "explain.env.base_url_ignored.disproved": (
        "所用的版本会读取它，或选用了自定义的提供方，或配置中有 openai_base_url。"
    ),
    "explain.env.openai_key_not_used.recognised": (
        "设置了 OPENAI_API_KEY，而当前提供方中没有任何设置指定它，也没有其他凭据。"
    ),
    "explain.env.openai_key_not_used.disproved": (
        "有指定它的 env_key，或有登录信息：这时 Codex 就有凭据。"
    ),
    "explain.env.dotenv_shadows.recognised": (
        "Codex 主目录中的 .env 文件设置了一个环境中也有的变量，值却不同。"
    ),
    "explain.env.dotenv_shadows.disproved": (
        "两处的值相同，或该变量只出现在一处。端点接受文件中的密钥，也可排除这个问题："
        "这说明文件中的值正是要用的。"
    ),
    "explain.env.dotenv_ignored.recognised": (
        "Codex 的 .env 文件中有一行不是赋值，或设置了以 CODEX_ 开头的名称，或含有会被展开的 $；"
        "或者该变量写在另一个目录的 .env 文件中。"
    ),
    "explain.env.dotenv_ignored.disproved": (
        "按 Codex 自己的规则读取时，Codex 实际得到的值与所写的一致。"
    ),
    "explain.env.header_variable_unset.recognised": (
        "env_http_headers 指定的变量没有设置，或为空白。"
    ),
    "explain.env.header_variable_unset.disproved": "该变量有值，不论是什么。",
    "explain.env.shell_only.recognised": (
        "向一个新的登录 shell 查询了它有哪些变量名，其中缺少提供方需要的一个。"
    ),
    "explain.env.shell_only.disproved": "登录 shell 的变量名中有它，或它在 Codex 的 .env 文件中。",
    "explain.env.codex_home_invalid.recognised": (
        "设置了 CODEX_HOME，而按原样采用的路径不是目录；或者既没有 CODEX_HOME，也没有主目录。"
    ),
    "explain.env.codex_home_invalid.disproved": "与所写完全相同的路径上有一个目录。",
    "explain.credentials.auth_json_invalid.recognised": (
        "按 Codex 的方式读取了 auth.json，没有从中得到凭据。"
    ),
    "explain.credentials.auth_json_invalid.disproved": "密钥或令牌写在 codex login 所用的名称下。",
    "explain.credentials.overridden.recognised": (
        "有两个凭据，按 Codex 的顺序，发送的是另一个，而不是登录信息或请求头。"
    ),
    "explain.credentials.overridden.disproved": "只有其中一个，或两处的密钥相同。",
    "explain.credentials.command_failed.recognised": (
        "按 Codex 的方式（不经过 shell）运行了 auth.command：它没有启动、失败、超时，"
        "或没有输出可用的令牌。"
    ),
    "explain.credentials.command_failed.disproved": (
        "标准输出只有一行，并且在时限内以退出码 0 结束。"
    ),
    "explain.credentials.not_inherited.recognised": (
        "auth.json 中有密钥，当前提供方没有配置凭据，而这个版本的 Codex 不会让它使用登录信息。"
    ),
    "explain.credentials.not_inherited.disproved": (
        "版本不高于 0.148.0，或者有 env_key 或 requires_openai_auth = true。"
    ),
    "explain.credentials.login_elsewhere.recognised": (
        "auth.json 中是 ChatGPT 登录信息，没有其他凭据优先于它，而端点不是 chatgpt.com。"
    ),
    "explain.credentials.login_elsewhere.disproved": (
        "端点用这一登录信息完成了一轮对话，例如把请求转给 ChatGPT 的网关。"
    ),
    "explain.credentials.login_forced.recognised": (
        "forced_login_method 与 auth.json 中登录信息的类型不同。"
    ),
    "explain.credentials.login_forced.disproved": "两者的类型相同，或没有 forced_login_method。",
}

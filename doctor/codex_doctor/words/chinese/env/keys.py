"""What the environment check says about the key: missing, or of an odd form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

KEYS: Final[Mapping[str, str]] = {
    "env.key_unset.title": "存放密钥的环境变量没有设置",
    "env.key_unset.text": (
        "env_key 指定了一个环境变量，而 Codex 启动时找不到它，于是在发送任何请求之前就停止，"
        "也不会尝试其他密钥。在另一个 shell 或编辑器设置里定义的变量，这里看不到；"
        "没有 export 的变量不会传给子进程。"
    ),
    "env.key_empty.title": "存放密钥的环境变量是空的",
    "env.key_empty.text": (
        "env_key 指定的环境变量存在，但里面什么也没有，或只有空白字符。Codex 把它当作缺失，"
        "在发送任何请求之前就停止。常见的情况是：本应输出密钥的命令失败了，"
        "或 .env 里只写了名称而没有写值。"
    ),
    "env.key_name_is_key.title": "env_key 里写的是密钥本身",
    "env.key_name_is_key.text": (
        "env_key 要写环境变量的名称，密钥则放进这个变量。Codex 会把密钥当作变量名去查找，"
        "找不到，并在错误信息中显示密钥。这样显示过或保存过的密钥，应当视为已经泄露。"
    ),
    "env.key_control_characters.title": "密钥中含有换行符或其他控制字符",
    "env.key_control_characters.text": (
        "HTTP 请求头不能含有控制字符。Codex 不作任何提示，发送的请求不带 Authorization 请求头，"
        "因此端点会返回 401，就像没有密钥一样；0.63.0 及以前的版本输出“builder error”，"
        "根本不发出请求。通常的原因是从文件读取密钥时"
        "带上了末尾的换行符，或文件用的是 Windows 换行。"
    ),
    "env.key_whitespace.title": "密钥前后有空白字符",
    "env.key_whitespace.text": (
        "Codex 不会去掉密钥前后的空白字符，它们会成为请求头的一部分。"
        "有些服务器会忽略，有些则逐字符比较密钥，并予以拒绝。"
    ),
    "env.key_quoted.title": "密钥中带有引号",
    "env.key_quoted.text": (
        "引号是值的一部分，会作为密钥的一部分发送出去。使用 Windows 的 "
        '`set NAME="key"`、Docker 的 env 文件，或脚本中多写了一层引号时，会出现这种情况。'
    ),
    "env.key_assignment.title": "密钥是整整一行",
    "env.key_assignment.text": (
        "变量里本应只有密钥，却放了整行内容，例如 NAME=key、export NAME=key 或 "
        "Authorization: Bearer key：可能是从 .env 文件、脚本或请求示例中复制来的，"
        "也可能是 .env 的这一行把名称写了两遍，或者把逗号、分号或注释同密钥一起复制了，"
        "或者那里是一个包含密钥的 JSON 文档。Codex 会把全部内容当作密钥发送。"
    ),
    "env.key_bearer_prefix.title": "密钥以“Bearer”开头",
    "env.key_bearer_prefix.text": (
        "Codex 自己会在密钥前加上 Bearer，于是请求头里出现两次，端点找不到这样的密钥。"
        "请只设置密钥本身。"
    ),
    "env.key_not_ascii.title": "密钥中有非 ASCII 字符",
    "env.key_not_ascii.text": (
        "API 密钥都是 ASCII 字符。复制密钥时带上了弯引号、不换行空格或不可见字符，"
        "Codex 会发送其 UTF-8 字节。"
    ),
    "env.key_placeholder.title": "密钥是占位符",
    "env.key_placeholder.text": (
        "这个值看起来像教程里在密钥位置上写的内容（sk-xxxx、YOUR_API_KEY）。"
        "会检查密钥的端点会拒绝它。"
    ),
    "env.key_expired.title": "密钥是已过期的令牌",
    "env.key_expired.text": (
        "密钥是一个 JSON Web Token，其中 exp 声明的时间已过。Codex 照样会发送它。"
        "这类令牌的有效期只有几分钟或几小时：在提供方中设置 auth.command，"
        "Codex 就会在需要时获取新的令牌。"
    ),
    "env.key_unset": "环境变量 {variable} 没有设置，而提供方要从中取密钥",
    "env.key_unset.dollar": ("env_key 的值是 {variable}，Codex 会把它整个当作变量名"),
    "env.key_unset.empty_name": "env_key 是空的：它必须写明存放密钥的环境变量",
    "env.key_unset.not_utf8": "{variable} 的值不是 UTF-8，Codex 把它当作没有设置",
    "env.key_unset.fix_plain": "改用 {variable} 这个任何 shell 都能设置的名称，并把密钥放进去。",
    "env.key_unset.fix_shell": "在启动 Codex 的 shell 中设置 {variable}。",
    "env.key_unset.fix_token": "删除 env_key：Codex 就会发送 experimental_bearer_token。",
    "env.key_unset.fix_dotenv": "在 {file} 中写入 {variable}=... 这一行。",
    "env.key_unset.fix_name": "在 env_key 中写环境变量的名称，把密钥放进这个变量。",
    "env.set_key.fix_dotenv": "重写 {place} 这一行，值只写密钥本身。",
    "env.set_key.fix_unset_dotenv": "删除 {place} 这一行：环境中有 {variable}。",
    "env.set_key.fix_setting": "用 env_key 代替 {setting}，并把密钥放进那个变量。",
    "env.set_key.fix_login": "重写 auth.json，只写密钥本身。",
    "env.set_key.fix_print": "让 {place} 的程序只输出密钥本身。",
    "env.key_unset.fix_rename": "在 env_key 中只写 {variable}，前后不要加任何符号。",
    "env.key_empty": "环境中设置了 {variable}，但它是空的或只有空白字符",
    "env.key_empty.option": "选项设置了 {variable}，但它是空的或只有空白字符",
    "env.key_empty.file": "{file} 设置了 {variable}，但它是空的或只有空白字符",
    "env.key_name_is_key": "env_key 里应当写环境变量的名称，却写了密钥本身",
    "env.key_name_is_key.fix_name": ("在 env_key 中写环境变量的名称，把密钥放进这个变量。"),
    "env.key_name_is_key.fix_key": (
        "换一个新密钥：现在这个写在文件里，Codex 还会在错误信息中显示它。"
    ),
    "env.key_control_characters": (
        "{variable} 中的密钥含有请求头不允许的字符：{character}；"
        "因此 Codex 根本不发送 Authorization 请求头"
    ),
    "env.key_control_characters.no_request": (
        "{variable} 中的密钥含有请求头不允许的字符：{character}；"
        "因此 codex-cli {last} 及以前的版本根本不发出请求"
    ),
    "env.key_control_characters.fix": "删除 {place} 中密钥里的控制字符。",
    "env.key_control_characters.fix_variable": (
        "删除 {variable} 中密钥里的控制字符，当前环境和永久设置它的地方都要改。"
    ),
    "env.key_quoted": "{variable} 中的密钥首尾带有引号，Codex 会把引号一起发送",
    "env.key_quoted.fix": "在 {place} 中设置密钥时去掉引号。",
    "env.key_quoted.fix_variable": (
        "设置 {variable} 时去掉引号，当前环境和永久设置它的地方都要改。"
    ),
    "env.key_assignment": (
        "{variable} 中的密钥前后还带着其他内容（名称、逗号、注释或文档的其余部分），"
        "Codex 会把它全部发送"
    ),
    "env.key_assignment.fix": ("在 {place} 中只写密钥本身，去掉前后的名称、引号、逗号和注释。"),
    "env.key_assignment.fix_variable": (
        "把 {variable} 设为密钥本身，去掉前后的名称、引号、逗号和注释，"
        "当前环境和永久设置它的地方都要改。"
    ),
    "env.key_bearer_prefix": (
        "{variable} 中的密钥以 Bearer 开头，而 Codex 自己会加上它：请求头里出现两次"
    ),
    "env.key_bearer_prefix.fix": "在 {place} 中设置密钥时去掉 Bearer。",
    "env.key_bearer_prefix.fix_variable": (
        "设置 {variable} 时去掉 Bearer，当前环境和永久设置它的地方都要改。"
    ),
    "env.key_whitespace": ("{variable} 中的密钥以空白字符开头或结尾，Codex 会把它一起发送"),
    "env.key_whitespace.fix": "在 {place} 中设置密钥时去掉前后的空白字符。",
    "env.key_whitespace.fix_variable": (
        "设置 {variable} 时去掉前后的空白字符，当前环境和永久设置它的地方都要改。"
    ),
    "env.key_not_ascii": ("{variable} 中的密钥含有一个非 ASCII 字符，API 密钥里不会有这样的字符"),
    "env.key_not_ascii.fix": "从来源处重新复制密钥，并设置 {variable}。",
    "env.key_placeholder": "{variable} 中的密钥是教程里的占位符，不是真正的密钥",
    "env.key_placeholder.variable": (
        "{place} 里写的是环境变量 {variable} 的名称：Codex 不会换成它的值，而是把这段文本原样发送"
    ),
    "env.key_placeholder.command": (
        "{place} 里写的是要由 shell 运行的命令：Codex 不会在那里运行命令，而是把这段文本原样发送"
    ),
    "env.key_placeholder.fix_command": (
        '用环境变量存放密钥，并在会运行命令的地方设置它：export {variable}="$(command)"。'
    ),
    "env.key_placeholder.fix_dotenv": (
        "删除 {place} 这一行，改在 shell 中设置 {variable}，命令在那里会运行。"
    ),
    "env.key_placeholder.fix_run": (
        "设置 {variable} 时用双引号括起命令，让 shell 运行它，当前环境和永久设置它的地方都要改。"
    ),
    "env.evidence.command": "一条命令（不显示内容）",
    "env.evidence.name_of": "{variable} 这个名称",
    "env.evidence.no_name": "不是环境变量的名称（不显示内容）",
    "env.set_key.fix_by_variable": ("改用 {setting} 指定环境变量 {variable}，代替这项设置。"),
    "env.key_expired": "{variable} 中的密钥是一个令牌，已于 {expired} 过期",
    "env.key_expired.fix_token": "获取新的令牌，并放到那里。",
    "env.set_key.fix": "把 {variable} 的值设为密钥。",
    "env.paste.key": "在此粘贴密钥",
    "env.open.key": "<你的密钥>",
    "env.evidence.hidden_key": "{variable}（不显示密钥本身）",
    "env.evidence.variable_name": "环境变量的名称",
    "env.evidence.set_instead": "已设置的是",
    "env.evidence.empty": "空",
    "env.evidence.not_utf8": "不是 UTF-8 的字节",
    "env.evidence.a_key": "一个密钥",
    "env.evidence.the_key": "密钥",
    "env.evidence.key_alone": "只有密钥",
    "env.evidence.endpoints_key": "该端点的密钥",
    "env.evidence.good_token": "仍然有效的令牌",
    "env.evidence.no_control_characters": "没有控制字符",
    "env.evidence.no_quotes": "没有引号",
    "env.evidence.no_bearer": "没有 Bearer",
    "env.evidence.no_blanks": "前后没有空白字符",
    "env.evidence.ascii": "只有 ASCII 字符",
    "env.evidence.authorization": "Authorization 请求头",
    "env.evidence.none_sent": "不发送",
    "env.evidence.no_request": "不发出请求",
    "env.evidence.bearer_and_key": "Bearer 加密钥",
}

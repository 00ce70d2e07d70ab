"""The words of the findings `env.*`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
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
        "因此端点会返回 401，就像没有密钥一样。通常的原因是从文件读取密钥时"
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
    "env.base_url_ignored.title": "OPENAI_BASE_URL 或 chatgpt_base_url 不改变请求的去向",
    "env.base_url_ignored.text": (
        "旧版 Codex 和大多数其他程序会读取这个变量。Codex 0.120.0 及以后的版本不再读取，"
        "也不作任何提示：请求会发往 api.openai.com。设置 chatgpt_base_url 只决定 Codex 向哪里查询"
        "账号，不决定向哪里请求模型。请在 config.toml 中定义一个带 base_url 的提供方，"
        "或在那里设置 openai_base_url。"
    ),
    "env.openai_key_not_used.title": "OPENAI_API_KEY 不会被读取",
    "env.openai_key_not_used.text": (
        "Codex 不会自行从 OPENAI_API_KEY 取密钥。内置提供方需要登录信息，"
        "自定义的提供方则需要用 env_key 指定这个变量。"
    ),
    "env.dotenv_shadows.title": ".env 文件覆盖了 shell 中的值",
    "env.dotenv_shadows.text": (
        "Codex 启动时会读取 $CODEX_HOME/.env，并用它覆盖环境变量。"
        "那里的旧密钥会盖过 shell 中的新密钥，而且没有任何提示。"
    ),
    "env.dotenv_ignored.title": ".env 文件中有一行不起作用",
    "env.dotenv_ignored.text": (
        "Codex 只读取一个 .env 文件，即它主目录中的那个。它会跳过不是赋值的行，"
        "跳过以 CODEX_ 开头的名称，展开单引号之外的 $NAME；"
        "文件以字节顺序标记（BOM）开头时，第一行会丢失。"
    ),
    "env.header_variable_unset.title": "请求头所用的环境变量没有设置",
    "env.header_variable_unset.text": (
        "env_http_headers 用环境变量的值填写请求头。变量未设置或为空白时，"
        "Codex 会省略这个请求头，也不作任何提示；需要它的端点就会拒绝请求。"
    ),
    "env.shell_only.title": "只有这个 shell 有该变量",
    "env.shell_only.text": (
        "启动 codex-doctor 的这个 shell 设置了该变量，而新的登录 shell 中没有。"
        "Codex 在这里可以正常使用，但在编辑器、服务或远程会话中可能缺少这个变量。"
        "`codex-doctor config -v` 会询问登录 shell，这会运行你自己的启动文件；只比较变量名。"
    ),
    "env.codex_home_invalid.title": "CODEX_HOME 不是目录",
    "env.codex_home_invalid.text": (
        "CODEX_HOME 的值不是一个已存在的目录时，Codex 会停止。"
        "它不会展开其中的 ~，也不会创建这个目录。"
    ),
    "env.passed": "环境中没有妨碍 Codex 的东西",
    "env.shell_only": (
        "只有这个 shell 有 {names}：新的登录 shell 没有，在别处启动的编辑器或服务也没有"
    ),
    "env.shell_only.fix": ("请在登录 shell 的启动文件中，或在 $CODEX_HOME/.env 中设置它。"),
    "env.codex_home_invalid.no_home": ("没有主目录，CODEX_HOME 也没有设置，因此 Codex 找不到配置"),
    "env.codex_home_invalid.missing": "CODEX_HOME 指向 {folder}，而它不存在",
    "env.codex_home_invalid.not_a_directory": "CODEX_HOME 指向 {folder}，而它不是目录",
    "env.codex_home_invalid.tilde": (
        "CODEX_HOME 指向 {folder}，它以 ~ 开头；Codex 不会展开它，所以这个目录不存在"
    ),
    "env.codex_home_invalid.fix_home": "设置 HOME 或 CODEX_HOME。",
    "env.codex_home_invalid.fix_meant": "把 CODEX_HOME 设为已存在的 {folder}。",
    "env.codex_home_invalid.fix_unset": "取消设置 CODEX_HOME，让 Codex 使用 ~/.codex。",
    "env.codex_home_invalid.fix_folder": "把 CODEX_HOME 设为一个已存在的目录。",
    "env.base_url_ignored": (
        "设置了 {variable}，但 Codex 自 {since} 起不再读取它：请求会发往 api.openai.com"
    ),
    "env.base_url_ignored.setting": ("{setting} 不决定 Codex 向哪里请求模型：请求会发往 OpenAI"),
    "env.base_url_ignored.fix_provider": "定义一个使用这个 base_url 的提供方，并选用它。",
    "env.base_url_ignored.fix_builtin": ("把内置提供方指向那里；它会先尝试 WebSocket。"),
    "env.base_url_ignored.fix_unset": (
        "如果目标就是 api.openai.com，请取消设置 {variable}，或明确指定：codex-doctor -c "
        "model_provider=openai。"
    ),
    "env.openai_key_not_used": ("设置了 OPENAI_API_KEY，但提供方 {provider} 没有用 env_key 指定它"),
    "env.openai_key_not_used.builtin": ("设置了 OPENAI_API_KEY，但内置提供方不从那里取密钥"),
    "env.openai_key_not_used.fix_login": "用这个密钥登录。",
    "env.openai_key_not_used.fix_provider": "定义一个带 env_key 的提供方，并选用它。",
    "env.openai_key_not_used.fix_env_key": "在 {table} 中指定这个变量。",
    "env.dotenv_shadows": ("{file} 中 {variable} 的值与环境变量不同，Codex 以该文件为准"),
    "env.dotenv_shadows.fix": "删除 {place} 这一行，让环境变量的值生效。",
    "env.dotenv_ignored.line": "Codex 会跳过其 .env 文件中 {variable} 这一行：{why}",
    "env.dotenv_ignored.codex_name": ("Codex 不会从 .env 读取名称以 CODEX_ 开头的变量：{variable}"),
    "env.dotenv_ignored.place": "设置 {variable} 的 .env 文件，Codex 并不读取",
    "env.dotenv_ignored.dollar": ("Codex 会展开 {variable} 这一行中的 $，因此密钥变成了另一个"),
    "env.dotenv_ignored.command": (
        ".env 文件中 {variable} 这一行含有命令：Codex 不会在那里运行命令，而是跳过这一行"
    ),
    "env.dotenv_ignored.fix_form": "把这一行写成 {variable}=value，value 换成它现有的值。",
    "env.dotenv_ignored.fix_line": (
        "把这一行写成 {variable}=value，名称前面不要有任何内容，含空格的值要加引号。"
    ),
    "env.dotenv_ignored.fix_mark": "去掉 {file} 中的字节顺序标记（BOM）；旧文件会保留。",
    "env.dotenv_ignored.fix_above": ("在引号没有闭合的那一行之前设置 {variable}，或者把引号闭合。"),
    "env.dotenv_ignored.fix_name": "在启动 Codex 的 shell 中设置 {variable}。",
    "env.dotenv_ignored.fix_place": "把这一行复制到 {dotenv}。",
    "env.dotenv_ignored.fix_dollar": "用单引号把值括起来。",
    "env.header_variable_unset": (
        "请求头 {header} 的值取自 {variable}，而它没有设置：Codex 会省略这个请求头"
    ),
    "env.header_variable_unset.blank": (
        "请求头 {header} 的值取自 {variable}，而它为空白：Codex 会省略这个请求头"
    ),
    "env.header_variable_unset.value": (
        "env_http_headers 中的请求头 {header} 要写环境变量的名称，"
        "而那里写的是值本身：Codex 会省略这个请求头"
    ),
    "env.header_variable_unset.dollar": (
        "请求头 {header} 的值取自 {variable}，而 Codex 把它连同 $ 一起当作变量名："
        "它会省略这个请求头"
    ),
    "env.header_variable_unset.fix_name": ("{header} 的值只写 {variable}，前后不要加任何符号。"),
    "env.header_variable_unset.fix_set": "设置 {variable}。",
    "env.header_variable_unset.fix_remove": "从 env_http_headers 中删除 {header}。",
    "env.paste.header": "请求头的值",
    "env.evidence.set_here": "此处已设置",
    "env.evidence.set_at_login": "登录 shell 中已设置",
    "env.evidence.blank": "空白",
    "env.evidence.value": "一个值",
    "env.evidence.existing_folder": "已存在的目录",
    "env.evidence.in_config": "config.toml 中的 base_url",
    "env.evidence.not_read": "已设置，但不读取",
    "env.evidence.login_or_env_key": "登录信息或 env_key",
    "env.evidence.in_file": "{file} 中的 {variable}",
    "env.evidence.in_environment": "环境中的 {variable}",
    "env.evidence.ignored": "写在 {place} 中，但被忽略",
    "env.evidence.set_for_codex": "对 Codex 生效",
    "env.key_unset": "环境变量 {variable} 没有设置，而提供方要从中取密钥",
    "env.key_unset.dollar": ("env_key 的值是 {variable}，Codex 会把它整个当作变量名"),
    "env.key_unset.empty_name": "env_key 是空的：它必须写明存放密钥的环境变量",
    "env.key_unset.not_utf8": "{variable} 的值不是 UTF-8，Codex 把它当作没有设置",
    "env.key_unset.fix_plain": "改用 {variable} 这个任何 shell 都能设置的名称，并把密钥放进去。",
    "env.key_unset.fix_shell": "在启动 Codex 的 shell 中设置 {variable}。",
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
    "env.evidence.bearer_and_key": "Bearer 加密钥",
}

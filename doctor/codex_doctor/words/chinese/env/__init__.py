"""The words of the findings `env.*`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from codex_doctor.words.chinese.env.keys import KEYS

if TYPE_CHECKING:
    from collections.abc import Mapping

_SHARED: Final[Mapping[str, str]] = {
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
}

WORDS: Final[Mapping[str, str]] = {**KEYS, **_SHARED}

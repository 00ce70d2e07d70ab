"""The help of the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "option.help": "显示本帮助并退出",
    "option.version": "显示版本并退出",
    "option.lang": "使用英文或中文；不指定则用系统的语言（如果是两者之一）",
    "option.epilog": (
        "退出码：0 为 Codex 在这里可以正常使用，1 为无法使用，2 为用法有误或报告无法写入，3 "
        "为看到的信息不足（repro：没有可演示的失败），4 为 codex-doctor 自身的缺陷，130 "
        "为被中断。\n非官方工具，并非由 OpenAI 制作。"
    ),
    "option.description": "说明 `codex` 在当前环境下能否正常使用、为什么不能，以及该改什么。",
    "option.example_diagnose": "这里有什么问题，怎样修复",
    "option.example_fix": "修复：显示每处改动，并询问",
    "option.example_setup": "为另一个端点配置 Codex",
    "option.example_search": "Codex 的一条消息可能是什么意思",
    "option.example_bundle": "把看到的全部内容写入一个文件，供提交工单",
    "option.example_demo": "看看效果，使用自带的端点",
    "option.example_help": "命令的作用和参数",
    "option.cost": (
        "一次诊断会发送两个模型请求，输入约 20,000 个 token，相当于 Codex 的一轮小对话；"
        "--offline 和 config 什么都不发送。"
    ),
    "option.commands": "命令",
    "option.command_help": "说明命令的作用和参数",
    "option.command_completion": "输出供 shell 补全命令行的脚本",
    "option.help_command": "命令；省略则为全部",
    "option.shell": "哪种 shell",
    "option.command_checks": "按顺序列出检查项",
    "option.command_explain": "解释一个问题、列出全部问题，或按 Codex 显示的内容搜索",
    "option.explain_id": "例如 model.prefix_missing",
    "option.explain_search": "Codex 的一条消息可能对应哪些问题",
    "option.json": "只输出 JSON",
    "option.command_fix": "应用第一个修复方法，重新检查，如此反复，直到 Codex 可用",
    "option.finding": "要修复的问题",
    "option.yes": "不询问",
    "option.undo": "撤回最近一次",
    "option.command_setup": "为一个服务配置 Codex：询问、检查、写入、验证",
    "option.setup_service": "例如 openrouter",
    "option.command_config": "显示生效的配置及其来源；什么都不发送",
    "option.config_check": "作用相同",
    "option.command_repro": "输出一个脚本，在 Codex 之外重现失败",
    "option.repro_lang": (
        "脚本用什么：curl（POSIX sh），或 Python、Node 的 openai 包；说明用什么语言：en 或 zh"
    ),
    "option.command_schema": "输出 --json 所写内容的 JSON Schema",
    "option.schema_of": "哪种文档：{names:,}；不指定则为 report",
    "option.is_json": "本来就是 JSON",
    "option.command_bundle": "诊断，并把看到的全部内容写入一个文件，供提交工单",
    "option.command_replay": "在当前环境重新判断诊断包里看到的内容；什么都不发送",
    "option.command_compare": "说明两个诊断包、报告或本机之间有什么差异",
    "option.bundle": "写到哪里，- 为标准输出；省略则为当前目录中的 codex-doctor-ID.zip",
    "option.replayed": "codex-doctor bundle 写出的文件",
    "option.list": "只显示其中会有什么",
    "option.force": "替换已有的文件",
    "option.side": "诊断包、JSON 报告，或以 - 表示本机",
    "option.other_side": "同上；省略则为本机",
    "option.command_demo": "诊断内置的端点，正常的或有故障的",
    "option.demo_fault": "哪种故障；省略则展示三种配置",
    "option.demo_list": "列出故障",
    "option.demo_serve": "只运行该端点，直到按 Ctrl-C",
    "option.codex_group": "启动 Codex 时使用的选项",
    "option.profile": "profile（配置档）",
    "option.override": "覆盖一个值",
    "option.model": "模型 ID",
    "option.folder": "Codex 启动时所在的目录",
    "option.local_provider": "--oss 的提供方",
    "option.oss": "使用本地提供方",
    "option.ignore_user_config": "不读取用户的 config.toml",
    "option.strict_config": "拒绝未知的键",
    "option.ignore_rules": "不读取用户和项目的命令规则",
    "option.enable": "开启一项功能",
    "option.disable": "关闭一项功能",
    "option.base_url": "尚未配置的端点",
    "option.env_key": "存放其密钥的环境变量",
    "option.codex_version": "按该版本的规则判断；all：按每个版本的规则",
    "option.run_group": "运行方式",
    "option.offline": "什么都不发送",
    "option.confirm": "另外运行一次真正的 codex exec（消耗 token）",
    "option.thorough": "另加第二轮对话和大请求（消耗 token）",
    "option.dry_run": "输出将会发送的内容，但不发送",
    "option.no_plugins": "不使用第三方的检查项",
    "option.only": "只运行该检查项及其所需的检查项",
    "option.skip": "不运行该检查项",
    "option.budget": "全部用时的上限，以秒计（60）；一轮对话的第二个请求可以与第一个用时一样长",
    "option.fail_on": "出现哪种级别的问题时，以退出码 1 结束",
    "option.output_group": "输出方式",
    "option.format": (
        "terminal、json、markdown（供附到工单）、html、letter（给端点的运营方）、junit、sarif、"
        "github 或 har；写入文件时可同时用多种"
    ),
    "option.verbose": "显示看到的全部内容",
    "option.color": "何时使用颜色；auto：在终端上",
    "option.plain": "不分列，不用转义序列",
    "option.events": "运行时以 JSON 报告进展，每行一条",
    "option.quiet": "不输出任何内容，只在失败时向 stderr 写一行，说明失败及原因",
    "option.host_name": "写出本机的名称",
    "option.anonymize": "替换主机名、用户名和地址",
}

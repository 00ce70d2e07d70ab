"""What `codex-doctor bundle` and `replay` say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "bundle.holds_manifest": "诊断包的内容清单，含每个文件的 SHA-256",
    "bundle.holds_json": "供程序读取的报告",
    "bundle.holds_markdown": "供人阅读的报告",
    "bundle.holds_html": "同一份报告的网页版，带图",
    "bundle.holds_har": "请求与响应，不含敏感信息，可用 HAR 查看工具打开",
    "bundle.holds_facts": "观察到的全部内容，不含敏感信息，可用于重新判断",
    "bundle.holds_configuration": "各配置层及其中各行，敏感信息已隐去",
    "bundle.holds_versions": "Codex、codex-doctor 和本机的版本",
    "bundle.variables": "环境变量，绝不含变量值",
    "bundle.no_text": "（无法在隐去敏感信息后显示该文本）",
    "bundle.question": "是否生成一个用于支持工单的诊断包？[y/N]",
    "bundle.finding": "{id}：{cause}",
    "bundle.wrote": "已写入 {file}（{size_bytes:size}）。",
    "bundle.listed": "未写入任何文件；诊断包的大小将为 {size_bytes:size}：",
    "bundle.not_to_stdout": (
        "- 表示把诊断包本身写到标准输出：不能写到终端，也不能与 --json 同时使用"
    ),
    "bundle.quote": "反馈时请引用 ID {id}。",
    "bundle.row": "{size_bytes:size}，{holds}",
    "bundle.holds_secret": (
        "{member} 中残留了敏感信息，因此没有写入诊断包；请把这一情况作为 codex-doctor 的 bug 反馈"
    ),
    "bundle.wrote_too_much": (
        "没有写入诊断包：{what} 会大于 {most_bytes:size}，而超过这一大小的内容无法再读回"
    ),
    "bundle.no_zip": (
        "{file}：不是诊断包，因为它不是 zip 文件；`codex-doctor bundle` 可以生成诊断包"
    ),
    "bundle.not_whole": "{file}：这不是完整的 zip 文件",
    "bundle.missing": "{file}：缺少 {member}",
    "bundle.not_listed": "{file}：{member} 不在清单中",
    "bundle.no_manifest": "{file}：不是 codex-doctor 的诊断包，因为缺少 {member}",
    "bundle.other_schema": "{file}：不是 codex-doctor 的诊断包",
    "bundle.newer_doctor": (
        "{file} 由 codex-doctor {version} 写入，而当前版本是 {ours}；更新的版本或许能读取它"
    ),
    "bundle.newer": (
        "{file}：诊断包版本为 {version}，而当前的 codex-doctor 读取的是 {ours}；"
        "更新的版本或许能读取它"
    ),
    "bundle.not_ours": "{what} 不符合 codex-doctor 写入的格式：{why}",
    "bundle.too_deep": "嵌套过深",
    "bundle.no_zone": "时间缺少时区",
    "bundle.odd_year": "生成的年份不可能属实",
    "bundle.too_many": "{file}：有 {count} 个成员，最多允许 {most} 个",
    "bundle.one_name": "{file}：有两个成员同名",
    "bundle.too_large": "{file}：解压后大于 {most_bytes:size}",
    "bundle.member_too_large": "{file}：成员 {member}：大于 {most_bytes:size}",
    "bundle.not_plain": "{file}：成员 {member}：诊断包中只能有普通名称的普通文件",
    "bundle.packed_otherwise": "{file}：成员 {member}：打包方式不是 codex-doctor 所用的",
    "bundle.other_size": "{file}：成员 {member} 的大小与声明的不符",
    "bundle.changed": "{file}：{member} 在诊断包生成之后被改动过",
    "bundle.other_id": "{file}：ID 与其内容不符",
    "bundle.odd_facts": (
        "诊断包 {id}：无法根据其中的事实作出判断（{error}）：它们相互矛盾，"
        "或者这是 codex-doctor 的 bug"
    ),
    "bundle.judged_again": (
        "这是由 codex-doctor {version} 生成的诊断包 {id}，现已重新判断；没有发送任何内容"
    ),
}

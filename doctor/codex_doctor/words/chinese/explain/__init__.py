"""The words of `codex-doctor explain`: by what a finding is recognised, and its own sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from codex_doctor.words.chinese.explain.access import ACCESS
from codex_doctor.words.chinese.explain.config import CONFIG
from codex_doctor.words.chinese.explain.network import NETWORK
from codex_doctor.words.chinese.explain.request import REQUEST
from codex_doctor.words.chinese.explain.setup import SETUP
from codex_doctor.words.chinese.explain.turn import TURN

if TYPE_CHECKING:
    from collections.abc import Mapping

_OWN: Final[Mapping[str, str]] = {
    "explain.section": "{title}：",
    "explain.prints": "Codex 会显示",
    "explain.recognised": "判断依据",
    "explain.disproved": "排除依据",
    "explain.fixes": "修复方法",
    "explain.example": "示例",
    "explain.products": "见于",
    "explain.versions": "Codex 的版本",
    "explain.recorded": "记录自 Codex {codex}，共 {count:种配置|种配置}。",
    "explain.recorded_files": "记录自 Codex {codex}。",
    "explain.more_prints": "另有 {count:条消息|条消息}",
    "explain.more_products": "另有 {count:个|个}",
    "explain.silent": "Codex 不显示任何错误",
    "explain.wordless": "ERROR: 后面没有任何文字",
    "explain.ending": "{text}（{ending}）",
    "explain.ends": "退出码 {code}",
    "explain.waits": "一直等下去",
    "explain.loops": "一直运行下去",
    "explain.running": "20 秒后仍未结束",
    "explain.broken": "会出错的写法：",
    "explain.sound": "可用的写法：",
    "explain.nothing": "（无）",
    "explain.see": "演示：codex-doctor demo {fault}",
    "explain.between": "{first} 至 {last}：{behaviour}",
    "explain.since": "从 {first} 起：{behaviour}",
    "explain.until": "到 {last} 为止：{behaviour}",
    "explain.mistake": "常见错误：{mistake}。",
    "explain.reporter": "由检查项 {check} 报告。",
    "explain.reporter_plugin": "由插件 {plugin} 的检查项 {check} 报告。",
    "explain.list": (
        "{count:个问题|个问题}，按检查项的顺序排列。`codex-doctor explain ID` 显示其中一个的说明，"
        "`codex-doctor explain --search MESSAGE` 列出一条消息可能对应的问题。"
    ),
    "explain.found": "可能对应 {count:个问题|个问题}，可能性最大的在前：",
    "explain.found_as": "{title}（{count:种配置|种配置}）",
    "explain.found_more": "另有 {ids}",
    "explain.found_classified": "端点的原话就是这个意思",
    "explain.found_last": (
        "一条消息可能有多种原因：用 codex-doctor 代替 codex 运行，就能知道是哪一种。"
    ),
    "explain.not_found": (
        "Codex 的消息和说明页中都没有这些文字。请用 codex-doctor 代替 codex 运行："
        "它直接查看配置本身，不需要消息。codex-doctor explain 会列出所有问题。"
    ),
    "explain.repeating": (
        "请求失败后，Codex 会重复发送，并在最后一次尝试之后显示原因：请搜索那条消息，或者用 "
        "codex-doctor 代替 codex 运行。"
    ),
    "explain.mistake_model_id": "模型 ID 有误",
    "explain.mistake_wire_api": "接口协议（wire API）有误",
    "explain.mistake_compatible": "兼容 OpenAI，但与 Codex 不兼容",
    "explain.index_title": "问题",
    "explain.index": (
        "codex-doctor 能够发现的问题，按检查项的顺序排列。由 `make docs` 根据 "
        "`codex-doctor explain ID` 显示的内容写成。"
    ),
}
WORDS: Final[Mapping[str, str]] = {
    **_OWN, **SETUP, **CONFIG, **NETWORK, **ACCESS, **REQUEST, **TURN,
}  # fmt: skip

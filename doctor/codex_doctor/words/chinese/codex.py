"""The words of the findings `codex.*`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "codex.waits_forever.title": "Codex 会一直等下去",
    "codex.waits_forever.text": (
        "无法与端点建立连接时（域名解析、代理、TCP 或 TLS），Codex 自 0.148.0 起会显示"
        "“Reconnecting... waiting for network”，并在 5、10、20、40 秒后重试，"
        "此后每分钟重试一次，永不停止，"
        "不管 request_max_retries 和 stream_max_retries 设为多少，也从不说明原因。"
        "设置 features.unbounded_connection_retries=false 后，它在尝试"
        "（request_max_retries + 1）乘以（stream_max_retries + 1）次之后放弃，"
        "并以退出码 1 退出：默认在约 25 秒之后；地址没有任何回应时，则在 15 分钟之后，"
        "因为这时每次尝试要用 30 秒。把重试次数调低，就会更早放弃。"
    ),
    "codex.waits_forever": ("Codex 自己会显示“Reconnecting... waiting for network”，并一直等下去"),
    "codex.waits_forever.fix_switch": (
        "启动 Codex 时加上 -c {switch}：这样它只等约 {gives_up_s:time}，之后就会放弃。"
    ),
    "codex.waits_forever.fix_retries": (
        "启动 Codex 时加上 -c {switch}：这样它只等约 {gives_up_s:time}，之后就会放弃；"
        "重试次数更少时会更早放弃。"
    ),
    "codex.evidence.since": "从此版本起",
    "codex.evidence.version": "codex-cli {version}",
}

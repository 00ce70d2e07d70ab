"""The words of the findings `http.*`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "http.none_in": "{waited_s:.1f} 秒内没有响应",
    "http.none_in_budget": "{waited_s:.1f} 秒内没有响应，随后时限用尽",
    "http.headers": "{count} 个响应头",
    "http.coding_goes_on": "{coding}：结尾之后还有数据",
    "http.coding_half": "{coding}：在中途结束",
    "http.coding_other": "{coding}：字节内容是别的东西",
    "http.coding_broken": "{coding}：{error}",
    "http.not_http.title": "响应的不是 HTTP",
    "http.not_http.text": "端口是开放的，但使用的不是 HTTP。",
    "http.broken_framing.title": "HTTP 报文结构损坏",
    "http.broken_framing.text": "响应的长度、分块或响应头相互矛盾。",
    "http.no_answer.title": "请求没有得到响应",
    "http.no_answer.text": (
        "连接已建立，请求已发送，却没有收到响应头。Codex 对此没有时间限制，会一声不响地等待。"
        "本机上的模型读取 Codex 的首个请求可能需要一两分钟；只要 --budget 允许，"
        "codex-doctor 就会一直等待。"
    ),
    "http.header_limit.title": "请求头对端点来说太大",
    "http.header_limit.text": (
        "Codex 的请求头约占 1.4 kB，而端点或代理允许的更少。对于响应，Codex 读取 100 个响应头，"
        "总共约 400 kB。"
    ),
    "http.not_http": "{host} 上响应的不是 HTTP",
    "http.not_http.fix_port": "更正 base_url 中的端口。",
    "http.broken_framing": "{host} 返回的 HTTP 是损坏的",
    "http.broken_framing.fix_proxy": "检查中间是否有改写响应的代理。",
    "http.no_answer": "到本次诊断的时限用尽时，{host} 仍未开始响应（已等待 {waited_s:time}）",
    "http.no_answer.fix_budget": "用更大的 --budget 重新运行：Codex 自己会无限期等待。",
    "http.no_answer.fix_server": "检查模型是否仍在加载，或者服务器是否卡住。",
    "http.header_limit": "{host} 因请求头的大小而拒绝 Codex 的请求",
    "http.header_limit.fix_limit": "调高服务器或网关的请求头上限。",
    "http.header_limit.long_head": "{host} 的响应头超出 Codex 读取的范围",
    "http.header_limit.fix_fewer": "让服务器或网关发送更少、更短的响应头。",
}

"""How a connection or a tunnel ended, as facts have it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "connection.no_address": "没有地址",
    "connection.no_answer": "未及时响应",
    "connection.beaten": "另一个地址已响应",
    "connection.tunnel_closed": "未作响应就关闭了连接",
    "connection.tunnel_silent": "未及时响应 CONNECT",
    "connection.tunnel_long_head": "超过 {most_bytes:size} 的响应头",
    "connection.tunnel_page": "一个网页：{begins}",
    "connection.tunnel_not_http": "不是 HTTP：{begins}",
}

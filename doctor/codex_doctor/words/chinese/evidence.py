"""What several checks show in the same words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "evidence.it_says": "端点说",
    "evidence.none": "无",
    "evidence.answer": "响应",
    "evidence.tried": "已尝试",
    "evidence.named_by_env_key": "由 env_key 指定",
    "evidence.not_tried": "未尝试",
    "evidence.list": "{parts}",
    "evidence.unchanged_again": "原样再发一次请求",
    "evidence.same_size": "发送大小相同的请求",
    "evidence.same_again": "同一请求再发一次",
    "evidence.status": "HTTP {status}",
    "evidence.tokens": "{tokens:个 token|个 token}",
    "evidence.fewer_than": "少于 {limit}",
    "evidence.not_set": "未设置",
    "evidence.file": "文件",
    "evidence.environment": "环境变量",
    "evidence.port": "端口 {port}",
    "evidence.process": "{program}（进程 {number}）",
    "evidence.some_program": "某个程序",
    "evidence.failure.connect": "连接失败",
    "evidence.failure.tls": "TLS 握手失败",
    "evidence.failure.proxy": "代理拒绝",
    "evidence.failure.reset": "连接被关闭或重置",
    "evidence.failure.not_http": "不是 HTTP",
    "evidence.failure.http": "HTTP 有误",
    "evidence.failure.long_head": "响应头过多",
    "evidence.failure.no_answer": "没有响应",
    "evidence.held_by": "由 {holder} 占用",
    "evidence.asked": "请求",
    "evidence.http_answer": "HTTP 响应",
    "evidence.stream": "HTTP 200 和事件流",
    "evidence.typed_answer": "HTTP {status}，{content_type}，{size_bytes:size}",
    "evidence.untyped_answer": "HTTP {status}，没有 content-type，{size_bytes:size}",
    "evidence.last_events": "最后的事件",
    "evidence.no_events": "没有 Codex 会读取的事件",
    "evidence.codex_prints": "Codex 会显示",
    "evidence.seen": "观察到",
    "evidence.names": "端点指出",
    "evidence.or_else": "也可能是",
    "evidence.refused": "被拒绝",
    "evidence.with_it": "加上它",
    "evidence.without_it": "去掉它",
    "evidence.otherwise_same": "{answer}：同一请求，其余不变",
    "evidence.requests": "{count:个其他请求|个其他请求}",
    "evidence.requests_last": "{count:个其他请求|个其他请求}，最后一个：{answer}",
    "evidence.no_status": "无状态码",
    "evidence.a_part": "没有指明的一部分",
    "evidence.nothing": "无",
}

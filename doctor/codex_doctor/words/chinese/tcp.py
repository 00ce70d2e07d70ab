"""The words of the findings `tcp.*`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "tcp.refused.title": "端口上没有程序在监听",
    "tcp.refused.text": (
        "机器有回应，但这个端口上没有程序接受连接。服务没有启动，"
        "或监听的端口或地址与 base_url 所写的不同。容器中的服务必须发布端口；"
        "在容器中运行的 Codex 看不到宿主机的 localhost。"
    ),
    "tcp.timeout.title": "主机没有响应",
    "tcp.timeout.text": (
        "连接尝试得不到任何响应：被防火墙丢弃，机器没有开机，或这个地址只能在 VPN 内访问。从 "
        "0.148.0 起，Codex 这时会一直等下去，除非设了 features.unbounded_connection_retries = "
        "false。"
    ),
    "tcp.unreachable.title": "没有到主机的路由",
    "tcp.unreachable.text": (
        "本机没有通往这个地址的网络路径：网络或 VPN 断开了，或主机只有 IPv6 地址，而本机没有 IPv6。"
    ),
    "tcp.slow_address.title": "主机的一个地址没有响应",
    "tcp.slow_address.text": (
        "主机有多个地址，其中一个 Codex 先尝试的地址没有响应。在同一地址族（IPv4 或 IPv6）内，"
        "Codex 对每个地址等 30 秒才会尝试下一个，每次新建连接都是如此；"
        "从一个地址族换到另一个，则用 0.3 秒。"
    ),
    "tcp.reset.title": "连接在收到响应之前被关闭",
    "tcp.reset.text": (
        "连接打开了，但在收到响应之前就被关闭或重置：工作进程崩溃、"
        "防火墙，或这个端口使用的是另一种协议。"
    ),
    "tcp.passed": "{address} 有响应，用时 {took_s:time}",
    "tcp.refused": "{host} 的端口 {port} 上没有程序在监听",
    "tcp.refused.fix_port": "改正 base_url 中的端口：{host} 的端口 {port} 上没有程序在监听。",
    "tcp.refused.fix_https": "把 base_url 设为 {base_url}：{host} 只在 https 的端口上有响应。",
    "tcp.refused.fix_path": "把 base_url 设为 {url}：端口误写在路径中，放到主机之后就有应答。",
    "tcp.refused.fix_server": "启动 {host} 上的服务，并让它监听那台机器的地址。",
    "tcp.refused.fix_start": "启动端口 {port} 上的服务，或改正 base_url 中的端口。",
    "tcp.refused.fix_elsewhere": ("把 base_url 指向 {address}，端口 {port} 上的服务在那里监听。"),
    "tcp.refused.fix_listen": "让端口 {port} 上的服务也监听 {host}。",
    "tcp.refused.fix_other": (
        "启动端口 {port} 上的服务，或把 base_url 指向有响应的端口（{answering}）。"
    ),
    "tcp.refused.fix_several": (
        "启动端口 {port} 上的服务，或把 base_url 指向某个有响应的端口（{answering:,}）。"
    ),
    "tcp.timeout": "{host} 的端口 {port} 没有响应",
    "tcp.reset.connection": "{host} 的端口 {port} 重置了连接",
    "tcp.reset.handshake": "{host} 的端口 {port} 在 TLS 握手期间关闭连接",
    "tcp.reset.fix_log": "查看 {host} 端口 {port} 上的服务的日志。",
    "tcp.unreachable": "没有到 {host} 的路由",
    "tcp.unreachable.ipv6": "{host} 只有 IPv6 地址，而本机没有到这些地址的 IPv6 路由",
    "tcp.unreachable.error": "无法与 {host} 的端口 {port} 建立连接",
    "tcp.unreachable.fix_network": "连接能访问 {host} 的 VPN 或网络。",
    "tcp.unreachable.fix_address": ("改正 base_url 中的主机和端口，或在防火墙中开放端口 {port}。"),
    "tcp.slow_address": (
        "{silent} 没有响应，Codex 每次新建连接都要先等 {waits_s:time}，才会尝试 {address}"
    ),
    "tcp.slow_address.family": (
        "{host} 通过 {works} 可以连接，通过 {hangs} 则没有响应；"
        "Codex 每次新建连接要用 {waits_s:time}"
    ),
    "tcp.slow_address.fix_path": (
        "修复通往 {address} 的网络路径，或请人把它从该域名的解析中去掉。"
    ),
    "tcp.slow_address.fix_hosts": "在 hosts 文件中加上一行“{address} {host}”。",
    "tcp.evidence.tried": "尝试过的地址",
    "tcp.evidence.connection": "建立连接",
    "tcp.evidence.no_answer": "等了 {took_s:time}，没有响应",
    "tcp.evidence.result": "{result}，用时 {took_s:time}",
    "tcp.evidence.listens": "监听 {address}，不是 base_url 指向的地址",
    "tcp.evidence.listens_held": ("监听 {address}，不是 base_url 指向的地址，由 {process} 占用"),
    "tcp.evidence.answers_held": "有响应（由 {process} 占用）",
    "tcp.evidence.answers": "有响应",
    "tcp.evidence.answers_usual": "有响应（通常是 {server} 在那里监听）",
    "tcp.reset": "{host} 没有响应就关闭连接",
    "tcp.reset.fix_host": "查看 {host} 上的服务的日志。",
}

"""The words of the findings `dns.*`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "dns.nxdomain.title": "主机名不存在",
    "dns.nxdomain.text": (
        "DNS 服务器不认识这个名称：base_url（或代理变量）里写错了，或者它只存在于未连接的 VPN "
        "或公司网络中。从 0.148.0 起，Codex 这时会一直等下去，除非设了 "
        "features.unbounded_connection_retries = false；它也不说在找哪个名称。在 Linux 上，"
        "只有名称里的点少于 resolv.conf 中 `options ndots` 的设定时，Codex 才追加搜索域。"
    ),
    "dns.no_address.title": "主机名没有地址",
    "dns.no_address.text": (
        "名称存在，但没有登记 IPv4 或 IPv6 地址。常见的情况：API 在该域名的下级名称上（是 "
        "api.example.com，不是 example.com）；别名没有指向任何地方，或者绕成一圈；"
        "记录只有公司自己的 DNS 服务器才有。"
    ),
    "dns.server_failure.title": "DNS 服务器没有正常应答",
    "dns.server_failure.text": (
        "还判断不出名称是否存在，解析就失败了：DNS 服务器没有回应、拒绝应答或自身出错。网络或 VPN "
        "断开了，或者防火墙拦截了 53 端口。在 Linux 上，Codex 同时查询 IPv4 和 IPv6，"
        "两个查询都有应答才会采用地址：DNS 服务器对 IPv4 应答正常、对 IPv6 应答异常时，Codex "
        "就得不到地址，而 curl 和浏览器都正常。从 0.148.0 起，Codex 这时会一直等下去，除非设了 "
        "features.unbounded_connection_retries = false。"
    ),
    "dns.system_only.title": "系统能找到主机，Codex 自带的解析器找不到",
    "dns.system_only.text": (
        "在 Linux 上，Codex 自带解析器。它读取 /etc/hosts 和 /etc/resolv.conf，并查询后者列出的 "
        "DNS 服务器；它不看 nsswitch.conf，所以来自 mDNS（.local）、LDAP、WINS "
        "或解析守护进程自有表格的名称都找不到。名称里有点时它不追加搜索域（除非 `options ndots` "
        "要求），/etc/hosts 中的名称只有全部小写才找得到，最后一行没有换行符时也找不到行末的名称。"
        "其他程序找得到主机。从 0.148.0 起，Codex 这时会一直等下去，除非设了 "
        "features.unbounded_connection_retries = false。"
    ),
    "dns.hosts_file.title": "hosts 文件把主机指向了别处",
    "dns.hosts_file.text": (
        "hosts 文件中的一行为主机指定了一个不接受连接的地址，而 DNS "
        "服务器给出的另一个地址接受连接。这一行是测试、屏蔽列表或旧服务器遗留下来的。"
    ),
    "dns.hijacked.title": "DNS 服务器编造地址",
    "dns.hijacked.text": (
        "一个不可能存在的名称得到了与主机相同的地址。对任何名称都作出应答的，"
        "是强制门户（酒店或列车上的登录页面）、靠输错的域名牟利的运营商，或者过滤器。"
        "请登录该网络，或换用其他 DNS 服务器。"
    ),
    "dns.private_address.title": "公网主机得到了私有地址",
    "dns.private_address.text": (
        "一个公共服务的名称得到的地址只存在于某个网络内部，或者就是本机的地址。"
        "这是过滤器（Pi-hole、公司或家长设置的屏蔽列表）或未连接的 VPN 造成的。那里没有任何响应。"
    ),
    "dns.passed": "{host} 的地址是 {address}（{took_s:time}）",
    "dns.passed_literal": "{host} 是地址，不是名称",
    "dns.passed_from": "{host} 的地址是 {address}（来自 {source}）",
    "dns.proxy_host": "{variable} 中的代理 {host}",
    "dns.nxdomain": "{host} 不存在",
    "dns.nxdomain.port": "没有 {host} 这个名称：端口前面应写冒号，即 {meant}:{port}",
    "dns.nxdomain.scheme": "没有 {host} 这个名称：协议后面应写 ://，接着是 {meant}:{port}",
    "dns.nxdomain.here": "{host} 在这里不存在，而 {meant}:{port} 有应答",
    "dns.nxdomain.fix_port": "把 base_url 设为 {url}。",
    "dns.nxdomain.fix_variable": "更正 {variable} 中的主机，或取消设置 {variable}。",
    "dns.nxdomain.fix_proxy_network": "连接到能解析该代理名称的 VPN 或网络。",
    "dns.nxdomain.fix_host": "更正 base_url 中的主机 {host}。",
    "dns.nxdomain.fix_near": "更正 base_url 中的主机：把 {host} 改为 {near}。",
    "dns.nxdomain.fix_network": "连接到能解析 {host} 的 VPN 或网络。",
    "dns.no_address": "{host} 存在，但没有地址",
    "dns.no_address.circle": "{host} 的别名绕成一圈",
    "dns.server_failure": "无法解析 {host}：DNS 服务器应答 {code}",
    "dns.server_failure.timeout": "无法解析 {host}：DNS 服务器没有应答",
    "dns.server_failure.closed": "无法解析 {host}：在 DNS 服务器应在的地址上没有程序监听",
    "dns.server_failure.no_route": "无法解析 {host}：没有通往 DNS 服务器的路由",
    "dns.server_failure.no_server": "无法解析 {host}：没有配置 DNS 服务器",
    "dns.server_failure.fails": "无法解析 {host}：DNS 服务器出错",
    "dns.server_failure.refuses": "无法解析 {host}：DNS 服务器拒绝应答",
    "dns.server_failure.malformed": "无法解析 {host}：DNS 服务器的应答不是 DNS 格式",
    "dns.server_failure.truncated": (
        "无法解析 {host}：DNS 服务器截断了应答，也不通过 TCP 发送完整应答"
    ),
    "dns.server_failure.half": (
        "DNS 服务器 {server} 对 {host} 的 {good} 查询给出了地址，对 {bad} 查询应答 {code}；这样 "
        "Codex 一个地址也不采用"
    ),
    "dns.server_failure.fix_hosts": (
        "在 /etc/hosts 中加一行“{address} {host}”：Codex 就不再查询 DNS 服务器。"
    ),
    "dns.server_failure.fix_servers": "使用对 IPv6 也能应答的 DNS 服务器（/etc/resolv.conf）。",
    "dns.server_failure.fix_network": "检查本机的网络连接和 DNS 服务器。",
    "dns.system_only": "本系统能找到 {host}，Codex 内部的解析器找不到",
    "dns.system_only.missed": (
        "本系统能找到 {host}，Codex 内部的解析器找不到：{line} 没有被读取（{reason}）"
    ),
    "dns.system_only.fix_line": "更正 {line}：用小写字母写 {host}，并以换行符结束这一行。",
    "dns.system_only.fix_name": "在 base_url 中写出带搜索域的完整名称。",
    "dns.hosts_file": (
        "{file} 第 {line} 行把 {host} 指向 {address}；DNS 服务器给出的是 {public}，而这个地址有响应"
    ),
    "dns.hosts_file.fix_line": "从 {file} 第 {line} 行删除 {host}。",
    "dns.hijacked": (
        "DNS 服务器给 {host} 的地址是 {address}，对一个不可能存在的名称给出的也是这个地址"
    ),
    "dns.hijacked.fix_login": "在浏览器中打开任意 http:// 页面；如果要求登录网络，就登录。",
    "dns.hijacked.fix_servers": "换用其他 DNS 服务器，或连接 VPN。",
    "dns.private_address": "{host} 是公网主机，而它在这里的地址是 {address}，属于私有地址",
    "dns.private_address.fix_filter": (
        "在屏蔽 {host} 的过滤器（Pi-hole、hosts 文件、公司名单）中放行它。"
    ),
    "dns.private_address.fix_network": "连接提供该地址的 VPN，或换用其他 DNS 服务器。",
    "dns.evidence.asked": "查询对象",
    "dns.evidence.name": "{host}（来自 {source}）",
    "dns.evidence.an_address": "IPv4 或 IPv6 地址",
    "dns.line.capitals": "那里的名称含有大写字母",
    "dns.line.indented": "地址前面有空白",
    "dns.line.unended": "它是最后一行，末尾没有换行符",
    "dns.circle": "别名绕成一圈",
    "dns.evidence.answer": "{server} 应答 {code}，用时 {took_s:time}",
    "dns.evidence.answer_system": "系统解析器应答 {code}，用时 {took_s:time}",
    "dns.evidence.meant": "{host}:{port}",
    "dns.evidence.opens": "接受连接",
    "dns.evidence.closed": "目前不接受连接",
    "dns.evidence.system": "系统的结果",
    "dns.evidence.aliases": "{said:,}，别名 {aliases}",
    "dns.evidence.addresses": "地址",
    "dns.evidence.addresses_from": "{addresses:,}（来自 {source}）",
    "dns.evidence.public": "DNS 服务器的结果",
    "dns.evidence.invented": "不可能存在的名称",
    "dns.evidence.no_address": "没有地址",
    "dns.evidence.search_domain": "NXDOMAIN；地址在某个搜索域里",
    "dns.evidence.there": "该地址上的情况",
}

"""The words of the findings `proxy.*`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "proxy.unreachable.title": "代理没有响应",
    "proxy.unreachable.text": (
        "有一个代理变量对 base_url 生效，而代理的地址没有响应。对 127.0.0.1 和 localhost，"
        "Codex 也会使用代理，除非 NO_PROXY 中写了它们。请取消设置该变量、启动代理，"
        "或把端点的主机加入 NO_PROXY。"
    ),
    "proxy.no_proxy_form.title": "NO_PROXY 的写法匹配不上",
    "proxy.no_proxy_form.text": (
        "NO_PROXY 提到了这个端点，但写法 Codex 匹配不上：带了端口、带了协议（scheme）、"
        "名称中间有通配符、对 IP 地址用了 `*`，或 base_url 写的是 127.0.0.1 而它写的是 "
        "localhost。请按 base_url 中的写法只写主机；域名后缀和地址段（10.0.0.0/8）也可以用，"
        "各项以逗号分隔。NO_PROXY 会遮盖 no_proxy，即使它是空的。"
    ),
    "proxy.not_http.title": "响应的不是 HTTP 代理",
    "proxy.not_http.text": (
        "代理变量中的地址接受连接，但不使用 HTTP。请填写代理的 HTTP 端口的地址。"
    ),
    "proxy.socks.title": "Codex 不使用 SOCKS 代理",
    "proxy.socks.text": (
        "代理变量写的是 socks4:// 或 socks5:// URL。这时 Codex 根本不会与端点建立连接，"
        "既不经过代理，也不绕过代理。从 0.148.0 起，Codex 这时会一直等下去，除非设了 "
        "features.unbounded_connection_retries = false。很多这样的代理在同一端口上也支持 HTTP："
        "改写成 http:// 即可。"
    ),
    "proxy.wrong_scheme.title": "代理 URL 的协议（scheme）不对",
    "proxy.wrong_scheme.text": (
        "代理 URL 的协议说的是 Codex 与代理本身之间如何通信，而不是经过代理的内容："
        "几乎所有代理都用 http://，只有接受 TLS 连接的代理才用 https://。"
        "这个代理用的是另一种方式。"
    ),
    "proxy.tls_failed.title": "与代理的 TLS 连接失败",
    "proxy.tls_failed.text": (
        "代理的 URL 以 https:// 开头，而代理出示的证书不受信任，或是为另一个名称签发的。"
        "Codex 判断它所用的根证书与判断端点证书时相同。"
    ),
    "proxy.header_limit.title": "代理的响应太长",
    "proxy.header_limit.text": ("代理对 CONNECT 的响应带有超过 8.2 kB 的响应头，Codex 因此放弃。"),
    "proxy.refuses_target.title": "代理拒绝连接目标",
    "proxy.refuses_target.text": (
        "代理有响应，但不连接端点：它的规则禁止该主机或端口，或者它自己也连不上。"
    ),
    "proxy.intercepts_loopback.title": "本机端点前面有代理",
    "proxy.intercepts_loopback.text": (
        "base_url 指向本机，有一个代理变量对它生效，而代理不放行请求。对代理来说，"
        "127.0.0.1 就是代理自己。请把主机加入 NO_PROXY，写法与 base_url 中相同。"
    ),
    "proxy.auth_required.title": "代理要求用户名和密码",
    "proxy.auth_required.text": (
        "代理返回 407。Codex 会发送代理 URL 中的用户名和密码"
        "（http://USER:PASSWORD@proxy:3128，特殊字符要做百分号编码），"
        "此外没有其他登录方式。"
    ),
    "proxy.ignored.title": "Codex 忽略了一个代理变量",
    "proxy.ignored.text": (
        "有一个代理变量对 base_url 生效，但按 Codex 所用的库的读法，其中没有 URL："
        "前后有空白或引号，斜杠或冒号多了或少了，有路径却没有协议（scheme），协议不认识，"
        "或密码中的某个字符没有做百分号编码。Codex 什么也不说，接着查看 ALL_PROXY，"
        "否则就直接连接。curl 和 git 对这些大多会容忍。应写成 http://HOST:PORT，全部小写，"
        "前后没有任何字符；密码写在主机前面，并做百分号编码。"
    ),
    "proxy.misread.title": "Codex 读到的代理不是所要的那一个",
    "proxy.misread.text": (
        "Codex 把代理变量当作 URL，但读出的主机或端口不是所要的：密码中的 #、/ 或 ? "
        "会让主机到此为止，于是用户名成了主机；端口若不是 65535 以内的数字，"
        "Codex 就使用该协议的端口，即 80 或 443。应写成 http://USER:PASSWORD@HOST:PORT，"
        "并对这些字符做百分号编码：# 是 %23，/ 是 %2F，? 是 %3F，@ 是 %40。"
    ),
    "proxy.ignored": "Codex 忽略 {variable}：{oddity}",
    "proxy.misread": "Codex 从 {variable} 中读到的代理不是所要的那一个：{oddity}",
    "proxy.oddity.blanks": "URL 前后有空白或换行",
    "proxy.oddity.quotes": "URL 前后有引号或括号",
    "proxy.oddity.variable": "其中引用了变量，而只有 shell 才会代入它的值",
    "proxy.oddity.named": "URL 前面有设置项的名称",
    "proxy.oddity.list": "其中有多个代理",
    "proxy.oddity.scheme": "其协议（scheme）这样写，Codex 不认识",
    "proxy.oddity.slashes": "协议（scheme）后面不是 ://",
    "proxy.oddity.login": "其用户名或密码中有必须做百分号编码的字符",
    "proxy.oddity.path": "端口后面还有内容，而主机前面没有协议（scheme）",
    "proxy.oddity.colon": "端口前面不是恰好一个冒号",
    "proxy.oddity.port": "其端口不是 65535 以内的数字",
    "proxy.oddity.sign": "其中有 URL 在该处不能包含的字符",
    "proxy.ignored.fix": "把 {variable} 写成 http://HOST:PORT，前后没有任何字符。",
    "proxy.ignored.fix_place": "把 {place} 中的 {variable} 写成 http://HOST:PORT，前后没有任何字符。",
    "proxy.ignored.fix_set": "把 {variable} 设为 {url}。",
    "proxy.ignored.fix_set_place": "把 {place} 中的 {variable} 设为 {url}。",
    "proxy.ignored.fix_set_login": (
        "把 {variable} 设为 {url}，在主机前面写上 USER:PASSWORD@，其中的特殊字符要做百分号编码："
        "# 是 %23，/ 是 %2F，? 是 %3F，@ 是 %40，反斜杠是 %5C，空格是 %20。"
    ),
    "proxy.ignored.fix_set_login_place": (
        "把 {place} 中的 {variable} 设为 {url}，在主机前面写上 USER:PASSWORD@，"
        "其中的特殊字符要做百分号编码："
        "# 是 %23，/ 是 %2F，? 是 %3F，@ 是 %40，反斜杠是 %5C，空格是 %20。"
    ),
    "proxy.evidence.form": "http://HOST:PORT",
    "proxy.evidence.instead": "实际发生的情况",
    "proxy.passed": "{proxy}（{variable}）有响应",
    "proxy.skipped": "没有代理生效",
    "proxy.unreachable": "代理 {proxy}（{variable}）没有响应",
    "proxy.unreachable.closed": "代理 {proxy}（{variable}）接受连接后又将其关闭",
    "proxy.unreachable.silent": "代理 {proxy}（{variable}）接受连接，但没有响应",
    "proxy.unreachable.fix_start": "启动 {proxy} 上的代理，或改正地址。",
    "proxy.unreachable.fix_settings": "在 Windows 设置中关闭代理服务器。",
    "proxy.unreachable.fix_unset": "取消设置环境变量 {variable}。",
    "proxy.unreachable.fix_remove": "从 {place} 中删除 {variable}。",
    "proxy.no_proxy_form.any": ("{variable} 没有包含 {host}：{entry} 只涵盖名称，不涵盖 IP 地址"),
    "proxy.no_proxy_form.scheme": "{variable} 没有包含 {host}：{entry} 带了协议（scheme）",
    "proxy.no_proxy_form.port": "{variable} 没有包含 {host}：{entry} 带了端口",
    "proxy.no_proxy_form.wildcard": "{variable} 没有包含 {host}：{entry} 带了通配符",
    "proxy.no_proxy_form.no_commas": (
        "{variable} 没有包含 {host}：{entry} 所在的列表没有用逗号分隔"
    ),
    "proxy.no_proxy_form.other_name": (
        "{variable} 没有包含 {host}：{entry} 不是 base_url 中所写的 {host}"
    ),
    "proxy.no_proxy_form.hidden": (
        "no_proxy 包含 {host}，但同时设置的 {variable} 没有包含它，并遮盖了 no_proxy"
    ),
    "proxy.no_proxy_form.fix_variable": "把 {host} 加入 {variable}。",
    "proxy.no_proxy_form.fix_place": "把 {host} 加入 {place} 中的 {variable}。",
    "proxy.not_http": "代理 {proxy}（{variable}）不是 HTTP 代理",
    "proxy.not_http.fix_address": "把 {variable} 设为 HTTP 代理的地址。",
    "proxy.socks": "代理 {proxy}（{variable}）是 SOCKS 代理，Codex 不通过这种代理连接",
    "proxy.wrong_scheme.speaks_tls": "代理 {proxy}（{variable}）使用 TLS，而它的 URL 写的是 http://",
    "proxy.wrong_scheme.speaks_plain": (
        "代理 {proxy}（{variable}）使用明文 HTTP，而它的 URL 写的是 https://"
    ),
    "proxy.wrong_scheme.fix_settings": "在 Windows 设置中把代理服务器写成 {url}。",
    "proxy.wrong_scheme.fix_variable": (
        "把 {variable} 设为 {url}，原来若有用户名和密码，则照旧保留。"
    ),
    "proxy.wrong_scheme.fix_place": (
        "把 {place} 中的 {variable} 设为 {url}，原来若有用户名和密码，则照旧保留。"
    ),
    "proxy.tls_failed": "与代理 {proxy}（{variable}）的 TLS 连接失败：{detail}",
    "proxy.tls_failed.fix_file": (
        "在 {variable} 中指定一个 PEM 文件，其中要有 {host} 的 CA 证书。"
    ),
    "proxy.header_limit": "代理 {proxy}（{variable}）的响应有问题：{detail}",
    "proxy.header_limit.fix_headers": "让 {proxy} 上的代理少发送一些响应头。",
    "proxy.refuses_target": "代理 {proxy}（{variable}）不连接 {host}:{port}：{detail}",
    "proxy.refuses_target.fix_allow": ("在代理中允许 {host}:{port}，或请代理的运营方允许。"),
    "proxy.intercepts_loopback": "代理 {proxy}（{variable}）对 {host} 生效，并返回 {detail}",
    "proxy.auth_required": "代理 {proxy}（{variable}）要求用户名和密码",
    "proxy.your_login": "<你的用户名>:<你的密码>",
    "proxy.auth_required.fix_login": (
        "把用户名和密码写入 {variable}：http://USER:PASSWORD@{host}:{port}，"
        "特殊字符要做百分号编码。"
    ),
    "proxy.evidence.addresses": "代理的地址",
    "proxy.evidence.connects": "200",
    "proxy.evidence.set_in": "{value}，来自 {place}",
    "proxy.evidence.settings": "{value}，来自 Windows 设置",
    "proxy.evidence.environment": "{value}，来自环境变量",
    "proxy.evidence.direct": "不经代理的端点",
    "proxy.evidence.answers": "有响应",
    "proxy.evidence.silent": "没有响应",
    "proxy.refuses_target.turn": "代理拒绝连接 {host}",
    "proxy.refuses_target.unseen": (
        "通往 {host} 的途中有过滤设备拒绝了请求；Codex 并没有为它使用您设置的代理"
    ),
    "proxy.refuses_target.fix_unseen": "请这个网络的管理员放行 {host}。",
    "proxy.refuses_target.fix_no_proxy": "把 {host} 加入 NO_PROXY，或在代理中允许它。",
    "proxy.intercepts_loopback.answers": "{host} 就是本机，响应的却是代理",
    "proxy.auth_required.turn": "{host} 前面的代理要求用户名和密码（407）",
    "proxy.auth_required.unseen": (
        "{host} 像代理那样要求用户名和密码（407），而 Codex 并没有为它使用您设置的代理："
        "指的是端点后面或途中的代理"
    ),
    "proxy.auth_required.fix_variable": ("把用户名和密码写入代理变量的 URL，并做百分号编码。"),
    "proxy.auth_required.fix_no_proxy": ("如果不经代理也能访问 {host}，就把它加入 NO_PROXY。"),
    "proxy.intercepts_loopback.named": ("{host} 就是本机，响应的却是代理 {proxy}（{variable}）"),
    "proxy.intercepts_loopback.evidence.past": "绕过代理的同一请求",
}

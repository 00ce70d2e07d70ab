"""What shows and what would disprove findings: names, proxies, connections and TLS."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

NETWORK: Final[Mapping[str, str]] = {
    "explain.dns.nxdomain.recognised": (
        "按 Codex 的方式解析得不到地址，并且对尝试过的每个名称，DNS 服务器都应答 NXDOMAIN。"
    ),
    "explain.dns.nxdomain.disproved": "DNS 服务器或 hosts 文件给出了其中某个名称的地址。",
    "explain.dns.no_address.recognised": (
        "DNS 服务器认识这个名称（NOERROR），但既没有给出 IPv4 地址，也没有给出 IPv6 地址；"
        "或者它的别名绕成一圈。"
    ),
    "explain.dns.no_address.disproved": "至少得到一个地址。",
    "explain.dns.server_failure.recognised": (
        "逐台服务器、逐个地址族查询的结果：DNS 服务器应答 SERVFAIL 或 REFUSED，没有应答，"
        "或者对一个地址族应答正常，对另一个应答异常。"
    ),
    "explain.dns.server_failure.disproved": (
        "IPv4 和 IPv6 两个查询都得到应答，哪怕应答是没有这个名称。"
    ),
    "explain.dns.system_only.recognised": "系统自己的解析得到了地址，按 Codex 的规则解析则得不到。",
    "explain.dns.system_only.disproved": "两种解析的结果相同。",
    "explain.dns.hosts_file.recognised": (
        "hosts 文件给主机的地址不接受连接，而 DNS 服务器给出的地址接受连接。"
    ),
    "explain.dns.hosts_file.disproved": "hosts 文件中的地址接受连接。",
    "explain.dns.hijacked.recognised": (
        "这个地址不通向端点，而一个不可能存在的名称得到了同样的地址。"
    ),
    "explain.dns.hijacked.disproved": "对不可能存在的名称，应答是 NXDOMAIN。",
    "explain.dns.private_address.recognised": (
        "主机属于一个知名的公共服务，它在这里的所有地址却都是私有地址或本机的地址，"
        "而且在那里无法与该服务建立连接。"
    ),
    "explain.dns.private_address.disproved": "得到的是公网地址，或者私有地址上有端点响应。",
    "explain.codex.waits_forever.recognised": "无法建立连接，而这个版本的 Codex 会一直等待网络。",
    "explain.codex.waits_forever.disproved": (
        "能建立连接。版本低于 0.148.0，或设了 features.unbounded_connection_retries = false 时，"
        "Codex 会放弃。"
    ),
    "explain.proxy.unreachable.recognised": (
        "对 base_url 生效的变量中的地址不接受连接，或接受连接后没有任何回应。"
        "还试过不经代理时端点是否响应。"
    ),
    "explain.proxy.unreachable.disproved": "能建立连接，并且 CONNECT 得到响应。",
    "explain.proxy.no_proxy_form.recognised": (
        "代理失败，而 NO_PROXY 中有一项指的就是这个主机，但按 Codex 的规则匹配不上。"
    ),
    "explain.proxy.no_proxy_form.disproved": "列表中没有相近的项，或者代理放行了请求。",
    "explain.proxy.not_http.recognised": "代理对 CONNECT 返回的字节不是 HTTP。",
    "explain.proxy.not_http.disproved": "有状态行，不论状态码是多少。",
    "explain.proxy.socks.recognised": (
        "代理的 URL 以 socks 开头。Codex 不通过任何这种代理连接，这一点是实测得出的。"
    ),
    "explain.proxy.socks.disproved": "URL 以 http:// 或 https:// 开头。",
    "explain.proxy.wrong_scheme.recognised": (
        "按 URL 所写的方式与代理通信，代理失败；换用另一种方式，代理就有响应。"
    ),
    "explain.proxy.wrong_scheme.disproved": "按 URL 所写的方式得到了响应。",
    "explain.proxy.tls_failed.recognised": "按 Codex 的根证书和规则，与代理本身的握手失败。",
    "explain.proxy.tls_failed.disproved": "握手成功；此后的失败就出在端点上。",
    "explain.proxy.header_limit.recognised": (
        "统计了代理对 CONNECT 的响应中响应头的大小，它超出 Codex 接受的范围。"
    ),
    "explain.proxy.header_limit.disproved": "响应头小于 8.2 kB。",
    "explain.proxy.ignored.recognised": (
        "按 Codex 所用的 URL 库的规则读取该值，其中没有代理；能看出原意的代理已经试过，"
        "而不经代理的连接失败。"
    ),
    "explain.proxy.ignored.disproved": (
        "代理收到了 Codex 的请求；或不经代理也能连接，这时它只是一条提示。"
    ),
    "explain.proxy.misread.recognised": (
        "按 Codex 所用的 URL 库的规则读取该值：主机结束之后还有 @，或端口不是合适的数字。"
    ),
    "explain.proxy.misread.disproved": "在 Codex 读到的主机和端口上有代理响应。",
    "explain.proxy.refuses_target.recognised": "代理没有建立隧道，而是返回了自己的状态码。",
    "explain.proxy.refuses_target.disproved": (
        "CONNECT 得到状态码 200，或者绕过代理时端点也返回同样的响应。"
    ),
    "explain.proxy.intercepts_loopback.recognised": (
        "base_url 指向本机，有代理生效，而得到的响应与直接请求端点时不同。"
    ),
    "explain.proxy.intercepts_loopback.disproved": (
        "不经代理时响应也相同，或者 NO_PROXY 涵盖了这个主机。"
    ),
    "explain.proxy.auth_required.recognised": "代理返回 407（或对 CONNECT 返回 401）。",
    "explain.proxy.auth_required.disproved": "状态码是别的：端点从不返回 407。",
    "explain.tcp.refused.recognised": (
        "主机的每个地址都拒绝连接。如果主机就是本机，还查看了哪些端口开放、分别由谁占用。"
    ),
    "explain.tcp.refused.disproved": "有一个地址接受连接。",
    "explain.tcp.timeout.recognised": "到检查项的时限用尽时，没有一个地址有响应。",
    "explain.tcp.timeout.disproved": "连接成功、被拒绝，或系统报告没有路由。",
    "explain.tcp.unreachable.recognised": "系统自己报告，没有通往任何一个地址的路由。",
    "explain.tcp.unreachable.disproved": "有路由：那样连接尝试会以别的方式结束。",
    "explain.tcp.slow_address.recognised": (
        "同时尝试了所有地址：在第一个有响应的地址之前，Codex 会先尝试的一个地址没有响应。"
    ),
    "explain.tcp.slow_address.disproved": "那个地址有响应，或者排在可用的地址之后。",
    "explain.tcp.reset.recognised": "连接打开了，但一个字节的响应都没有收到，就被关闭或重置。",
    "explain.tcp.reset.disproved": (
        "收到了状态行。还试过不带正文的同样请求，以查明被拒绝的是不是正文的大小。"
    ),
    "explain.tls.unknown_ca.recognised": (
        "证书链完整，其终点的颁发机构不在 Codex 在这里加载的根证书之中。"
    ),
    "explain.tls.unknown_ca.disproved": (
        "系统的证书存储或 CODEX_CA_CERTIFICATE 指定的文件中有这个颁发机构。"
        "如果有证书存储未能读全，问题中会注明，并且只算“可能”。"
    ),
    "explain.tls.self_signed.recognised": "服务器的证书把自己写为签发者，并且不受信任。",
    "explain.tls.self_signed.disproved": "这个证书在 Codex 读取的文件中。",
    "explain.tls.chain_incomplete.recognised": (
        "服务器证书的签发者既不在服务器发送的证书之中，也不在根证书之中。"
    ),
    "explain.tls.chain_incomplete.disproved": (
        "握手时收到了缺失的证书。这个问题只是“很可能”，不是“确定”：签发者也可能自己就是一个根证书。"
    ),
    "explain.tls.ca_as_leaf.recognised": "服务器自己的证书标记为 CA:TRUE。",
    "explain.tls.ca_as_leaf.disproved": "标记为 CA:FALSE，或者没有这种标记。",
    "explain.tls.hostname_mismatch.recognised": (
        "证书的备用名称（SAN）没有一个涵盖 base_url 中的主机。"
    ),
    "explain.tls.hostname_mismatch.disproved": (
        "备用名称中有这个主机，或有作为地址列出的这个 IP 地址。"
    ),
    "explain.tls.expired.recognised": (
        "按本机的时钟，证书链所需的某个证书已过有效期的最后一天。"
        "还把响应的 Date 响应头与本机的时钟作了比较。"
    ),
    "explain.tls.expired.disproved": "时钟不准，或者另有一条由有效证书组成的证书链。",
    "explain.tls.not_yet_valid.recognised": "按本机的时钟，某个证书有效期的第一天还没有到。",
    "explain.tls.not_yet_valid.disproved": "时钟准确，并且这一天已经过去。",
    "explain.tls.version.recognised": (
        "用 Codex 提供的版本和加密套件握手失败，用更旧的握手则看出服务器使用什么。"
    ),
    "explain.tls.version.disproved": "TLS 1.2 配现代的加密套件，或 TLS 1.3。",
    "explain.tls.weak_algorithm.recognised": (
        "证书链中有签名或密钥属于 Codex 的 TLS 库拒绝的种类；这些规则已用该库试验过。"
    ),
    "explain.tls.weak_algorithm.disproved": "证书链中没有这样的签名或密钥。根证书自身的签名不算。",
    "explain.tls.wrong_purpose.recognised": (
        "证书链中的某个证书列出了用途，而 serverAuth 不在其中。"
    ),
    "explain.tls.wrong_purpose.disproved": "用途中有 serverAuth，或者没有列出用途。",
    "explain.tls.name_constraints.recognised": (
        "证书链中的某个颁发机构仅限于特定的名称，而证书中有一个名称超出了这个范围。"
    ),
    "explain.tls.name_constraints.disproved": "每个名称都在限定的范围之内。",
    "explain.tls.chain_invalid.recognised": (
        "服务器证书与根证书之间的某个证书违反了 Codex 的 TLS 库所遵循的一条规则；"
        "依据中会显示是哪一条。"
    ),
    "explain.tls.chain_invalid.disproved": "证书链中的每个证书都是颁发机构，并为下一级签了名。",
    "explain.tls.plain_http_server.recognised": (
        "握手得到的响应不是 TLS，而同一端口对明文请求返回了一行 HTTP。"
    ),
    "explain.tls.plain_http_server.disproved": "端口返回了 TLS 记录。",
    "explain.tls.ca_file_invalid.recognised": (
        "按 Codex 的方式读取了 CODEX_CA_CERTIFICATE 或 SSL_CERT_FILE 指定的文件，"
        "其中没有证书，或者有一个证书有缺陷。"
    ),
    "explain.tls.ca_file_invalid.disproved": "文件中的每一段都是证书。",
    "explain.tls.no_answer.recognised": "端口接受了连接，而对握手没有返回一个字节。",
    "explain.tls.no_answer.disproved": "有任何响应，哪怕是拒绝。",
    "explain.tls.handshake_failed.recognised": (
        "握手以 TLS 警报（alert）或错误结束，而其他 TLS 问题都解释不了。"
    ),
    "explain.tls.handshake_failed.disproved": "证书链因已知的原因被拒绝：这时会改为报告那个原因。",
    "explain.tls.needed.recognised": (
        "对明文请求的响应说端口要求 TLS，或者响应的字节是 TLS 警报（alert）。"
    ),
    "explain.tls.needed.disproved": "不用 TLS 就得到了 HTTP 响应，而且谈的是别的事情。",
    "explain.tls.client_certificate.recognised": (
        "服务器要求证书，随后中断了连接；或者响应的文字说没有收到证书。"
    ),
    "explain.tls.client_certificate.disproved": "不带证书也能握手成功。",
}

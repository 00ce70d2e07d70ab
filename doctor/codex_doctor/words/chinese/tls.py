"""The words of the findings `tls.*`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "tls.unknown_ca.title": "证书的颁发机构不受信任",
    "tls.unknown_ca.text": (
        "证书链的终点是一个不在 Codex 根证书之中的颁发机构：公司自己的、拦截流量的代理的，"
        "或本地的（mkcert、Caddy）。Codex 采用系统的根证书"
        "（设置了 SSL_CERT_FILE 或 SSL_CERT_DIR 时，改用其中的），"
        "此外还采用 CODEX_CA_CERTIFICATE 指定的 PEM 文件；"
        "不读取 REQUESTS_CA_BUNDLE、CURL_CA_BUNDLE 和 NODE_EXTRA_CA_CERTS。"
        "文件中必须是颁发机构的证书，而不是服务器的证书。"
    ),
    "tls.self_signed.title": "证书是自签名的",
    "tls.self_signed.text": (
        "服务器的证书由它自己签名，且不受信任。如果证书在 CODEX_CA_CERTIFICATE 指定的文件中，"
        "Codex 会接受它，但自 0.129.0 起的前提是证书没有标记为 CA（CA:TRUE）；"
        "而 `openssl req -x509` 会加上这个标记，除非另行指定。"
    ),
    "tls.chain_incomplete.title": "服务器没有发送完整的证书链",
    "tls.chain_incomplete.text": (
        "服务器证书与根证书之间的证书缺失。浏览器会自行获取或记住它，Codex 不会。"
        "服务器必须发送完整的证书链。"
    ),
    "tls.ca_as_leaf.title": "CA 证书被用作服务器自己的证书",
    "tls.ca_as_leaf.text": (
        "服务器出示的证书标记为 CA（CA:TRUE）。只要这个证书受信任，OpenSSL 就会接受，"
        "curl 和 Python 因此也会接受。Codex 自 0.129.0 起从不接受，"
        "无论 CODEX_CA_CERTIFICATE 怎么设置。"
        "服务器需要一个标记为 CA:FALSE 的证书。"
    ),
    "tls.hostname_mismatch.title": "证书是为其他名称签发的",
    "tls.hostname_mismatch.text": (
        "base_url 中的主机不在证书的名称之中。Codex 只看备用名称（SAN），不看通用名称（CN）；"
        "IP 地址也必须列在备用名称中。"
    ),
    "tls.expired.title": "证书已过期",
    "tls.expired.text": (
        "证书或它所依赖的某个证书已过有效期；也可能是本机的时钟偏快。证书必须在服务器上续期。"
    ),
    "tls.not_yet_valid.title": "证书尚未生效",
    "tls.not_yet_valid.text": "证书的生效日期还没有到。最常见的原因是本机的时钟偏慢。",
    "tls.version.title": "没有共同的 TLS 版本或加密套件",
    "tls.version.text": (
        "Codex 使用 TLS 1.3，以及采用 ECDHE 和 AES-GCM 或 ChaCha20 的 TLS 1.2。"
        "服务器只提供更旧的版本或加密套件。"
    ),
    "tls.weak_algorithm.title": "Codex 拒绝的密钥或签名",
    "tls.weak_algorithm.text": (
        "证书链中的某个证书使用 SHA-1、SHA-224 或 MD5 签名，或者其密钥不被 Codex 的 TLS 库接受："
        "低于 2048 位或高于 8192 位的 RSA、Ed448、DSA。OpenSSL 可能接受它，curl 因此也可能接受。"
        "根证书自身的签名无关紧要。"
    ),
    "tls.wrong_purpose.title": "不用于服务器的证书",
    "tls.wrong_purpose.text": (
        "证书，或它与根证书之间某个颁发机构的证书，列出了允许的用途（extended key usage），"
        "而 TLS 服务器（serverAuth）不在其中。“任意用途”对 Codex 不算数。"
    ),
    "tls.name_constraints.title": "颁发机构无权为这个名称签发证书",
    "tls.name_constraints.text": (
        "证书链中的某个颁发机构仅限于特定的名称或地址，而服务器证书中有名称超出了这个范围。"
        "证书的每个名称都算在内，不只是 base_url 中的那个；对目录名称的限制，Codex 一律视为已违反。"
    ),
    "tls.chain_invalid.title": "证书链违反规则",
    "tls.chain_invalid.text": (
        "服务器证书与根证书之间的某个证书没有标记为颁发机构、签名错误、其下的证书多于它允许的数量，"
        "或含有 Codex 不认识的关键扩展；或者这样的证书超过六个。依据中列出了证书链以及断开的位置。"
        "根证书自身的日期和标记无关紧要。"
    ),
    "tls.plain_http_server.title": "用 https:// 访问只使用明文 HTTP 的服务器",
    "tls.plain_http_server.text": (
        "base_url 以 https:// 开头，而该端口上的服务器使用不带 TLS 的 HTTP。如果服务器就在本机，"
        "请写 http://，否则请使用它提供 TLS 的端口。"
    ),
    "tls.ca_file_invalid.title": "CA 文件无法使用",
    "tls.ca_file_invalid.text": (
        "CODEX_CA_CERTIFICATE（或 SSL_CERT_FILE）指定的文件不存在、不是 PEM 文件，"
        "或其中有一个证书有缺陷。Codex 随后会忽略整个文件，不作任何提示，因此端点的证书不受信任。"
    ),
    "tls.no_answer.title": "服务器不响应 TLS 握手",
    "tls.no_answer.text": (
        "端口接受了连接，随后就没有任何响应：服务器过载，防火墙只放行连接，或者该端口使用别的协议。"
    ),
    "tls.handshake_failed.title": "TLS 握手失败",
    "tls.handshake_failed.text": (
        "服务器或 TLS 库中止了握手，而原因不是常见的那些。依据中有它的原话。"
    ),
    "tls.needed.title": "该端口使用 TLS",
    "tls.needed.text": "base_url 以 http:// 开头，而该端口上的服务器要求 https://。",
    "tls.client_certificate.title": "服务器要求客户端证书",
    "tls.client_certificate.text": (
        "服务器只接受出示自己证书的客户端（双向 TLS）。Codex 没有这样的设置。"
        "需要一个会附上证书的本地代理，或另一个入口。有些服务器会中止握手，另一些则返回一个网页。"
    ),
    "tls.passed": "{version}，有效期至 {not_after}",
    "tls.skipped": "base_url 是 http://",
    "tls.unknown_ca": "Codex 不信任 {issuer}，而 {host} 的证书由它签发",
    "tls.unknown_ca.unseen": "Codex 不信任签发 {host} 证书的颁发机构",
    "tls.unknown_ca.proxy": "代理 {proxy} 为 {host} 出示了自己的证书，由 {issuer} 签发",
    "tls.unknown_ca.fix_unset": "取消设置 {variable}：被它遮住的根证书中有该颁发机构。",
    "tls.unknown_ca.fix_store": "在 {variable} 中指定 {store}：其中有该颁发机构。",
    "tls.unknown_ca.fix_program": "在 {variable} 中指定 {program} 保存的颁发机构证书。",
    "tls.unknown_ca.fix_save": (
        "把其颁发机构的证书保存为 PEM，将其指纹与运营方给出的核对，并在 {variable} 中指定该文件。"
    ),
    "tls.unknown_ca.fix_operator": (
        "向 {host}（或拦截它的代理）的运营方索取 PEM 格式的颁发机构证书，"
        "并在 {variable} 中指定该文件。"
    ),
    "tls.self_signed": "{host} 的证书是自签名的，不受信任",
    "tls.self_signed.fix_save": (
        "把服务器的证书保存为 PEM，将其指纹与运营方给出的核对，并在 {variable} 中指定该文件。"
    ),
    "tls.chain_incomplete": "{host} 没有发送 {issuer} 的证书，而它自己的证书由 {issuer} 签发",
    "tls.chain_incomplete.unseen": "{host} 没有发送签发其证书的颁发机构的证书",
    "tls.chain_incomplete.fix_server": "让 {host} 上的服务器发送完整的证书链（fullchain.pem）。",
    "tls.chain_incomplete.fix_file": "把缺失的证书保存为 PEM，并在 {variable} 中指定该文件。",
    "tls.ca_as_leaf": "{host} 的证书是 CA 证书，Codex 会拒绝",
    "tls.ca_as_leaf.fix_certificate": (
        "为 {host} 制作一个没有标记为 CA 的证书，交给服务器使用，"
        "并在 {variable} 中指定 server.pem。"
    ),
    "tls.hostname_mismatch": "{host} 的证书是为其他名称签发的：{names:,}",
    "tls.hostname_mismatch.no_names": "{host} 的证书没有备用名称（SAN）",
    "tls.hostname_mismatch.unseen": "{host} 的证书是为其他名称签发的",
    "tls.hostname_mismatch.fix_certificate": "给服务器一个备用名称（SAN）包含 {host} 的证书。",
    "tls.hostname_mismatch.fix_name": "在 base_url 中使用证书中的名称：{name}。",
    "tls.expired": "{host} 的证书 {subject} 已于 {not_after} 过期",
    "tls.expired.unseen": "{host} 的证书或它所依赖的某个证书已过期",
    "tls.expired.fix_renew": "在 {host} 上续期证书，并重新加载服务器。",
    "tls.expired.fix_clock": "检查本机的时钟。",
    "tls.expired.fix_clock_ahead": "校准本机的时钟：它比服务器快 {skew_s:time}。",
    "tls.not_yet_valid": "{host} 的证书 {subject} 在 {not_before} 之前无效",
    "tls.not_yet_valid.unseen": "{host} 的证书或它所依赖的某个证书尚未生效",
    "tls.not_yet_valid.fix_clock_behind": "校准本机的时钟：它比服务器慢 {skew_s:time}。",
    "tls.weak_algorithm": "Codex 拒绝 {host} 的证书 {subject}：{detail}",
    "tls.weak_algorithm.unseen": "Codex 拒绝 {host} 的证书或它所依赖的某个证书：{detail}",
    "tls.weak_algorithm.fix_certificate": (
        "重新签发 {host} 被拒绝的证书，密钥采用 ECDSA P-256 或 RSA 2048，并用 SHA-256 签名。"
    ),
    "tls.wrong_purpose": "Codex 拒绝 {host} 的证书 {subject}：{detail}",
    "tls.wrong_purpose.unseen": "Codex 拒绝 {host} 的证书或它所依赖的某个证书：{detail}",
    "tls.wrong_purpose.fix_certificate": "重新签发 {host} 的证书，用途包含 serverAuth。",
    "tls.name_constraints": "颁发机构 {subject} 无权为 {host} 签发证书",
    "tls.name_constraints.unseen": "证书链中的某个颁发机构无权为 {host} 签发证书",
    "tls.name_constraints.fix_certificate": "从有权为 {host} 签发的颁发机构取得证书。",
    "tls.chain_invalid": "Codex 在 {subject} 处拒绝 {host} 的证书链：{detail}",
    "tls.chain_invalid.unseen": "Codex 拒绝 {host} 的证书链：{detail}",
    "tls.chain_invalid.fix_certificate": "重新签发 {host} 被拒绝的证书，消除这一缺陷。",
    "tls.client_certificate": "{host} 要求客户端证书，而 Codex 没有可以发送的",
    "tls.client_certificate.fix_operator": "询问 {host} 的运营方，有没有不需要客户端证书的入口。",
    "tls.client_certificate.fix_proxy": (
        "把 base_url 设为你自己的代理，由它向 {host} 发送客户端证书。"
    ),
    "tls.version": "{host} 没有 Codex 支持的 TLS 版本和加密套件",
    "tls.version.fix_server": "在 {host} 上启用采用 ECDHE 和 AES-GCM 的 TLS 1.2 或 1.3。",
    "tls.plain_http_server": "base_url 写的是 https://，而 {host} 的端口 {port} 使用明文 HTTP",
    "tls.plain_http_server.fix_scheme": "在 base_url 中写 http://：{base_url}。",
    "tls.plain_http_server.fix_port": "使用 {host} 提供 TLS 的端口。",
    "tls.ca_file_invalid": "{variable} 指定了 {file}，而 Codex 无法使用它：{detail}",
    "tls.ca_file_invalid.unnamed": "环境变量指定了 Codex 无法使用的 CA 文件：{detail}",
    "tls.ca_file_invalid.fix_file": "在 {variable} 中指定含有颁发机构证书的 PEM 文件。",
    "tls.ca_file_invalid.fix_good": "复制其中能够读取的证书，并在 {variable} 中指定这份副本。",
    "tls.ca_file_invalid.fix_unset": "取消设置 {variable}：Codex 会改用系统的根证书。",
    "tls.no_answer": "{host} 的端口 {port} 不响应 TLS 握手",
    "tls.handshake_failed": "与 {host} 的 TLS 握手失败：{detail}",
    "tls.handshake_failed.refused": "{host} 的证书被拒绝：{detail}",
    "tls.evidence.handshake": "握手",
    "tls.evidence.verified": "通过验证的连接",
    "tls.evidence.speaks": "使用的协议",
    "tls.evidence.spoken": "TLSv1.2 或 TLSv1.3，采用 ECDHE 和一种 AEAD 加密套件",
    "tls.evidence.certificate": "证书",
    "tls.evidence.issuer": "签发者",
    "tls.evidence.names": "名称",
    "tls.evidence.valid": "有效期",
    "tls.evidence.dates": "{not_before} 至 {not_after}",
    "tls.evidence.key": "密钥",
    "tls.no_name": "（无名称）",
    "tls.evidence.fingerprint": "SHA-256",
    "tls.evidence.is_ca": "标记为 CA",
    "tls.evidence.yes": "是",
    "tls.evidence.no": "否",
    "tls.evidence.chain": "证书链 {number}/{count}",
    "tls.evidence.chain_refused": "证书链 {number}/{count}，在此被拒绝",
    "tls.evidence.link": (
        "{subject}；{key}，{signature}；{not_before} 至 {not_after}；由 {issuer} 签发"
    ),
    "tls.evidence.also": "还有错误",
    "tls.evidence.on_the_way": "途中的签发者",
    "tls.evidence.direct_issuer": "不经代理时的签发者",
    "tls.evidence.root_in": "根证书位于",
    "tls.evidence.roots": "信任的根证书",
    "tls.evidence.no_store": "无：该系统没有证书存储",
    "tls.evidence.with": "含有 {issuer}",
    "tls.evidence.unseen_roots": "可能未看全",
    "tls.needed": "base_url 写的是 http://，而 {host} 在该端口使用 TLS",
    "tls.needed.fix": "在 base_url 中写 https://。",
    "tls.client_certificate.turn": "{host} 要求客户端证书，而 Codex 无法发送",
}

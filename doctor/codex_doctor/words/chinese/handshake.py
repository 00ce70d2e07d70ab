"""What is wrong with a TLS handshake or a certificate, as facts have it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "handshake.silent": "未及时响应首个消息",
    "handshake.closed": "握手期间连接被关闭",
    "handshake.unanswered": "未作响应就关闭了连接",
    "handshake.no_host_name": "不是可用于 TLS 的主机名：{error}",
    "handshake.not_tls": "不是 TLS：{begins}",
    "handshake.unread": "有一个证书无法读取",
    "handshake.other_name": "备用名称（SAN）中没有 {host}",
    "handshake.expired": "证书已过期",
    "handshake.not_yet_valid": "证书尚未生效",
    "handshake.format": "证书格式的版本为 {version}",
    "handshake.extension": "未知的关键扩展 {extension}",
    "handshake.purpose": "不可用于 TLS 服务器（serverAuth）",
    "handshake.signature": "使用 {signature} 签名",
    "handshake.key": "密钥类型为 {key}",
    "handshake.authority_as_server": "CA 证书被用作服务器自己的证书",
    "handshake.no_authority": "未标记为颁发机构（CA:TRUE）",
    "handshake.path_length": "超出了路径长度限制 {length}",
    "handshake.too_many": "中间证书超过 {most} 个",
    "handshake.constraint": "无权为其下的某个名称签发证书",
    "handshake.self_signed": "自签名证书",
    "handshake.no_root": "没有名为 {issuer} 的根证书",
    "handshake.other_key": "受信任的 {subject} 用的是另一把密钥",
    "handshake.not_signed": "不是由上一级证书签名的",
    "handshake.own_certificate": "CA 文件中是服务器自己的证书，而不是其颁发机构的证书",
    "handshake.about": "{subject}：{detail}",
    "handshake.file_not_base64": "其中有一个证书不是 base64",
    "handshake.file_unread": "其中有一个证书无法读取：{reason}",
    "handshake.file_empty": "其中没有证书",
    "handshake.store_system": "系统 OpenSSL 的证书存储和 certifi",
    "handshake.store_certifi": "Python 包 certifi",
    "handshake.store_windows": "Windows 的证书存储",
    "handshake.store_keychain": "macOS 的钥匙串",
    "handshake.store_unread": "{stores}：未读取：{error}",
}

"""The words of the findings `auth.*`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "auth.no_credential.title": "没有发送凭据",
    "auth.no_credential.text": (
        "端点需要密钥，而 Codex 没有发送。对自定义提供方，Codex 只从 env_key、"
        "experimental_bearer_token 或 auth.command 取密钥，设了 requires_openai_auth 时则用 "
        "OpenAI 登录信息；只设置 OPENAI_API_KEY 是不会发送的。"
    ),
    "auth.key_rejected.title": "密钥被拒绝",
    "auth.key_rejected.text": (
        "端点不认识这个密钥：输错了、已过期、已被吊销，或者是为另一个服务签发的。Codex "
        "会先把请求重发五次，然后才报告。"
    ),
    "auth.key_of_other_service.title": "密钥属于另一个服务",
    "auth.key_of_other_service.text": (
        "这种格式的密钥由另一个提供方、区域或套餐签发，端点不可能认识它。"
    ),
    "auth.wrong_header.title": "密钥应放在另一个请求头里",
    "auth.wrong_header.text": (
        "Codex 以 `Authorization: Bearer` 发送密钥，而这个端点从另一个请求头读取；该请求头可以用 "
        "env_http_headers 添加。"
    ),
    "auth.forbidden.title": "密钥没有这项权限",
    "auth.forbidden.text": (
        "端点禁止这个密钥所请求的操作：账户、项目、地址或路由未获允许，或者端点不认识这个密钥。"
    ),
    "auth.client_blocked.title": "被拦截的是客户端，不是密钥",
    "auth.client_blocked.text": (
        "端点前面的防火墙或网关还没检查密钥就拒绝了客户端，换密钥没有用。"
        "有些网关只放行特定的客户端，对 codex-doctor 和 Codex 的处理可能不同。"
    ),
    "auth.region_blocked.title": "当前国家/地区或地址被屏蔽",
    "auth.region_blocked.text": "该服务拒绝来自本机所在国家/地区或网络的请求。",
    "auth.key_of_other_service": "{variable} 中的密钥是 {issuer} 的格式，而端点是 {service}",
    "auth.key_of_other_service.fix_named": "在 env_key 中改写为已设置的 {variable}。",
    "auth.key_of_other_service.fix": "换上 {service} 的密钥，或更正 base_url。",
    "auth.evidence.key_of": "{service} 的密钥",
    "auth.no_credential": "{host} 需要密钥，而 Codex 没有发送",
    "auth.no_credential.fix_env_key": (
        '在 {table} 中添加 env_key = "{variable}"，并设置该环境变量。'
    ),
    "auth.no_credential.fix_log_in": "用密钥登录。",
    "auth.no_credential.fix_provider": "定义一个含有此 base_url 和 env_key 的提供方，并选用它。",
    "auth.key_rejected": "{host} 拒绝来自 {source} 的密钥",
    "auth.key_rejected.fix_key": "获取 {host} 的密钥，并放入 {source}。",
    "auth.key_rejected.bare": "{host} 拒绝来自 {source} 的密钥，它不以 Bearer 一词开头",
    "auth.key_rejected.fix_bearer": "在 {source} 的密钥前面写上 Bearer 和一个空格。",
    "auth.key_rejected.fix_env_key": (
        "把密钥本身放进一个环境变量，并在 {table} 中用 env_key 指定该变量：Codex 会自行加上 "
        "Bearer。"
    ),
    "auth.key_rejected.fix_named": (
        "在 {table} 中改用 env_key 指定 {source}，不再用请求头：Codex 会自行加上 Bearer。"
    ),
    "auth.key_of_other_service.refused": "来自 {source} 的密钥属于另一个服务，而不是 {host}",
    "auth.wrong_header": "{host} 要求密钥放在另一个请求头里，而不是 Authorization",
    "auth.wrong_header.fix_header": (
        "在 {table} 中设置它指定的请求头：env_http_headers = "
        '{{ "api-key" = "NAME_OF_THE_VARIABLE" }}。'
    ),
    "auth.wrong_header.scheme": "{host} 要求 Authorization 中只有密钥，前面没有 Bearer",
    "auth.wrong_header.fix_bare": "在 Authorization 中只发送密钥，前面不要写 Bearer。",
    "auth.wrong_header.lost": "Codex 发送了来自 {source} 的密钥，而 {host} 说没有密钥",
    "auth.wrong_header.fix_gateway": (
        "询问 {host} 的运营方：前面的网关是否去掉了 Authorization，或者密钥应放在哪个请求头里。"
    ),
    "auth.wrong_header.password": "{host} 前面的 Web 服务器要求用户名和密码（HTTP {subject}）",
    "auth.wrong_header.fix_address": "向 {host} 的运营方索取一个不需要这种登录的地址。",
    "auth.wrong_header.fix_basic": (
        "如果只要求用户名和密码，就去掉密钥，并把 {table} 中的 http_headers 设为 "
        '{{ Authorization = "Basic ..." }}，其中填写 user:password 的 base64 编码。'
    ),
    "auth.wrong_header.login": "{host} 前面有一道 {subject} 方式的登录，而 Codex 不支持这种方式",
    "auth.wrong_header.fix_proxy": "自己架设一个能在那里登录的代理，并把 base_url 设为该代理。",
    "auth.forbidden": "{host} 禁止带着这个密钥的请求",
    "auth.forbidden.fix_allow": "请 {host} 的运营方允许这个密钥所请求的操作：POST {url}。",
    "auth.client_blocked": "{host} 或它前面的防火墙拦截的是客户端，不是密钥",
    "auth.client_blocked.fix_client": "请 {host} 的运营方放行该客户端或你的地址。",
    "auth.client_blocked.content": (
        "{host} 前面的某条规则拒绝了 Codex 的请求（{status}），原因是正文的内容，而不是密钥"
    ),
    "auth.client_blocked.header": (
        "{host} 或其前面的一方拒绝带有 Codex 请求头的请求，而不是拒绝密钥：{subject}"
    ),
    "auth.client_blocked.fix_headers": "请 {host} 的运营方放行带有这些请求头的请求：{subject}。",
    "auth.client_blocked.fix_rules": (
        "请 {host} 或其前面防火墙的运营方对 POST {url} 取消针对正文的规则。"
    ),
    "auth.region_blocked": "{host} 不为当前国家/地区或地址提供服务",
    "auth.region_blocked.fix_provider": "改用为你所在地区提供服务的提供方。",
    "auth.region_blocked.address": "{host} 只放行特定的网络地址，本机的地址不在其中",
    "auth.region_blocked.fix_address": (
        "把本机的公网地址加入 {host} 的放行地址名单，或请其运营方添加。"
    ),
    "auth.passed": "已接受：{credential}",
    "auth.passed_without": "不需要凭据",
    "auth.wrong_header.fix_line": "在 {table} 中写入 {line}：用这个请求头，密钥会被接受。",
    "auth.key_rejected.fix_keyless": "从 {table} 中去掉密钥：不带密钥，端点也会响应。",
    "auth.evidence.keyless": "不带密钥",
    "auth.evidence.made_up": "用编造的密钥",
    "auth.evidence.in_header": "放在 {header} 里",
    "auth.evidence.versioned": "查询参数带 api-version",
    "auth.evidence.unversioned": "查询参数不带 api-version",
}

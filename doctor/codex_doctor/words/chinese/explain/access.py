"""What shows and what would disprove findings: keys, quota, models, addresses, routes, HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

ACCESS: Final[Mapping[str, str]] = {
    "explain.auth.no_credential.recognised": (
        "端点响应说缺少密钥，而 Codex 不会发送密钥。或者端点因自身的错误而失败，"
        "但用编造的密钥请求时，它会接受请求，或拒绝该密钥。"
    ),
    "explain.auth.no_credential.disproved": "请求中有凭据；这时被拒绝就是另有原因。",
    "explain.auth.key_rejected.recognised": (
        "端点用状态码或文字拒绝了凭据。随后不带密钥，以及把密钥放在其他请求头里，"
        "再次发送同样的请求，都没有被放行。"
    ),
    "explain.auth.key_rejected.disproved": (
        "最小请求得到的响应谈的是模型或请求：这说明密钥已被接受。"
    ),
    "explain.auth.key_of_other_service.recognised": (
        "密钥被拒绝，而它的开头与另一个服务签发的密钥相同。"
    ),
    "explain.auth.key_of_other_service.disproved": "密钥是这个服务的格式。",
    "explain.auth.wrong_header.recognised": (
        "密钥以 Authorization: Bearer 发送时被拒绝，放在另一个请求头里，同样的请求就能通过；"
        "或者响应指明了它要求的请求头或登录方式。"
    ),
    "explain.auth.wrong_header.disproved": "密钥放在哪个请求头里都同样被拒绝。",
    "explain.auth.forbidden.recognised": (
        "响应是 403，或者说账户、项目或地址无权这样做，而不是说不认识密钥。"
    ),
    "explain.auth.forbidden.disproved": (
        "同一密钥在这个端点的其他地方被接受，"
        "或者端点的话谈的是客户端、国家/地区或余额：这些另有对应的问题。"
    ),
    "explain.auth.client_blocked.recognised": (
        "响应是防火墙和网关针对客户端或正文给出的那种（Cloudflare 的页面、允许的客户端名单），"
        "没有提到密钥。响应没有说明问题所在时，还试过去掉正文和请求头的一些部分，"
        "以查明针对的是哪一部分。"
    ),
    "explain.auth.client_blocked.disproved": (
        "响应提到了密钥；或者，当请求的某一部分被指为原因时，去掉它之后响应仍然相同。"
    ),
    "explain.auth.region_blocked.recognised": (
        "端点在响应中说不为该国家/地区或地址提供服务，或者返回 451。"
    ),
    "explain.auth.region_blocked.disproved": "响应谈的是别的事情。",
    "explain.quota.exhausted.recognised": (
        "响应用错误代码或文字表明额度、余额或配额已用完，或有款项未付。"
    ),
    "explain.quota.exhausted.disproved": (
        "之后用同一密钥发送的请求得到了服务：那么遇到的是速率限制。"
    ),
    "explain.quota.rate_limited.recognised": "响应是 429，或者说一段时间内的请求或 token 过多。",
    "explain.quota.rate_limited.disproved": (
        "文字说的是余额用完，或者模型没有渠道：这些另有对应的问题。"
    ),
    "explain.model.unknown_id.recognised": (
        "端点说没有这个模型，GET /models（如果提供）也没有列出这个 ID。还请求过相近的 ID。"
    ),
    "explain.model.unknown_id.disproved": "列表中有这个 ID，或者模型给出了回答。",
    "explain.model.prefix_missing.recognised": (
        "端点不提供这个 ID，而它的列表中有一个名称相同、但带厂商前缀的 ID；请求后者，得到了回答。"
    ),
    "explain.model.prefix_missing.disproved": "带前缀的 ID 也被拒绝。",
    "explain.model.prefix_extra.recognised": (
        "端点不提供这个 ID，但提供斜杠后面的那一部分；请求后者，得到了回答。"
    ),
    "explain.model.prefix_extra.disproved": "不带前缀的 ID 也被拒绝。",
    "explain.model.case.recognised": (
        "端点不提供这个 ID，但提供一个只有大小写或空格不同的 ID；请求后者，得到了回答。"
    ),
    "explain.model.case.disproved": "后者也被拒绝。",
    "explain.model.no_access.recognised": (
        "端点说密钥、分组、套餐或账户无权使用这个模型，或者列出了它却拒绝提供。"
    ),
    "explain.model.no_access.disproved": "用同一密钥得到了模型的回答。",
    "explain.model.not_on_responses.recognised": (
        "Responses 路由存在，也响应其他请求；但对这个模型，路由不存在，或者网关说无法转发。"
    ),
    "explain.model.not_on_responses.disproved": (
        "同一模型在 /responses 上有回答，或者对任何模型都没有这个路由。"
    ),
    "explain.url.missing_v1.recognised": (
        "base_url 下没有这个路由，而用不带正文的请求在同一主机的另一路径上找到了它。"
    ),
    "explain.url.missing_v1.disproved": "哪个路径都没有这个路由：那么缺的是 API 本身。",
    "explain.url.double_v1.recognised": (
        "前缀在路径中出现两次（写在 base_url 中，或由网关又加了一次），而路由在较短的路径上。"
    ),
    "explain.url.double_v1.disproved": "前缀重复的路径上有这个路由。",
    "explain.url.endpoint_in_base.recognised": (
        "base_url 以 /responses 或 /chat/completions 之类的路由结尾，去掉它，API 就有响应。"
    ),
    "explain.url.endpoint_in_base.disproved": "base_url 在路由之前就结束。",
    "explain.url.wrong_page.recognised": "响应是 HTML 页面，不论状态码是什么。",
    "explain.url.wrong_page.disproved": "同一地址返回的是 JSON 或流。",
    "explain.url.redirect.recognised": (
        "响应是重定向；已按 Codex 的方式跟随（不带密钥），看它通向哪里、请求在那里会怎样。"
    ),
    "explain.url.redirect.disproved": "响应没有 Location，或者目标地址接受带密钥的完整请求。",
    "explain.wire.responses_missing.recognised": (
        "向 /responses 发送 POST，响应就像来自不认识这个路径的服务器，"
        "其他常见的路径上也都没有这个路由。还查看了那里有没有 Chat Completions。"
    ),
    "explain.wire.responses_missing.disproved": "对空请求的响应来自这个路由本身。",
    "explain.wire.chat_missing.recognised": (
        "这个版本的 Codex 使用 Chat Completions，而端点不认识那个路径。"
    ),
    "explain.wire.chat_missing.disproved": "chat 路由有响应。",
    "explain.wire.other_protocol.recognised": "事件或文档中的名称和字段属于另一种 API。",
    "explain.wire.other_protocol.disproved": "事件的名称以 response. 开头。",
    "explain.wire.chat_shape.recognised": (
        "/responses 返回的是 chat 对象或 chat 数据块（choices、delta）。"
    ),
    "explain.wire.chat_shape.disproved": "返回的是 Responses 事件或 Responses 对象。",
    "explain.wire.chat_schema.recognised": (
        "端点拒绝请求时提到 messages，或另一个只有 Chat Completions 才有的字段。"
    ),
    "explain.wire.chat_schema.disproved": "端点拒绝请求时提到的是 Responses API 的字段。",
    "explain.upstream.error.recognised": (
        "响应是 424 或 500 以上的状态码，或者说服务内部出错，或者流中报告失败；"
        "其中都没有指出别的原因。如果试过去掉请求的一些部分，结果也没有改善。"
    ),
    "explain.upstream.error.disproved": "有文字或错误代码说明了原因，或者较小的请求能够成功。",
    "explain.upstream.timeout.recognised": (
        "响应的状态码表示上游耗时过长（504、524、408 等），或者响应中这样说。"
    ),
    "explain.upstream.timeout.disproved": "同样的请求及时得到了响应。",
    "explain.upstream.overloaded.recognised": "端点说模型或服务没有空闲容量，或者返回 529。",
    "explain.upstream.overloaded.disproved": "端点的话谈的是速率或账户余额。",
    "explain.upstream.unavailable.recognised": (
        "网关返回 502、503、521、530 之类的状态码，或者用文字说明背后没有服务。"
    ),
    "explain.upstream.unavailable.disproved": (
        "正文提到模型或密钥：网关也把这些状态码用于其他情况。"
    ),
    "explain.upstream.key_rejected.recognised": (
        "端点拒绝请求时所说的话，带有网关转述的标志（消息前有提供方的名称、`upstream`），"
        "或者是网关自己的库在缺少凭据时的说法。"
    ),
    "explain.upstream.key_rejected.disproved": "同样的话来自一个会把请求方的密钥转发过去的端点。",
    "explain.http.not_http.recognised": "响应最前面的字节不是状态行。",
    "explain.http.not_http.disproved": "有状态行，不论状态码是什么。",
    "explain.http.broken_framing.recognised": (
        "响应以 HTTP 的形式开头，但其长度、分块或响应头相互矛盾。"
    ),
    "explain.http.broken_framing.disproved": "同样的响应能按 RFC 9112 的规则完整读取。",
    "explain.http.no_answer.recognised": (
        "请求已完整发送，而到诊断的时限用尽时，仍没有收到任何响应头。"
    ),
    "explain.http.no_answer.disproved": "等待更久之后收到了响应头：等多久由 --budget 决定。",
    "explain.http.header_limit.recognised": (
        "响应是 431 或 494，或者说请求头太大；或者响应自身的响应头超出 Codex 读取的范围。"
    ),
    "explain.http.header_limit.disproved": "请求头很少的请求也得到同样的响应。",
}

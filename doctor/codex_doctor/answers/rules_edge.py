"""What stands in front of the API: firewalls, regions, proxies, the wrong kind of connection.

These rules also judge HTML pages, so their words are ones that no documentation page uses by
chance.
"""

from __future__ import annotations

from typing import Final

from codex_doctor.answers.rules import Rule
from codex_doctor.model import Confidence

_REFUSALS: Final = frozenset(
    {200, 202, 218, 400, 401, 403, 405, 406, 409, 418, 429, 451, 456, 460, 493, 494, 500, 503}
)

RULES: Final = (
    Rule(
        "tls.needed",
        texts=(
            r"plain HTTP request was sent to HTTPS port",
            r"sent an HTTP request to an HTTPS server",
            r"speaking plain HTTP to an SSL-enabled server",
            r"this (?:port|combination of host and port) requires TLS",
        ),
        pages=True,
        note="nginx, Go, Apache, Tomcat",
    ),
    Rule(
        "tls.client_certificate",
        texts=(r"No required SSL certificate was sent",),
        pages=True,
        note="nginx",
    ),
    Rule(
        "http.header_limit",
        texts=(
            r"request header (?:or cookie )?(?:fields? )?(?:is )?too (?:large|long|big)",
            r"(?:request )?headers? (?:fields?|size|line)s? (?:exceed|too (?:large|long))",
        ),
        pages=True,
        note="nginx, Node, Jetty",
    ),
    Rule(
        "auth.region_blocked",
        texts=(
            r"(?:countr(?:y|ies)|regions?|territor(?:y|ies)|locations?)\b.{0,40}\b(?:not|un)[ "
            r"-]?(?:supported|"
            r"available)",
            r"(?:not|un)[ -]?(?:supported|available|permitted|allowed|offered) (?:in|from) "
            r"(?:your|this|the) (?:\w+ )?(?:country|region|territory|location)",
            r"unsupported_country_region|unsupported (?:\w+ )?(?:countr|region|territor|location)",
            r"(?:block|restrict|den[iy])\w* .{0,40}\byour (?:country|region|location)",
            r"\berror(?: code)?:? ?1009\b",
            r"不支持.{0,8}(?:国家|地区|区域)",
            r"(?:国家|地区|区域).{0,12}(?:不支持|不可用|受限|限制|禁止|不提供|暂不|无法)",
        ),
        unless=r"(?:deploy|endpoint|resource|model)\w* .{0,40}in (?:the |this )?region",
        pages=True,
        note="OpenAI, Gemini, CloudFront, Cloudflare 1009",
    ),
    Rule(
        "auth.region_blocked",
        texts=(
            r"\bip(?:v[46])?(?: address(?:es)?)?\b.{0,60}\b(?:not (?:\w+ )?(?:allow|permit|authori|"
            r"whitelist|in the)|isn't (?:allow|permit)|den(?:y|ied)|banned|blocked|forbidden|"
            r"restricted)",
            r"(?:banned|blocked|denied|rejected|forbidden|disallowed)\b.{0,30}\bip(?: address)?\b",
            r"\berror(?: code)?:? ?100[678]\b|(?:white|allow)-?list\w* ips?\b",
            r"\bonly\b.{0,30}\b(?:from|on|within|inside)\b.{0,24}\b(?:networks?|vpn|intranet)\b",
            r"\bip\b.{0,20}(?:不在|未在|禁止|限制|白名单|黑名单|拦截|封禁)",
        ),
        pages=True,
        form="address",
        note="key with an address list: LiteLLM, new-api; Cloudflare 1006 to 1008",
    ),
    Rule(
        "quota.rate_limited",
        texts=(r"\berror(?: code)?:? ?1015\b", r"you are being rate limited"),
        pages=True,
        note="Cloudflare 1015",
    ),
    Rule(
        "auth.client_blocked",
        texts=(
            r"\berror(?: code)?:? ?10(?:10|12|13|20)\b",
            r"attention required!? \| cloudflare",
            r"you have been blocked",
            r"just a moment\.\.\.",
            r"(?:enable|requires?) javascript (?:and cookies )?to continue",
            r"(?:checking|verifying) (?:your browser|you are human|if the site connection)",
            r"ddos[- ]?(?:guard|protection)",
            r"incapsula incident id|_incapsula_resource|powered by imperva",
            r"your support id is|\battack id:? ?\d",
            r"sucuri website firewall",
            r"web application firewall|\bwaf\b",
            r"mod_?security",
            r"vercel security checkpoint",
            r"(?:the|your) request (?:is|has been|was) (?:blocked|rejected by (?:the|our) "
            r"(?:security|fire))",
            r"request blocked\b.{0,200}cloudfront",
            r"don't have permission to access .{0,300}reference ?#",
            r"(?:blocked|detected) by (?:our |the )?(?:security|firewall|bot)",
            r"automated (?:requests|queries|access|traffic)|bot (?:detected|traffic)|"
            r"unusual traffic",
            r"complete the captcha|captcha (?:required|challenge)|captcha-delivery",
            r"(?:请求|访问).{0,12}(?:被.{0,8})?(?:拦截|阻断)|网站防火墙|安全防护|人机验证",
        ),
        status=_REFUSALS,
        pages=True,
        runner_up="auth.region_blocked",
        note="Cloudflare, F5, Imperva, Akamai, Sucuri, CloudFront, Azure, Tencent, Alibaba",
    ),
    Rule(
        "auth.client_blocked",
        header=r"^cf-mitigated: |^x-vercel-mitigated: |^x-datadome: |^x-sucuri-block: ",
        status=_REFUSALS,
        pages=True,
        note="bot protection names itself in a header",
    ),
    Rule(
        "auth.client_blocked",
        texts=(
            r"official clients?",
            r"third[- ]party (?:clients?|apps?|tools?|applications?)\b.{0,30}\b(?:not|no longer|un|"
            r"disabled|forbidden|blocked)",
            r"codex_access_restricted",
            r"\bclients? (?:is |are )?(?:not (?:allowed|authori[sz]ed|permitted|supported)|blocked|"
            r"forbidden|restricted)|unsupported client|client (?:type )?(?:restriction|"
            r"verification)",
            r"client is not (?:allowed|authori[sz]ed|permitted)",
            r"user[- ]?agent\b.{0,60}\b(?:not (?:allowed|supported|permitted|authori)|blocked|"
            r"forbidden|denied|rejected|invalid)",
            r"(?:blocked|disallowed|forbidden|invalid|unsupported) user[- ]?agent",
            r"only (?:be )?(?:used|available|allowed|authori[sz]ed|accessible|valid|supports?|"
            r"for use)"
            r"\b.{0,40}\b(?:codex|claude code|official|cli\b|coding agents?)",
            r"(?:请|仅限?|只能?|必须).{0,12}(?:使用|支持|允许|通过|限).{0,24}(?:客户端|官方|"
            r"codex|claude)",
            r"请(?:升级|更新)(?:到|至|您的|你的)?(?:最新|新)?(?:版本?)?的? ?(?:codex|cli\b|客户端)",
            r"(?:禁止|不支持|不允许|限制).{0,8}(?:第三方|非官方|该客户端|此客户端)",
        ),
        unless=r"(?:not|isn't) supported when using codex with",
        status=frozenset({0, 200, 400, 401, 403, 418, 422, 426, 429, 451, 500, 503}),
        runner_up="auth.forbidden",
        note="sub2api, new-api resellers, claude-relay-service, Anthropic",
    ),
    Rule(
        "auth.client_blocked",
        texts=(
            r"\b(?:client|cli|codex|app|extension)\b.{0,20}\bversion\b.{0,40}\b(?:too old|outdated|"
            r"not supported|no longer supported|unsupported|required)",
            # Not "upgrade to Plus to go on using Codex".
            r"(?:update|upgrade) your (?:\w+ )?(?:client|cli|codex|app)\b|"
            r"(?:update|upgrade) to (?:the |a )?(?:latest|newest|newer|current)\b.{0,"
            r"30}\b(?:client|"
            r"cli|codex|app|version)\b",
            r"(?:requires?|needs?) a (?:newer|later|more recent) version of",
        ),
        status=frozenset(range(400, 500)) - {402, 429},
        confidence=Confidence.LIKELY,
        runner_up="installation.outdated",
        note="relays that want a newest Codex",
    ),
    Rule(
        "proxy.refuses_target",
        texts=(
            r"the requested url could not be retrieved",
            r"generated .{0,60}\(squid",
            r"access to th(?:is|e) (?:\w+ ){0,3}?(?:web ?)?(?:site|page|application)\b.{0,60}\b"
            r"(?:denied|blocked|restricted|prohibited|not permitted)",
            r"\b(?:zscaler|fortiguard|fortigate|blue ?coat|mcafee web gateway|websense|forcepoint|"
            r"netskope|umbrella\.com|palo alto networks)\b",
            r"web ?page blocked|url blocked|"
            r"\b(?:web)?(?:site|page|category) (?:\w+ ){0,4}?blocked\b",
        ),
        pages=True,
        confidence=Confidence.LIKELY,
        runner_up="proxy.intercepts_loopback",
        note="Squid and company filters",
    ),
    Rule(
        "proxy.refuses_target",
        header=r"^x-squid-error: ",
        confidence=Confidence.LIKELY,
        runner_up="proxy.intercepts_loopback",
        note="Squid",
    ),
    Rule(
        "upstream.unavailable",
        texts=(
            r"ERR_NGROK_8\d+|tunneled to the ngrok agent|"
            r"tunnel\b.{0,60}\bfailed to establish a connection to the upstream",
        ),
        status=frozenset(range(400, 600)),
        pages=True,
        form="behind_the_tunnel",
        note="ngrok: the tunnel is up, the service at its far end is not",
    ),
    Rule(
        "upstream.unavailable",
        texts=(r"\berror(?: code)?:? ?103[0-9]\b",),
        pages=True,
        form="tunnel",
        note="Cloudflare Tunnel",
    ),
    Rule(
        "upstream.unavailable",
        texts=(
            r"application failed to respond",
            # "for this model": LiteLLM's list has no such name.
            r"no healthy (?:upstream|backend|deployment)(?!s for this model)|no available server",
            r"failure to get a peer|upstream connect error|name resolution failed",
            r"(?:under|scheduled|down for) maintenance|维护中|系统维护",
        ),
        pages=True,
        note="Railway, Envoy, Traefik, Kong",
    ),
    Rule(
        "upstream.unavailable",
        texts=(r"no server is available to handle",),
        pages=True,
        runner_up="wire.responses_missing",
        note="HAProxy, which also says it for a path that it has no backend for",
    ),
    Rule(
        "upstream.unavailable",
        texts=(
            r"ERR_NGROK_\d+",
            r"\b(?:tunnel|ngrok)\b.{0,60}\b(?:not found|offline|unavailable|error)",
        ),
        # With 200 it is the page that asks a browser's user to go on.
        status=frozenset(range(400, 600)),
        pages=True,
        form="tunnel",
        note="ngrok, localtunnel",
    ),
    Rule(
        "request.too_large",
        texts=(r"exceeds? (?:the )?(?:request |maximum |allowed )+content[ -]length",),
        pages=True,
        runner_up="request.context_too_small",
        note="IIS says it with 404.13",
    ),
    Rule(
        "wire.responses_missing",
        texts=(
            r"not configured to allow the (?:http )?(?:request )?method",
            r"(?:request|http) method\b.{0,40}\bnot (?:allowed|supported)",
        ),
        status=frozenset({400, 403, 404, 405, 501}),
        pages=True,
        confidence=Confidence.LIKELY,
        runner_up="url.wrong_page",
        note="CloudFront in front of files",
    ),
)

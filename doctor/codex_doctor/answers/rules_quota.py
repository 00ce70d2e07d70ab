"""Balance, quota and rate: the same words come with 400, 402, 403, 412, 429 and 500."""

from __future__ import annotations

from typing import Final

from codex_doctor.answers.rules import Rule
from codex_doctor.model import Confidence

_PER_TIME: Final = (
    r"per[ _-]?(?:minute|second|hour|min\b|sec\b)|\b[rt]p[msd]\b|rate[ _-]limit(?!error)|"
    r"googleapis\.com/|retry in \d"
)
_ANYTIME: Final = frozenset(
    {0, 200, 400, 401, 402, 403, 404, 409, 412, 413, 422, 429, 500, 503, 529}
)

# Said of a key, a token or an account: what is to mend is the bill.
BILL: Final = (
    Rule(
        "quota.exhausted",
        texts=(
            r"\b(?:until|unless|before|once|after)\b.{0,40}\b(?:bill(?:s|ing)?|invoices?|payments?|"
            r"balance|fees?|debts?)\b.{0,30}\b(?:settled|paid|cleared|resolved|received|made)\b",
            r"\b(?:settle|clear|pay)\b (?:(?:your|the|all|any|an?|open|last) ){0,2}(?:bill|invoice|"
            r"balance|debt|fee)s?\b",
            r"\bpayments?\b.{0,24}\b(?:failed|declined|bounced|overdue|late)\b|non-?payment\b|"
            r"\b(?:failed|declined|late|missed|outstanding) payments?\b|charge-?back",
            r"\b(?:invoices?|bills?)\b.{0,30}\b(?:unpaid|overdue|outstanding)\b|payment (?:method|"
            r"details)\b|\b(?:update|add|enter|attach) (?:your|a|the) (?:\w+ ){0,2}card\b",
            r"(?:结清|缴清|付清|清偿).{0,8}(?:账单|欠款|费用)|账单.{0,8}(?:未付|逾期|未支付|未结清)",
        ),
        status=_ANYTIME,
        runner_up="auth.key_rejected",
        form="bill",
        note="relays, OpenAI, Venice: a key or an account that is closed for its bill",
    ),
    Rule(
        "quota.exhausted",
        texts=(r"\b(?:credits?|funds)\b(?: [\w']+){0,5} (?:has |have )?(?:expired|lapsed)\b",),
        status=_ANYTIME,
        runner_up="auth.key_rejected",
        note="NVIDIA, OpenAI: the money of a trial has an end of its own",
    ),
)

RULES: Final = (
    Rule(
        "quota.rate_limited",
        texts=(r"request too large\b.{0,200}(?:\btokens per min|\btpm\b).{0,60}requested \d",),
        status=_ANYTIME,
        form="one_request",
        note="OpenAI, Groq: one request is more than a minute's worth",
    ),
    Rule(
        "quota.exhausted",
        texts=(
            r"exceeded your (?:current|monthly|included|available|account) (?:\w+ )?(?:quota|"
            r"credits?)",
            r"insufficient[ _-](?:\w+[ _-]){0,3}(?:balance|credits?|quota|funds?|points)",
            r"(?:balance|credits?(?: limit)?|quota|funds|points)\b.{0,20}\b(?:is |are "
            r")?(?:insufficient"
            r"|not enough|depleted|used up|too low|run out|ran out|negative|empty)",
            r"out of (?:\w+ ){0,3}(?:credits?|quota|funds|balance)|"
            r"not enough (?:credits?|quota|balance|funds)",
            r"(?:requires?|needs?) (?:more |paid |additional )+(?:credits?|balance|quota)",
            r"余额(?:不足|已?(?:用|耗)[完尽])|额度(?:不足|已?(?:用|耗)[完尽])|(?:点数|积分)不足",
            r"欠费|预扣费.{0,8}失败|配额(?:不足|已?用[完尽])",
        ),
        unless=_PER_TIME,
        status=_ANYTIME,
        runner_up="auth.key_of_other_service",
        note="OpenAI, DeepSeek, SiliconFlow, one-api; Zhipu says so to a key of the other plan",
    ),
    Rule(
        "upstream.overloaded",
        texts=(
            r"\boverload(?:ed|ing)?\b|(?:over|at|no) (?:\w+ )?capacity|capacity (?:is "
            r")?(?:exceeded|reached|"
            r"constraint)",
            r"high demand|too busy|server (?:is )?(?:currently )?busy|engine is .{0,20}busy",
            r"(?:slots|workers|instances) (?:are )?(?:all )?(?:busy|unavailable|occupied)",
            r"no (?:available )?(?:healthy )?deployments? (?:are )?available",
            r"\bqueue\b.{0,16}\b(?:full|size|limit|exceeded)\b|waiting queue|back-?pressure|"
            r"max_queued|request (?:was )?dropped (?:due|because)",
            r"\b(?:worker|engine|replica|node|backend)s?\b.{0,40}\b(?<!rate )(?<!usage )limit "
            r"(?:was |is )?(?:reached|exceeded)",
            r"负载.{0,6}饱和|过载|(?:系统|服务器?|网络|当前).{0,6}繁忙|访问量过大|资源紧张",
        ),
        runner_up="quota.rate_limited",
        note="Anthropic, Moonshot, new-api, Mistral, LiteLLM router, TGI",
    ),
    Rule(
        "quota.rate_limited",
        texts=(
            r"rate[ _-]?limit(?!error|ing is enabled)",
            r"too many (?:\w+ )?(?:requests|calls|connections|tokens,? (?:please|per|wait))|"
            r"max(?:imum)? requests?\b",
            r"(?:requests?|tokens|calls) per (?:minute|second|hour|day|min\b|sec\b)",
            r"\b[rt]p[msd]\b.{0,20}\b(?:limit|exceed|reached)|throttl",
            r"concurren\w+\b.{0,40}\b(?:limit|exceed|too|reached|max)",
            r"(?:usage|request|daily|hourly|weekly|monthly)[ _-]limit\b.{0,30}\b(?:exceed|reach|"
            r"hit)",
            r"(?:reached|hit|exceeded) (?:your |the )?(?:\w+ ){0,3}(?:usage|rate|request|call)s? "
            r"limit",
            r"(?:try|retry) (?:your request )?(?:again )?(?:in|after) (?:about )?\d",
            r"resource (?:has been )?exhausted|quota exceeded for (?:quota )?metric",
            r"slow down|requests? was rejected due to",
            r"请求.{0,8}(?:频繁|过多|过快)|频率.{0,8}(?:超|限|过)|限流|速率限制|"
            r"并发.{0,10}(?:过高|超|限|上限)",
            r"达到.{0,24}(?:上限|限制)|请求数限制|请稍后重试.{0,20}秒",
        ),
        unless=(
            r"(?:context|prompt|input|model) (?:length|token|size)s? limit|monthly spending|"
            r"budget"
        ),
        status=_ANYTIME,
        runner_up="quota.exhausted",
        note="OpenAI, Azure, Groq, SiliconFlow, Zhipu, Moonshot, sub2api",
    ),
    Rule(
        "quota.exhausted",
        texts=(
            r"(?:quota|credits?|balance|allowance|free tier|free trial|"
            r"trial)\b.{0,40}\b(?:exhausted|"
            r"exceeded|expired|ended|over\b|reached)",
            r"(?:exceeded|exhausted|used|consumed) (?:\w+ ){0,5}(?:quota|credits?|allowance|"
            r"allocation|"
            r"budget)",
            r"(?<!token )budget\b.{0,30}\bexceeded|(?:spend(?:ing)?|cost|billing|key|credit)(?: "
            r"hard)? limit\b"
            r".{0,30}\b(?:exceed|reach|hit)|(?:reached|hit|exceeded)\b.{0,40}(?:spend|budget|"
            r"billing)",
            r"spend(?:ing)?[ _-](?:limit|cap)\b|(?:n't|not) have (?:any|enough|sufficient) "
            r"(?:\w+ ){0,2}(?:credits?|balance|funds)\b|\b(?:balance|wallet)\b.{0,20}\b(?:below "
            r"zero|negative|empty)\b|negative balance",
            r"payment required|unpaid|\bextra usage\b|past[ -]due|overdue|arrear",
            r"(?:add|purchase|buy|top)[ -](?:up\b|more credits|credits|funds)|\brecharge\b",
            r"no (?:remaining )?(?:credits?|balance|quota)\b(?! (?:were|was|have been|will be) "
            r"(?:charged|deducted|used|consumed))|credit balance",
            r"no (?:active|valid) (?:\w+ )?subscription|\b(?:subscription|plan|package|"
            r"membership)\b"
            r".{0,30}\b(?:expired|inactive|ended|lapsed)",
            r"max(?:imum)?[ _]budget|exceeded\w{0,20}budget",
            r"account is (?:not )?in good standing|account is in good standing",
            r"check your (?:plan and )?billing",
            r"套餐.{0,10}(?:到期|过期|用完|用尽|不足)|订阅.{0,8}(?:过期|到期|失效|不存在)|充值|"
            r"资源包",
            r"(?:额度|配额|用量|次数).{0,10}(?:用完|用尽|耗尽|超出|超限|已满)",
        ),
        status=_ANYTIME,
        runner_up="auth.key_of_other_service",
        note="LiteLLM, OpenRouter, xAI, Fireworks, Volcengine, DashScope, new-api",
    ),
    Rule(
        "quota.exhausted",
        status=frozenset({402}),
        confidence=Confidence.LIKELY,
        runner_up="auth.forbidden",
        note="402 means nothing else",
    ),
)

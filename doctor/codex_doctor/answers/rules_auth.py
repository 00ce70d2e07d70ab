"""The credential: absent, refused, of another service; and what it may do."""

from __future__ import annotations

from typing import Final

from codex_doctor.answers.rules import Rule
from codex_doctor.model import Confidence

_KEY: Final = (
    r"(?:api[ _-]?keys?|(?<!max_)(?<!max )(?<!put_)(?<!put )(?<!completion_)(?<!prompt_)(?:access "
    r"|auth\w* |bearer |virtual |secret |id |proxy )?"
    r"tokens?(?! count| limit| usage| budget|s\b| <|s? in\b)|credentials?|authentication|"
    r"authorization|"
    r"(?:access|secret|subscription|virtual|license|service|master) key|x-api-key|bearer|jwt)"
)
_BAD: Final = (
    r"(?:invalid|incorrect|wrong|bad|unknown|expired|revoked|disabled|illegal|malformed|inactive|"
    r"unrecogni[sz]ed|deleted|deactivated|leaked|compromised|exposed|not (?:a )?valid)"
)
_SECOND_STEP: Final = r"-factor auth|\b[m2]fa\b|single sign-on|\bsso\b"
REFUSALS: Final = frozenset({0, 200, 400, 401, 403, 404, 407, 418, 422, 429, 500, 503})

EARLY: Final = (
    Rule(
        "auth.key_rejected",
        texts=(r"no connected db|no_db_connection",),
        confidence=Confidence.LIKELY,
        runner_up="upstream.error",
        note="LiteLLM 1.106 without a database, for every key that is not its master key",
    ),
    Rule(
        "upstream.error",
        texts=(
            r"upstream (?:access|account|payment)",
            r"(?:contact|ask) (?:the |your )?(?:site )?admin\w*",
        ),
        unless=r"rate[ _-]?limit|too many|\bbusy\b|overload",
        status=frozenset({0, 500, 501, 502, 503, 504}),
        note="sub2api: something of the relay's own is wrong",
    ),
)

ELSEWHERE: Final = (
    Rule(
        "auth.key_of_other_service",
        texts=(
            r"incorrect api key provided: (?!sk-)[^\s.]{3,}.{0,60}platform\.openai\.com",
            r"(?:key|token|credential)s? (?:does not|doesn't|do not|not) (?:belong|match|issued)\b"
            r".{0,40}\b(?:this|the|for)\b.{0,20}(?:service|region|platform|site|endpoint|"
            r"environment|host)",
            r"(?:key|token)\b.{0,40}\b(?:issued|valid|intended|meant|only)\b.{0,20}\b(?:for|on|"
            r"in|with) "
            r"(?:another|other|a different|the (?:other|international|china))",
            r"(?:wrong|different|another) (?:region|platform|site|environment)\b.{0,40}\b(?:key|"
            r"token)|"
            r"(?:key|token)\b.{0,40}(?:wrong|different|another) (?:region|platform|site|"
            r"environment)",
            r"(?:incorrect|wrong|different) (?:regional )?(?:host(?:name)?|region)\b",
            r"valid codingplan subscription|coding plan.{0,30}(?:key|endpoint|base ?url)",
            r"(?:key|密钥).{0,12}(?:不属于|不匹配|区域|站点)",
        ),
        status=REFUSALS,
        confidence=Confidence.LIKELY,
        runner_up="auth.key_rejected",
        note="OpenAI shown a foreign key; vendors with two hosts",
    ),
    Rule(
        "auth.forbidden",
        texts=(
            r"missing scopes?|insufficient[ _-]scope|insufficient (?:authentication )?permissions?",
        ),
        status=REFUSALS,
        runner_up="auth.key_of_other_service",
        note="OpenAI: a restricted key, or a ChatGPT login sent to the API",
    ),
    Rule(
        "auth.forbidden",
        texts=(
            r"not (?:allowed|authori[sz]ed|permitted) to (?:call|access|use|perform|invoke|make) "
            r"(?:\w+ ){0,4}?(?:route|endpoint|operation|action|resource|method|path)s?\b",
        ),
        status=REFUSALS,
        confidence=Confidence.LIKELY,
        runner_up="wire.responses_missing",
        note="LiteLLM: a key for some routes only",
    ),
)

EXPIRED: Final = (
    Rule(
        "auth.key_rejected",
        texts=(
            rf"(?:{_KEY}|\bkey)['\"`]?:? (?:[^\s'.,;]{{0,80}} )?(?:is |are |was |has |have )?"
            r"(?:been |already |now )?(?:expired|revoked)\b",
            rf"\bexpired (?:[\w'-]+ ){{0,2}}(?:{_KEY}|key)\b",
        ),
        status=REFUSALS - {429},
        runner_up="quota.exhausted",
        note="a trial's or a plan's key is over, whatever is left of the money",
    ),
)

RULES: Final = (
    Rule(
        "auth.key_rejected",
        texts=(
            r"missing or (?:\w+ )?(?:invalid|incorrect|malformed)|(?:invalid|incorrect) or missing|"
            r"missing,? or invalid|is (?:missing|empty) or invalid|not (?:provided|present) or "
            r"(?:is )?invalid",
        ),
        status=frozenset({400, 401, 403}),
        confidence=Confidence.LIKELY,
        runner_up="auth.no_credential",
        note="Volcengine, Gemini: one text for both",
    ),
    Rule(
        "auth.key_rejected",
        texts=(
            rf"\b{_BAD}(?: or \w+)? (?:(?!json|request|max|param|field|value)[\w'-]+ "
            rf"){{0,2}}{_KEY}",
            rf"{_KEY}['\"`]?(?: \w+){{0,5}}?:? (?:[^\s]{{3,80}} )?(?:is |are |was |has (?:been "
            rf")?|have been |"
            rf"was )?(?:currently )?(?:{_BAD}|not recogni[sz]ed|failed|fails|verification failed|"
            rf"rejected|"
            r"invalidated|unauthori[sz]ed|blocked|suspended|not found|does not exist|no longer)",
            r"could not (?:validate|verify|authenticate)|unable to (?:authenticate|validate|"
            r"verify|find token)",
            r"unauthenticated|failed to (?:authenticate|validate)|auth\w* (?:error|failure|"
            r"failed)(?!.{0,4}no )",
            r"(?:virtual key|api key|token) expected",
            r"\bsignature (?:has )?expired|invalid bearer|invalid authenti\w+|invalid auth\b|"
            r"^invalid token\W*$|login fail",
            r"(?:令牌|密钥|api ?key|token|凭证|凭据|身份验证|认证|鉴权|authorization).{0,16}"
            r"(?:无效|错误|不正确|失效|过期|非法|不存在|失败|禁用|不可用|有误)",
            r"(?:无效|错误|非法|过期)的?.{0,6}(?:令牌|密钥|api ?key|token|凭证)",
        ),
        unless=r"no (?:\w+ )?api[ _-]?key (?:was )?(?:passed|provided|given|supplied|found)|"
        r"carry the|未提供|未传|未收到|缺少",
        status=REFUSALS,
        runner_up="auth.key_of_other_service",
        note="most products",
    ),
    Rule(
        "auth.no_credential",
        texts=(
            rf"\b(?:missing|without|empty|absent)(?: or empty)? (?:[\w'-]+ ){{0,3}}{_KEY}",
            rf"\bno (?:[\w'-]+ ){{0,2}}{_KEY}",
            rf"{_KEY}(?: [\w'-]+){{0,2}} (?:is |are |was |were )?(?:required|missing|absent|empty|"
            r"not (?:provided|supplied|present|set|given|specified|included)|must be )",
            rf"(?:didn't|did not|must|please|need to|have to|not)\b.{{0,16}}\b(?:provide|include|"
            rf"supply|"
            rf"pass|specify|carry|send|add|use)\b (?!another|a (?:new|different|fresh|valid))"
            rf"(?:[\w'-]+ ){{0,3}}{_KEY}",
            r"header\.(?:authorization|x-api-key): |not authenticated|unregistered callers|"
            r"(?:log|sign)[- ]?in (?:is )?required|not "
            r"logged in",
            r"please (?:log|sign) in(?! again)|authentication (?:is )?required|requires? "
            r"authentication",
            r"authorization header\b.{0,30}\b(?:not found|missing|required)|no auth",
            r"(?:未|没有|缺少|请|需要).{0,4}(?:提供|传|携带|收到|填写|登录|设置|包含)?.{0,4}"
            r"(?:令牌|密钥|token|api[ _-]?key|认证|授权|authorization|登录)",
        ),
        unless=_SECOND_STEP,
        status=frozenset({0, 200, 400, 401, 403, 407, 422, 500}),
        runner_up="auth.key_rejected",
        note="most products",
    ),
)

LATE: Final = (
    Rule(
        "auth.region_blocked",
        texts=(r"^access denied$",),
        codes=r"access_denied",
        status=frozenset({403}),
        confidence=Confidence.POSSIBLE,
        runner_up="auth.forbidden",
        note="sub2api says no more to an address that is not on the key's list",
    ),
    Rule(
        "auth.forbidden",
        texts=(
            r"permission|forbidden|access denied|(?:not|n't) have authorization|not (?:allowed|"
            r"authori[sz]ed|permitted|entitled)",
            r"(?:account|organi[sz]ation|user|project|team|workspace|group|"
            r"tenant)\b.{0,40}\b(?:disabled|"
            r"deactivated|suspended|banned|blocked|restricted|inactive|locked|closed|not active|"
            r"deleted)",
            r"(?:has not been used in project|api is disabled|it is disabled|not enabled)",
            r"policy (?:violation|forbids)|terms of (?:service|use)",
            _SECOND_STEP,
            r"(?:用户|账号|账户|分组|组织).{0,8}(?:封禁|禁用|冻结|停用|弃用|不可用)|无权|"
            r"权限(?:不足|不够)|没有权限|禁止访问",
        ),
        unless=r"extra (?:inputs|fields)",
        status=frozenset({0, 200, 400, 401, 403}),
        confidence=Confidence.LIKELY,
        runner_up="auth.key_rejected",
        note="known key, closed door",
    ),
)

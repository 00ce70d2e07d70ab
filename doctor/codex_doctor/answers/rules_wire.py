"""The route and the protocol: no /responses here, a chat body wanted, another API's answer."""

from __future__ import annotations

from typing import Final

from codex_doctor.answers.rules import Rule
from codex_doctor.model import Confidence

_MISSING: Final = frozenset({200, 400, 401, 403, 404, 405, 410, 421, 422, 500, 501, 502})

EARLY: Final = (
    Rule(
        "wire.responses_missing",
        texts=(r"not (?:yet )?(?:implemented|supported)",),
        codes=r"convert_request_failed",
        confidence=Confidence.LIKELY,
        form="channel",
        runner_up="model.not_on_responses",
        note="new-api: the channel of the model has no form of this request",
    ),
    Rule(
        "wire.responses_missing",
        texts=(r"\bcreatemodelresponse is not supported by\b",),
        form="channel",
        note="Portkey 1.15: the provider that its headers name has no Responses API",
    ),
    Rule(
        "wire.other_protocol",
        texts=(r"^not found\W*$",),
        codes=r"not_found_error",
        status=frozenset({404}),
        confidence=Confidence.LIKELY,
        runner_up="wire.responses_missing",
        note="Anthropic's form of an error; some that speak Chat Completions have it as well",
    ),
    Rule(
        "wire.responses_missing",
        texts=(r"^missing authentication token\W*$",),
        status=frozenset({403}),
        confidence=Confidence.LIKELY,
        runner_up="auth.no_credential",
        note="AWS API Gateway says so for a path that it does not have",
    ),
    Rule(
        "url.endpoint_in_base",
        texts=(r"(?P<subject>/[\w./-]{0,80}(?:responses|completions|models)/responses)\b",),
        status=frozenset({200, 400, 403, 404, 405, 501}),
        pages=True,
        runner_up="wire.responses_missing",
        note="the body repeats the path",
    ),
    Rule(
        "url.double_v1",
        texts=(r"(?P<subject>(?:/[\w.-]+){0,4}/v\d/(?:[\w.-]+/){0,2}v\d/responses)\b",),
        status=frozenset({200, 400, 403, 404, 405, 501}),
        pages=True,
        confidence=Confidence.LIKELY,
        runner_up="wire.responses_missing",
        note="the body repeats the path",
    ),
    Rule(
        "session.compact_missing",
        # A path that goes on is that of a turn, below a base_url with this route in it.
        texts=(r"/responses/compact\b(?!/).{0,40}(?:not found|not supported|not implemented)|"
               r"(?:POST|route|path|url).{0,40}/responses/compact\b(?!/)",),
        status=_MISSING,
        pages=True,
        of_turn=False,
        note="claude-relay-service",
    ),
)  # fmt: skip

RULES: Final = (
    Rule(
        "wire.responses_missing",
        texts=(
            r"^(?:http )?(?:error )?(?:404|405)?[ :–-]{0,4}(?:the )?(?:requested )?(?:page|file|"
            r"path|url|uri|route|"
            r"endpoint|resource|object|api|handler|nothing)?[ -]?(?:was |is )?not[ _]found[.!]?$",
            r"page not found|cannot (?:POST|GET) (?P<subject>/\S{0,200})|no route (?:matched|"
            r"found|matches|for)|could not route to /|"
            r"route not found|no static resource|no handler found|no matching (?:route|operation|"
            r"path)",
            r"unexpected endpoint or method|unsupported (?:\w+ )?(?:method|operation|action|"
            r"api)\b(?! key)",
            r"(?:invalid|unknown|unrecogni[sz]ed|unsupported|no such) (?:request )?(?:url|path|"
            r"route|endpoint|"
            r"api path|uri)\b(?:.{0,12}(?:POST )(?P<subject>/[^\s)'\"]{0,200}))?",
            r"\b(?:path|url|uri|route|endpoint|resource|api|operation|interface|method)\b(?: "
            r"\S{1,200})?"
            r"(?: at \S+)? (?:was |is |could )?(?:not be |not )(?:found|exist|implemented|"
            r"available here|"
            r"recogni[sz]ed)|(?:path|url|route|endpoint|resource|api) (?:\S{1,100} )?(?:does not|"
            r"doesn't) exist",
            r"method not (?:allowed|supported)|(?:method ['\"`]?POST['\"`]?|POST method) (?:is "
            r")?not (?:supported|"
            r"allowed)|only (?:GET|HEAD)\b.{0,20}(?:supported|allowed)",
            r"responses (?:api|endpoint|protocol)\b.{0,40}\b(?:not|un|n't)[ ]?(?:yet "
            r")?(?:supported|available|enabled|"
            r"implemented|exist|provide)|(?:does not|doesn't|not|n't) (?:yet )?(?:support|"
            r"implement|provide|expose)"
            r"\w*\b.{0,24}(?:/v1)?/?responses\b",
            r"(?:/v\d)?/responses\b.{0,20} (?:is )?(?:not|un)[ ]?(?:found|supported|available|"
            r"implemented|enabled)",
            r"^not implemented\W*$|"
            r"^(?!.*\b(?:param\w*|field|argument|property|option|tool)\b).*not implemented(?: "
            r"yet)?$|convert\w* .{0,30}not "
            r"(?:implemented|supported)",
            r"url\.not_found|没找到对象|(?:接口|路径|路由|地址|页面|资源)(?:地址)?(?:不存在|"
            r"未找到|错误)|"
            r"(?:找不到|无此|没有此|未实现|未定义|不支持|未开放).{0,6}(?:接口|路径|页面|资源|路由|方法|端点)|"
            r"不支持.{0,4}responses",
            r"\b(?:url|uri|path) (?:error|is (?:wrong|incorrect|invalid))\b|"
            r"check (?:the |your )?(?:request )?(?:url|uri|path)\b",
            r"could not be found|\b(?:use|only supports?) (?:the )?(?:/v1)?/?chat/completions\b",
        ),
        status=_MISSING,
        confidence=Confidence.LIKELY,
        runner_up="url.missing_v1",
        note="Go, Express, FastAPI, Spring, Laravel, Kong, LM Studio, llama.cpp, new-api",
    ),
    Rule(
        "wire.other_protocol",
        texts=(
            r"must provide (?:a )?query string|\bgraphql\b|soap envelope",
            r"generatecontent\w*\.contents|contents (?:is|are) (?:not specified|required)",
            r"max_tokens['\"`]?:? (?:field )?(?:is )?required",
            r"missing (?:required )?(?:field|parameter|property):? ['\"`]*(?:prompt|"
            r"anthropic_version|max_tokens|contents)\b",
            r"['\"`]?(?:prompt|contents|anthropic_version)['\"`]?:? (?:field |is )?(?:a "
            r")?(?:required|missing)",
        ),
        status=frozenset({200, 400, 422, 500}),
        confidence=Confidence.LIKELY,
        runner_up="wire.chat_schema",
        note="Gemini, Anthropic, Ollama's own API, legacy completions",
    ),
    Rule(
        "wire.chat_schema",
        texts=(
            r"(?:^|[\s'\"`(])messages['\"`)]*:? (?:field |parameter |array |property |list "
            r")?(?:is |are )?(?:a )?"
            r"(?:required|missing|empty|undefined|null|none|must |at least |cannot be|should |"
            r"field "
            r"required|invalid\b|not (?:provided|"
            r"specified|set|found)|不能为空)",
            r"(?:missing|provide|include|specify|requires?|required|expected|without|absent|"
            r"empty|no)\b.{0,32}['\"`]"
            r"?\bmessages\b['\"`]?(?! (?:are|is) not| at| with)(?:\W|$| parameter| field| array| "
            r"property)",
            r"(?:invalid|wrong) (?:type|value) for ['\"`]?messages\b|messages.{0,6}(?:参数|"
            r"字段).{0,4}(?:不能为空|缺失|必填|非法)|"
            r"缺少.{0,10}messages",
            r"reading ['\"]messages|keyerror:? ['\"]messages|undefined \(reading ['\"](?:map|"
            r"length|filter|some)",
        ),
        status=frozenset({0, 200, 400, 422, 500}),
        runner_up="wire.responses_missing",
        note="the route exists and wants Chat Completions",
    ),
)

"""The model id: unknown, not allowed, not on this API; as 400, 403, 404, 500 or 503."""

from __future__ import annotations

from typing import Final

from codex_doctor.answers.rules import Rule
from codex_doctor.model import Confidence

_GONE: Final = (
    r"(?:decommissioned|deprecated|retired|sunset|removed|shut ?down|"
    r"no longer (?:available|supported)|end of (?:its )?life|discontinued|phased out|"
    r"marked (?:\w+ ){0,3}as legacy)"
)
_ABSENT: Final = (
    r"(?:(?:was |is |are |has |could |can |been |be |currently ){0,3}(?:can)?(?:not|n't) (?:be "
    r")?(?:found|exist|"
    r"recogni[sz]ed|resolved|supported|available|valid|registered|configured|known|served|served "
    r"here|"
    r"loaded|"
    r"deployed|listed|mapped|an? (?:valid|known|supported))|(?:is |was )?(?:unknown|unsupported|"
    r"invalid|"
    r"unrecogni[sz]ed)\b|(?:does|do|did)(?: not|n't) exist|not exist)"
)

RULES: Final = (
    Rule(
        "model.not_on_responses",
        texts=(
            r"model\b.{0,120}\bnot (?:accessible|available|supported|served|usable|enabled|"
            r"allowed)\b"
            r".{0,30}\b(?:via|on|in|through|with|by|for) .{0,30}\b(?:responses|chat/completions|"
            r"this api|"
            r"this endpoint|/v1/)",
            r"only (?:supported|available|accessible|served|works?) .{0,30}\b(?:v1/|/?chat[/ "
            r"]completions|"
            r"responses|messages)",
            r"responses (?:operation|api|endpoint)\b.{0,40}\bmodel|model\b.{0,80}\b(?:does not|"
            r"doesn't) "
            r"support .{0,20}\bresponses\b",
            r"\bmodel\b.{0,80}\b(?:does not|doesn't|not) support\w* (?:the |this |our )?"
            r"(?:[\w-]+ )?(?:api|endpoint|interface|protocol)\b",
            r"unsupported_api_for_model|not a chat model|for openai compatibility mode",
            r"%ID%.{0,3} (?:does not|doesn't) support (?:chat|generat\w+|completions?)\b|"
            r"\bembedding models? (?:does|do) not support",
            r"cannot be used (?:with|via|on|in|through) .{0,12}responses|did you mean to use "
            r"v1/(?:chat/)?completions",
            r"模型.{0,30}不支持.{0,10}(?:responses|该接口|此接口|当前接口)",
        ),
        unless=r"(?:does not|doesn't) exist",
        note="OpenAI, Azure, Copilot, DashScope, Ollama",
    ),
    Rule(
        "model.unknown_id",
        texts=(
            r"(?:invalid model name|unknown model name)\b.{0,40}\bmodel ?= ?%ID%",
            r"%ID%.{0,4} (?:does not|doesn't|not) exist,? or (?:you|your)",
            r"model\b.{0,120}\b(?:does not|doesn't|not) (?:exist|found),? or (?:you|your|the)",
            r"(?:not found|not exist\w*|could not find)\b.{0,20}\bmodel %ID%.{0,4} or "
            r"(?:permission|you)",
            r"\bpinned to .{1,200}; requested %ID%",
            r"model\b.{0,160}\bnot found or your \w+ (?:does not|doesn't) have access",
        ),
        runner_up="model.no_access",
        note="OpenAI, Groq, xAI, Moonshot, Vertex: one text for both",
    ),
    Rule(
        "model.unknown_id",
        texts=(
            r"passed in model ?= ?%ID%\W{0,3}there are no healthy deployments",
            r"no healthy deployments for this model",
        ),
        runner_up="upstream.unavailable",
        note="LiteLLM 1.106 to 1.108, where its list does not have the name",
    ),
    Rule(
        "model.no_access",
        texts=(
            r"(?:not (?:allowed|authori[sz]ed|permitted|entitled|eligible)|(?:no|without|lacks?) "
            r"(?:access|permission)|(?:does not|doesn't|do not|don't|cannot|can't|not) (?:have "
            r")?(?:access|"
            r"permission|use)|denied|forbidden|can only) (?:(?!for this )\w+ ){0,5}?models?\b(?: "
            r"?%ID%)?",
            r"\bnot (?:in|on|among) (?:the |your |its )?(?:list of )?(?:allowed|permitted|enabled) "
            r"models?\b",
            r"%ID% is (?:currently )?not (?:available|offered) (?:to|for|on|in|under) (?:your|this)"
            r" (?:\w+ ){0,2}?(?:account|plan|tier|subscription|group)\b",
            r"models?\b.{0,120}\b(?:keys?|tokens?|credentials?|accounts?|groups?) (?:may not|"
            r"must not|cannot|can't) (?:use|access|call)\b",
            r"\b(?:key|token|credential|account|group|plan) (?:may not|must not|cannot|can't) "
            r"(?:use|access|call) %ID%",
            r"access to (?:the |this )?models?\b.{0,80}(?:denied|restricted|not allowed|forbidden|"
            r"not available|unavailable|required)",
            r"models?\b.{0,60}\b(?:not|n't|un)[ ]?(?:available|offered|open) (?:to|for|on|under) "
            r"(?:\w+ ){0,3}?(?:accounts?|plans?|tiers?|users?|customers?|keys?)\b",
            r"models?\b.{0,80}\bonly (?:available|accessible|open|offered|enabled) (?:to|for|"
            r"with)\b",
            r"\bmodels?\b.{0,80}\b(?:pending|awaiting) .{0,20}approval",
            r"(?:\bnot|n't) (?:part of|in|included in|covered by) (?:your|this|the) (?:\w+ )?"
            r"(?:plan|tier|subscription|package|licen[sc]e)\b",
            r"(?:use case|agreement|access request|application form)\b.{0,60}\bnot (?:been )?"
            r"(?:submitted|approved|completed|accepted|signed)",
            r"models?:? %ID% (?:is )?(?:not|isn't|un)[ ]?(?:enabled|activated|included|available|"
            r"allowed|"
            r"permitted|accessible|open|supported)\b.{0,24}\b(?:your|this|the|current) (?:\w+ "
            r"){0,2}?(?:account|"
            r"key|plan|project|organi[sz]ation|group|tier|subscription|token|team|user)",
            r"(?:plan|tier|subscription|account|project|key|token|group|团队)\b.{0,40}\b(?:not "
            r"(?:support|include|"
            r"allow|have access)|does not (?:support|include|allow)|has not "
            r"activated)\b.{0,20}\bmodel",
            r"model\b.{0,80}\b(?:blocked at|is blocked|is disabled|disabled by|requires? "
            r".{0,30}(?:plan|"
            r"subscription|approval|tier|verification|verified|acceptance|terms))|model disabled",
            r"must be verified|verify organi[sz]ation|accept .{0,30}(?:terms|licen[sc]e|"
            r"agreement)|gated (?:model|repo)",
            r"%ID%['\"`]? model is not supported when using codex with",
            r"no allowed providers|not activated the model",
            r"(?:无权|没有权限|未授权|不允许|不可).{0,8}(?:访问|使用|调用).{0,10}模型[:： "
            r"]{0,2}%ID%?",
            r"模型.{0,30}(?:未开通|未授权|没有权限|无权|未开放|未对.{0,12}开放)|(?:套餐|订阅|令牌|"
            r"分组).{0,16}(?:不支持|未开放|不包含|"
            r"暂未开放).{0,12}(?:模型|权限)|(?:没有|无|缺少).{0,6}模型.{0,6}(?:权限|授权)",
        ),
        runner_up="model.unknown_id",
        note="LiteLLM, TrueFoundry, Groq, OpenAI verification, Volcengine, Bedrock, new-api",
    ),
    Rule(
        "model.prefix_missing",
        texts=(r"llm provider not provided",),
        confidence=Confidence.LIKELY,
        runner_up="model.unknown_id",
        note="LiteLLM wants the provider in front",
    ),
    Rule(
        "request.compression_rejected",
        texts=(
            r"(?:^|\W)model['\"`)]*:? (?:field |parameter |name )?(?:is |are )?(?:a "
            r")?(?:required|missing|"
            r"must be (?:specified|provided|set)|not (?:specified|provided|set)|cannot be "
            r"(?:empty|blank)|field required)",
            r"(?:missing|provide|specify|require[sd]?)\b.{0,30}\b(?:field|parameter|param|"
            r"property|a|the|"
            r"argument)s?:? ['\"`]*model['\"`]*(?! \w+ \w)(?: parameter| name| id)?\W*$",
            r"missing (?:required )?(?:field|parameter|property):? ['\"`]*model['\"`]*(?:\W|$)|"
            r"missing ['\"`]?model['\"`]? (?:in|field|param)",
            r"no model (?:specified|provided|given)|model name (?:is )?(?:empty|blank)|"
            r"未指定模型|模型名称?不能为空",
        ),
        status=frozenset({0, 400, 404, 422, 500}),
        confidence=Confidence.LIKELY,
        blank_id="model.empty",
        runner_up="request.rejected",
        note="codex2api, new-api: a body that was not decoded has no model",
    ),
    Rule(
        "upstream.unavailable",
        texts=(
            r"model\b.{0,80}\b(?:currently|temporarily|still|being) (?:loading|loaded|starting)|"
            r"loading model|model is loading|cold start",
            r"模型.{0,20}(?:加载中|正在加载)",
        ),
        runner_up="model.unknown_id",
        form="loading",
        note="llama.cpp, Hugging Face",
    ),
    Rule(
        "upstream.unavailable",
        texts=(
            r"model\b.{0,80}\b(?:currently|temporarily|still|being) (?:unavailable|not available|"
            r"offline)",
            r"模型.{0,20}暂时不可用",
        ),
        runner_up="model.unknown_id",
        note="llama.cpp, Hugging Face",
    ),
    Rule(
        "model.unknown_id",
        texts=(
            rf"\bmodels?(?: id| name| code| identifier| group)?:? %ID%,? {_ABSENT}",
            rf"(?<!this )(?<!the selected )\bmodels? (?:id |name |code |identifier |alias "
            rf")?{_ABSENT}"
            r"(?! (?:to|for|by|when|with|in combination))",
            r"%ID%['\"`]? (?:is )?not (?:a )?(?:valid|known|supported|recogni[sz]ed|an? "
            r"available) models?\b",
            rf"%ID%['\"`]? model {_ABSENT}",
            rf"\bmodels? (?:you )?(?:have )?(?:specified|requested|provided|named|passed|given)"
            rf"(?: [\w'-]+){{0,6}} {_ABSENT}",
            rf"\bmodels?/%ID% {_ABSENT}",
            r"\b(?:unknown|unsupported|unrecogni[sz]ed|no such|non-?existent|undefined|malformed|"
            r"bad|"
            r"invalid|wrong|illegal) "
            r"(?:or \w+ )?(?:requested |publisher |foundation |base )?models?(?: id| name|_id| "
            r"code| identifier)?\b(?! output|"
            r" response| group|"
            r" param| setting)[:=]? ?(?:%ID%)?",
            r"(?:not found the|failed to (?:find|resolve|locate)) model %ID%",
            r"(?:could|can) ?not (?:find|resolve|locate)\b.{0,24}\bmodel\w*(?: id)?(?: "
            r"for)? %ID%",
            r"\bno (?:available |matching |such |healthy |suitable |active )*(?:channel|endpoint|"
            r"provider|"
            r"deployment|route|router|handler|backend|worker|instance|account|upstream|server|"
            r"engine)s?\b"
            r".{0,40}\b(?:for|support\w*|serv\w*|match\w*|named|called|with)\b(?: the)?(?: "
            r"requested)? "
            r"model\w*:?(?: %ID%)?",
            r"\bunknown (?:provider|channel|deployment|backend)s? for (?:the )?model:? %ID%",
            r"no endpoints found for %ID%|no (?:such )?models?(?: was| were)? (?:found|named|"
            r"matching|loaded)",
            r"models?\b.{0,60}\b(?:not|isn't|n't) (?:loaded|pulled|downloaded|installed)|try "
            r"pulling it",
            r"deployment\b.{0,60}\b(?:does not exist|not found|doesn't exist)|no such deployment",
            rf"models?\b.{{0,120}}\b{_GONE}|{_GONE}\b.{{0,20}}\bmodel",
            r"\bmodels?(?: id| name)?\W{1,3}must be one of\b|\bvalue\b.{0,130} for "
            r"\W?model\b|"
            r"choose (?:a|another) (?:\w+ )?model\b|\b(?:available|supported|valid) models (?:are|"
            r"is)\b|"
            r"(?:list|one) of (?:the )?(?:available|supported|valid) models",
            r"model (?:identifier|id) (?:provided )?is invalid|provided model identifier",
            r"(?:模型|model)[\s:：]{0,3}%ID%.{0,4}(?:不存在|未找到|找不到|不支持|无效|已下线|"
            r"未配置)(?!.{0,10}(?:工具|图|参数|角色|"
            r"流|函数|调用|tool))",
            r"模型(?:名称?|名字|id|标识|代码|编码|编号).{0,8}(?:有误|错误|非法|不合法|不对)|"
            r"(?:模型|model).{0,24}(?:不存在|未找到|找不到|无效|已下线|已停用|停止服务|未配置|"
            r"不正确)|(?:不存在|"
            r"无效|未知|不支持|找不到)的?.{0,6}模型",
            r"(?:模型|model)s?[:： ]{0,2}%ID%.{0,12}无可用|无可用(?:的)?(?:渠道|通道)|"
            r"没有可用的?(?:渠道|通道)",
        ),
        unless=(
            r"\binput(?:\[|\.)|(?:image|tool|function call\w*|stream\w*) (?:input )?(?:is|are) "
            r"not supported"
        ),
        note="most products; new-api says it with 503",
    ),
    Rule(
        "upstream.error",
        texts=(
            r"\bmodel\b.{0,80}\btoo (?:large|big) to\b",
            r"\bload(?:ing|ed)?\b.{0,20}\bmodel\b.{0,300}(?:memory|resources|vram|cuda|\boom\b|"
            r"\brpc\b|"
            r"\bexit|crash|terminated)",
        ),
        confidence=Confidence.LIKELY,
        runner_up="model.unknown_id",
        note="LM Studio, LocalAI, Ollama: the model is there and does not start",
    ),
    Rule(
        "model.unknown_id",
        texts=(
            r"\bnot found (?:for|in|under) (?:this |your |the )?(?:account|organi[sz]ation|project|"
            r"workspace|team|tenant)\b",
        ),
        status=frozenset({400, 404}),
        confidence=Confidence.LIKELY,
        runner_up="wire.responses_missing",
        note="NVIDIA calls a model a function",
    ),
)

LATE: Final = (
    Rule(
        "model.unknown_id",
        texts=(r"^model:? %ID%\W*$",),
        codes=r"not_found(?:_error)?|resource_not_found\w*|model_not_found\w*",
        note="Anthropic",
    ),
    Rule(
        "model.not_on_responses",
        codes=r"unsupported_api_for_model|operation_not_supported",
        status=frozenset({0, 200, 400, 403, 404, 422}),
        note="Copilot, Azure",
    ),
    Rule(
        "model.unknown_id",
        codes=(
            r"\w*model_?not_?(?:found|exist\w*|supported|available|valid)\w*|invalid_model\w*|"
            r"unknown_model|"
            r"unsupported_model|deployment_not_found|invalid_endpoint(?:_or_model)?_not_found|"
            r"model_decommissioned"
        ),
        note="OpenAI and its imitators",
    ),
)

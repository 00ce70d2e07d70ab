"""What in the request is refused, where the words say it outright: roles, tools, replayed items."""

from __future__ import annotations

from typing import Final

from codex_doctor.answers.rules import Rule
from codex_doctor.model import Confidence

TOOL_TYPES: Final = (
    r"(?:custom|namespace|web_search\w*|tool_search|local_shell|image_generation|"
    r"code_interpreter|file_search|"
    r"image generation|computer\w*|mcp|freeform|apply_patch|grammar)"
)
_ROLES: Final = r"(?:developer|system|tool)"
_NOT: Final = (
    r"(?:is |are |was |were |must |can )?(?:currently )?(?:not(?: yet)?(?: be)? (?:supported|"
    r"allowed|accepted|permitted|valid|"
    r"available|implemented|enabled|activated|configured|"
    r"recogni[sz]ed|a valid|one of)|unsupported|invalid|unknown|disallowed|"
    r"forbidden|rejected|unexpected)"
)
_ANYTIME: Final = frozenset({0, 200, 400, 403, 404, 409, 415, 422, 500, 501, 502, 503})

REPLAY: Final = (
    Rule(
        "tools.output_rejected",
        texts=(
            r"no tool (?:output|call|result)s? (?:was |were )?found|tool[ _](?:call "
            r")?output\b.{0,40}\b(?:not|must|should|invalid|missing)",
            r"tool[ _]calls?\b.{0,60}\b(?:must be followed|without (?:a )?(?:response|result|"
            r"output)|not followed|did not have response)",
            r"role ['\"`]?tool['\"`]?.{0,60}\b(?:preceding|preceeding|following|response to)|"
            r"tool[ _]call[ _]id\b.{0,60}\b(?:not|missing|invalid|must|should)",
            r"tool_(?:use|result)\b.{0,60}\b(?:without|not found|missing|must)|output of tool call",
            r"(?:function_call|custom_tool_call|tool)_(?:output|result)s?\b.{0,80}\b(?:not|must|"
            r"should|invalid|unsupported|unknown|"
            r"fail|unexpected)|(?:invalid|unknown|unsupported|"
            r"unexpected)\b.{0,60}(?:function_call|custom_tool_call)_output",
            r"function (?:call|response)s?\b.{0,60}\b(?:immediately|same number|number of|in "
            r"pairs)|"
            r"(?:same|equal|different) number of (?:function|tool)",
            r"\[\d+\]\.output\b|工具.{0,6}(?:结果|输出).{0,12}(?:错误|无效|缺少|不匹配)",
        ),
        status=_ANYTIME,
        runner_up="session.history_rejected",
        note="sub2api, vLLM, DeepSeek, Anthropic: call and output do not pair",
    ),
    Rule(
        "session.history_rejected",
        texts=(
            r"encrypted[ _]content\b.{0,200}\b(?:could not|cannot|can't|invalid|failed|wrong|"
            r"mismatch)",
            r"reasoning_content\b.{0,60}\b(?:must|missing|passed back|required)|"
            r"thinking\b.{0,40}\b(?:blocks?|signature)\b.{0,40}must",
            r"of type ['\"`]?reasoning['\"`]?\b.{0,60}\b(?:without|required)|(?:item\w*|response) "
            r"with "
            r"id\b.{0,120}\bnot found|"
            r"previous response\b.{0,120}\b(?:not found|does not exist)|items are not persisted|"
            r"\b(?:call|item|message)[ _]?ids?\b.{0,60}\b(?:duplicat|not unique)|duplicate "
            r"(?:item|call|id)\b",
            r"(?:valid image|image_url|input_image|image data|image (?:input|content)s?)\b|"
            r"at most \d+ (?:image|audio|video)|\bvlm\b|text[- ]only|(?:images?|vision|"
            r"multimodal)\b(?! generation).{0,"
            r"24}"
            rf"(?:{_NOT}|must)|does not support (?:image|vision)|图[片像].{{0,10}}(?:不支持|"
            rf"无效)|不支持.{{0,6}}图",
            r"\barguments['\"`]* .{0,60}\bjson\b|\[\d+\]\.(?:arguments|call_id|encrypted_content|"
            r"summary)\b",
        ),
        status=_ANYTIME,
        runner_up="tools.output_rejected",
        note="OpenAI, DeepSeek, DashScope: what later requests repeat",
    ),
)

RULES: Final = (
    Rule(
        "request.role_rejected",
        texts=(
            r"(?P<subject>system) messages? (?:must|should|can only|may only|has to)\b.{0,30}"
            r"\b(?:begin|first|start)",
        ),
        status=_ANYTIME,
        form="system_first",
        note="llama.cpp, vLLM, LM Studio: templates of Qwen 3.5 and later",
    ),
    Rule(
        "request.role_rejected",
        texts=(r"(?P<subject>system) (?:role|messages?|prompts?) (?:is |are )?not supported",),
        status=_ANYTIME,
        form="no_system",
        note="llama.cpp, vLLM: templates of Gemma 2",
    ),
    Rule(
        "request.role_rejected",
        texts=(
            r"(?:unknown|unexpected|invalid|unsupported|unrecogni[sz]ed) (?:message "
            r")?roles?\b[:=]? ?(?:%ID%)?",
            rf"\brole['\"`]?[:=]? ?%ID%:? {_NOT}|roles? (?:must|should) (?:be|alternate)|"
            r"\brole (?:of|in|for) .{0,40}\b(?:must|should|invalid|not )",
            rf"%ID%['\"`]? roles? {_NOT}|(?P<role>{_ROLES}) (?:role|message|prompt|"
            rf"instruction)s?\b.{{0,24}}{_NOT}",
            r"(?P<subject>developer|system) messages? (?:must|should|can only|may only|has "
            r"to)\b.{0,30}\b(?:begin|first|start|one)",
            r"\b(?:user|assistant|messages?(?:\(s\))?|turns)\b.{0,80}\b(?:must|should|has to|have "
            r"to|not)"
            r"\b.{0,12}\balternat",
            r"only [^.]{1,80}\broles? (?:are|is)|(?:supported|valid|allowed) roles?\b",
            r"\b(?:messages?|turns?|conversation)\b.{0,30}\b(?:must|should) (?:have|be|end|start|"
            r"begin)\b"
            r".{0,20}\b(?:role|user|assistant)\b",
            r"unknown variant %ID%, expected .{0,60}\b(?:assistant|user)\b",
            r"%ID% is not one of \W{0,3}(?:system|user|assistant|developer)\b",
            r"input should be .{0,60}\bassistant\b.{0,120}\(got '(?P<subject>[\w-]+)'",
            r"角色.{0,16}(?:不支持|无效|错误|非法|不正确)|不支持.{0,10}角色|role.{0,6}(?:不支持|"
            r"无效|"
            r"非法|参数错误)",
        ),
        status=_ANYTIME,
        note="DeepSeek, vLLM, llama.cpp templates, OpenAI-like validators",
    ),
    Rule(
        "request.item_rejected",
        texts=(
            r"^input[\[.]\S{0,60}: input tag %ID% found",
            r"\b(?:message|item|element|entry) (?:at|in|with|number) (?:position|index) ?\d+\b",
            r"不支持的?.{0,6}(?:消息|内容|输入项|条目)类型[:： ]{0,2}(?P<subject>\w*)|"
            r"(?:消息|内容|输入)类型.{0,8}(?:不支持|无效|错误)",
        ),
        status=_ANYTIME,
        runner_up="session.history_rejected",
        note="pydantic: a union of items, not of tools",
    ),
    Rule(
        "request.tool_type_rejected",
        texts=(
            r"(?:unsupported|unknown|invalid|unrecogni[sz]ed|disallowed|unexpected|no such) "
            r"(?:\w+ ){0,3}?tool[ _]?(?:type|kind)s?"
            r"\b[:=]? ?(?:%ID%)?",
            rf"tool[ _]?(?:type|kind)s?[:=]? ?%ID%:? {_NOT}",
            rf"%ID%['\"`]? tool (?:type|kind)s?\b.{{0,12}}{_NOT}",
            r"support (?:the )?(?:native )?%ID% tool type|tool (?:type|kind)s?\b.{0,40}\bnot "
            r"(?:supported|allowed|valid)",
            r"only ['\"`\\]*(?:type:? ?\W{0,4})?function\W{0,6}(?:[- ]?type )?tools?|only "
            r"(?:supports? )?tools? of type \W?function",
            r"\btools?\b.{0,40}\b(?:must|should) be (?:of type )?\W{0,3}function",
            r"unknown variant %ID%, expected .{0,60}\bfunction\b",
            r"input tag %ID% found using .{0,20}\btype\b.{0,160}function",
            r"tools\S{0,40}: input should be '?function'?(?: \(got '(?P<subject>[\w-]+)')?",
            r"only supports? (?:\w+ ){0,3}function tools",
            rf"(?:hosted|built-?in|native|server(?:-executed)?) tools?:? "
            rf"\W?(?P<subject>{TOOL_TYPES})\b",
            rf"(?:hosted|built-?in|server-side) tools?\b.{{0,60}}{_NOT}",
            rf"(?P<subject>\b{TOOL_TYPES})['\"`]?(?: tools?| type)? {_NOT}",
            rf"(?:unsupported|unknown|invalid) tools?:? ['\"`]?(?P<subject>{TOOL_TYPES})\b",
            rf"(?:does not|doesn't|not|n't) support (?:the )?(?:\w+ "
            rf")?['\"`]?(?P<subject>{TOOL_TYPES})\b",
            r"工具类型.{0,16}(?:不支持|无效|错误)|不支持的?.{0,4}工具(?:类型)?[:： "
            r"]{0,2}(?P<subject>\w+)",
        ),
        status=_ANYTIME,
        note="llama.cpp, OpenRouter, serde and pydantic validators",
    ),
    Rule(
        "request.item_rejected",
        texts=(
            r"(?:unsupported|unknown|invalid|unrecogni[sz]ed|unexpected) (?:\w+ ){0,4}?(?:item|"
            r"content|part|block|message)[ _]?(?:part )?"
            r"types?\b[:=]? ?(?:in )?(?:%ID%)?",
            rf"(?:item|content|part|block)[ _]?types?[:=]? ?%ID% {_NOT}|cannot determine type of "
            rf"'item'",
            r"unknown variant %ID%, expected .{0,80}\b(?:input_text|message|text|function_call)\b",
            r"input tag %ID% found using .{0,20}\btype\b",
            r"input should be a valid string\W{1,3}input\b",
            r"invalid input item|input item\b.{0,60}\b(?:not|invalid|unsupported|unknown)",
            rf"%ID%['\"`]? (?:input )?items?\b.{{0,12}}{_NOT}",
        ),
        status=_ANYTIME,
        runner_up="session.history_rejected",
        note="llama.cpp, vLLM, DashScope",
    ),
    Rule(
        "request.role_rejected",
        texts=(r"(?<!-)\bjinja|(?:rendering|render|apply)\w* .{0,20}(?:prompt|chat template)",),
        status=_ANYTIME,
        confidence=Confidence.LIKELY,
        runner_up="upstream.error",
        note="LM Studio, llama.cpp: the model's template stops at a role or its place",
    ),
    Rule(
        "request.field_rejected",
        texts=(
            r"function[ _]?declarations?\b.{0,80}\b(?:schema|parameters|properties)\b",
            r"\bschema\b.{0,20}\b(?:for|of) (?:function|tool)\b|"
            r"\b(?:function|tool)s?\b.{0,60}\bschema\b.{0,60}\b(?:invalid|not|must|missing)\b",
        ),
        status=_ANYTIME,
        subject="tools",
        runner_up="request.tool_type_rejected",
        note="Gemini, OpenAI: the schema of a tool's parameters",
    ),
    Rule(
        "request.field_rejected",
        texts=(
            r"auto\"? tool choice requires|tool_choice\b.{0,40}\brequires --",
            r"(?:requires?|enable|set|pass|missing|without)\b.{0,60}--(?:enable-auto-tool-choice|"
            r"tool-call-parser)",
        ),
        status=_ANYTIME,
        subject="tool_choice",
        form="server_option",
        runner_up="request.tool_type_rejected",
        note="vLLM, SGLang, started without what reads tool calls",
    ),
    Rule(
        "request.field_rejected",
        texts=(r"tools? (?:param|calls?|calling) requires? (?:the )?--|requires?\b.{0,30}--jinja",),
        status=_ANYTIME,
        subject="tools",
        form="server_option",
        runner_up="request.tool_type_rejected",
        note="llama.cpp, started without templates",
    ),
    Rule(
        "request.field_rejected",
        texts=(
            r"only .{0,40}\btool_choice\b|"
            r"invalid tool choice|tool_choice\b.{0,60}\b(?:requires?|only|not|must|"
            r"invalid|without)",
        ),
        status=_ANYTIME,
        subject="tool_choice",
        note="bridges that drop every tool",
    ),
    Rule(
        "request.field_rejected",
        texts=(
            r"(?:does not|doesn't|do not|not|n't|without) support(?:ed)? (?:for )?(?:native |"
            r"multiple |"
            r"parallel "
            r")?(?:tools?|functions?)\b(?: use| call\w*)?",
            r"(?:tools?(?: use| calling| calls?)?|function[ -]?call(?:s|ing)?|functions)\W{1,"
            r"3}(?:is |are "
            r")?(?:not|un)[ -]?(?:supported|enabled|available|allowed|permitted|possible)",
            r"\b(?:without|no|lacks) (?:native )?(?:tool|function)s?(?:[ -]call\w*)? support",
            r"\bonly\b.{0,80}\bsupports? (?:tool|function)[ -]?(?:call|use)",
            r"support tool use|不支持.{0,8}(?:工具|函数|function|tool)",
        ),
        status=_ANYTIME,
        subject="tools",
        form="tools",
        runner_up="request.tool_type_rejected",
        note="Ollama, OpenRouter, llama.cpp: this model has no tools at all",
    ),
    Rule(
        "request.field_rejected",
        texts=(r"\bencrypted[_ ]content\b.{0,40}\bnot (?:supported|available|allowed)",),
        status=_ANYTIME,
        subject="include",
        note="OpenAI, of a model without it",
    ),
    Rule(
        "request.field_rejected",
        texts=(
            r"\bstreaming (?:is |mode )?(?:not|un)[ -]?(?:supported|available|allowed|"
            r"enabled)",
        ),
        status=_ANYTIME,
        subject="stream",
        note="relays that only answer in one piece",
    ),
    Rule(
        "request.field_rejected",
        texts=(
            r"reasoning[ _.]?(?:effort|value|level)|(?:thinking|effort)[ _]?level|"
            r"\blevel\b.{0,40}\bvalid levels",
            r"\beffort\b.{0,60}(?:not|invalid|unsupported|must)",
        ),
        unless=(
            r"(?:unsupported|unknown|unrecogni[sz]ed) (?:parameter|field|argument)|extra inputs|"
            r"unexpected keyword"
        ),
        status=_ANYTIME,
        subject="reasoning.effort",
        note="Ollama, OpenAI: a level this model does not have",
    ),
    Rule(
        "request.field_rejected",
        texts=(
            r"(?:does not|doesn't|not) support (?:\w+ )?(?:thinking|reasoning)\b",
            r"\b(?:thinking|reasoning)\b.{0,40}\b(?:mandatory|cannot be disabled|must be enabled)",
        ),
        status=_ANYTIME,
        subject="reasoning",
        note="Ollama: this model does not think",
    ),
)

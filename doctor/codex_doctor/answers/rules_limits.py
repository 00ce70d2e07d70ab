"""Sizes, policy and compression: what is wrong with the request as a whole."""

from __future__ import annotations

from typing import Final

from codex_doctor.answers.rules import Rule
from codex_doctor.model import Confidence

_ANYTIME: Final = frozenset({0, 200, 400, 403, 413, 415, 422, 429, 500, 502, 503})

UNREADABLE: Final = (
    Rule(
        "upstream.error",
        codes=r"\w*response_body\w*",
        confidence=Confidence.LIKELY,
        runner_up="upstream.unavailable",
        note="one-api: what stands behind it answered with no JSON",
    ),
    Rule(
        "request.compression_rejected",
        texts=(
            r"\bzstd\b|content[- ]encoding\b|(?:failed|unable|could not|cannot) (?:to "
            r")?(?:decompress|inflate)",
            r"looking for beginning of (?:value|object)",
            r"(?:expected value|expecting value|invalid character|unexpected character|json "
            r"parse error)\b.{0,30}\bline 1 "
            r"column [01]\b",
            r"(?:request )?(?:body|payload)\b.{0,30}\b(?:must be|is not|isn't|not) (?:a "
            r")?(?:valid )?json|"
            r"(?:invalid|malformed|bad|broken|not valid) json(?: in| request)?(?: body| "
            r"payload)?\W*(?:$|in)|"
            r"(?:invalid|malformed) (?:request )?body\W*$",
            r"(?:parse|decode|read|deserialize|unmarshal)\w*\b.{0,20}\b(?:request )?body (?:as|"
            r"to) json\b(?!.{0,20}target)",
            r"unexpected token .{0,40} in json at position 0|json decode error|json_invalid|"
            r"parse the json body of your request|error parsing the body",
            r"utf-?8['\"]? codec can't decode|invalid utf-?8|invalid start byte",
        ),
        unless=(
            r"failed to deserialize the json body into|response body|upstream response|parse "
            r"(?:the )?response"
        ),
        status=frozenset({0, 400, 415, 422, 500, 502}),
        confidence=Confidence.LIKELY,
        runner_up="request.rejected",
        note="new-api, cc-switch, codex-proxy-rs, sub2api: the body was not read as JSON",
    ),
)

RULES: Final = (
    Rule(
        "request.context_too_small",
        texts=(
            r"\bcontext[ -]?(?:length|window|size|limit)|model[ _]token limit|maximum model length|"
            # A name alone may be an echo of anything: `context_window_id`.
            r"(?<![\w-])context_(?:length|window|size|limit)(?:_exceeded)?(?![\w-]|\W{0,2}[=:])|"
            r"(?<![\w-])max_model_len(?:gth)?(?![\w-])",
            r"(?:prompt|input|messages?|conversation|sequence|history)\b.{0,30}\b(?:is|are|was|has|"
            r"contains?)? ?too (?:long|many tokens)",
            r"(?:input|prompt|total)\b.{0,16}\btokens?\b.{0,60}\b(?:exceed|limit|longer|maximum|"
            r"must|cannot|larger|<=)",
            r"(?:exceed|longer than|larger than|over)\w*\b.{0,40}\b(?:context|maximum (?:prompt|"
            r"input|sequence|number of "
            r"tokens)|token limit|max(?:imum)? (?:\w+ )?tokens)",
            r"maximum (?:prompt|input|sequence) length|range of input length|too many (?:input "
            r")?tokens\b(?!,? please wait)",
            r"(?:prompt|input|sequence|token)[ _]?(?:length|len|size|tokens?|count)\b.{0,"
            r"40}\b(?:greater|"
            r"larger|longer|more than|bigger|exceed\w*|above|over)\b|"
            r"max_(?:seq|input|model|position|prompt|context)\w{0,12}_?len(?:gth)?(?!\w)",
            r"\bshorten\b|\bshorter (?:prompt|input)|token budget|tokens to keep from the "
            r"(?:initial )?prompt|when context the overflows|reduce the "
            r"length of",
            r"`?inputs`? (?:tokens|must have)|n_ctx|kv cache .{0,30}(?:full|space)|"
            r"^tokens? limit\W*(?:exceeded|reached)?\W*$",
            r"(?:上下文|输入|提示词?|prompt|token).{0,12}(?:过长|超长|超出|超过|太长).{0,20}",
        ),
        status=_ANYTIME,
        runner_up="request.too_large",
        note="OpenAI, vLLM, SGLang, llama.cpp, LM Studio, TGI, DashScope, Bedrock",
    ),
    Rule(
        "request.too_large",
        texts=(
            r"(?:request|body|payload|entity|content|message)(?: \w+){0,2} (?:is |was )?(?:too "
            r"(?:large|big|long)|exceed)",
            r"(?:payload|entity|body|content) too large|length limit exceeded|maximum (?:request|"
            r"body|payload) size|"
            r"larger than max(?:imum)? (?:body|request)|请求体.{0,8}(?:过大|超)",
        ),
        status=_ANYTIME,
        runner_up="request.context_too_small",
        note="axum, Express, Go, Spring, API Gateway",
    ),
    Rule(
        "request.prompt_rejected",
        texts=(
            r"content[ _-](?:policy|filter|management|moderation|exists risk)|content_filter|"
            r"responsible ?ai",
            r"\bdlp\b|(?:blocked|filtered|refused) (?:this|the|your) (?:prompt|content|message|"
            r"input)\b",
            r"(?:prompt|input|request|content)\b.{0,40}(?:\b|_)(?:flagged|violat\w+|inappropriate|"
            r"unsafe|high risk|harmful|"
            r"prohibited|sensitive|moderat\w+)",
            r"usage policy|safety (?:system|filter|policy|settings)|sensitive[ _]?words?|"
            r"data_inspection|guardrail|censor",
            r"\b(?:content|prompt|completion)\b.{0,60}\b(?:is|was|been|were) (?:blocked|filtered)",
            r"敏感|违规|内容安全|不安全|审核|涉及.{0,6}违",
        ),
        status=_ANYTIME | {446, 451},
        note="Azure, OpenAI, DashScope, DeepSeek, Moonshot, Zhipu, new-api",
    ),
)

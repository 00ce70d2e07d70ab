"""What relays and services were reported to say to Codex: of money."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from codex_doctor.lab.wire import json_reply
from field.endpoints import (
    refused,
    said,
)

if TYPE_CHECKING:
    from codex_doctor.lab.wire import Reply
    from field.set_up import SetUp

_KEY: Final = ("get a key for 127.0.0.1", "rejects the key from gw_key")


def _money(id_: str, about: str, reply: Reply, *first: str) -> SetUp:
    return refused(
        id_, "money or rate", about, reply, *(first or ("quota.exhausted",)), says_not=_KEY
    )


CASES: Final = (
    # ----- money and rate
    _money(
        "new-api-quota-of-token",
        "The token's quota is used up.",
        said(
            403,
            "该令牌额度已用尽 !token.UnlimitedQuota && token.RemainQuota = -1204 (request id:"
            " 20260801)",
            type="new_api_error",
        ),
    ),
    _money(
        "new-api-prepaid",
        "The user's balance is too small for the request.",
        said(
            403,
            "预扣费额度失败, 用户剩余额度: ＄0.012340, 需要预扣费额度: ＄0.080000 (request id:"
            " 20260801)",
            type="new_api_error",
            code="insufficient_user_quota",
        ),
    ),
    _money(
        "siliconflow-balance",
        "SiliconFlow wants to be paid.",
        json_reply(
            403,
            {"code": 30001, "message": "Sorry, your account balance is insufficient", "data": None},
        ),
    ),
    _money(
        "dashscope-free-tier",
        "The free tier is used up.",
        json_reply(
            403,
            {
                "code": "AllocationQuota.FreeTierOnly",
                "message": (
                    "The free tier of the model has been exhausted. If you wish to continue"
                    ' access the model on a paid basis, please disable the "use free tier'
                    ' only" mode in the management console.'
                ),
                "request_id": "1",
            },
        ),
    ),
    _money(
        "balance-in-200",
        "A relay says with a status of 200 that the balance is used up.",
        json_reply(200, {"success": False, "message": "账户余额不足，请充值后再试"}),
    ),
    _money(
        "glm-code-1302",
        "Zhipu wants fewer requests at once.",
        said(429, "您当前使用该API的并发数过高，请降低并发，或联系客服增加限额。", code="1302"),
        "quota.rate_limited",
    ),
    _money(
        "kimi-concurrency",
        "Kimi wants fewer requests at once.",
        said(
            429,
            "Your account org-1a request reached max organization concurrency: 1, please try"
            " again after 1 seconds",
            type="rate_limit_reached_error",
        ),
        "quota.rate_limited",
    ),
    _money(
        "azure-token-rate",
        "Azure wants fewer tokens a minute.",
        said(
            429,
            "Requests to the Responses Operation under Azure OpenAI API have exceeded token"
            " rate limit of your current AIServices S0 pricing tier. Please retry after 60"
            " seconds.",
            code="429",
        ),
        "quota.rate_limited",
    ),
    _money(
        "daily-limit-of-relay",
        "The day's limit of the relay is reached.",
        said(429, "您今日的额度已达上限，请明日 00:00 后再试", type="daily_limit_exceeded"),
        "quota.exhausted",
        "quota.rate_limited",
    ),
    refused(
        "new-api-saturated",
        "money or rate",
        "The group's channels are all busy.",
        said(
            429, "当前分组上游负载已饱和，请稍后再试 (request id: 20260801)", type="new_api_error"
        ),
        "upstream.overloaded",
        "quota.rate_limited",
        says_not=_KEY,
    ),
)

"""Error answers about money and rates: what waiting does not mend, and what it does."""

from __future__ import annotations

from typing import Final

from codex_doctor.lab.wire import json_reply
from field.endpoints import above, refused, refusing, said

_OWN_KEY: Final = ("rejects the key from gw_key", "get a key for 127.0.0.1")


_WAIT: Final = ("wait and try again",)


CASES: Final = (
    refused(
        "litellm-budget",
        "money or rate",
        "The budget of the virtual key is used up, said with status 400.",
        said(
            400,
            "Budget has been exceeded! Current cost: 26.075, Max budget: 0.25",
            type="budget_exceeded",
            param=None,
            code="400",
        ),
        "quota.exhausted",
        report="BerriAI/litellm#22726",
    ),
    refused(
        "token-suspended-for-bill",
        "money or rate",
        "A relay has stopped the token until a bill is paid.",
        said(401, "This token is suspended until billing is settled", type="authentication_error"),
        "quota.exhausted",
        says_not=_OWN_KEY,
    ),
    refused(
        "trial-credits-of-key-expired",
        "money or rate",
        "The credits of a trial have expired, and the key is good.",
        said(403, "The trial credits on this API key have expired"),
        "quota.exhausted",
        says_not=_OWN_KEY,
    ),
    refused(
        "key-closed-for-card",
        "money or rate",
        "The key is closed while the card on file does not pay.",
        said(401, "API key disabled: the last payment failed, please update your card"),
        "quota.exhausted",
        says_not=_OWN_KEY,
    ),
    refused(
        "balance-402",
        "money or rate",
        "The account has no balance.",
        said(402, "Insufficient account balance", type="payment_required"),
        "quota.exhausted",
        report="diegosouzapw/OmniRoute#5239",
    ),
    refused(
        "balance-401",
        "money or rate",
        "The account has no balance, said with the status of a bad key.",
        json_reply(
            401,
            {
                "type": "error",
                "error": {"type": "CreditsError", "message": "Insufficient balance."},
            },
        ),
        "quota.exhausted",
        says_not=_OWN_KEY,
        report="klarkxy/open-console-gateway#51",
    ),
    refused(
        "account-overdue",
        "money or rate",
        "The account has a bill that is not paid.",
        said(
            403,
            "The request failed because your account has an overdue balance.",
            code="AccountOverdueError",
            type="Forbidden",
        ),
        "quota.exhausted",
    ),
    refused(
        "balance-429-chinese",
        "money or rate",
        "The account has no balance, said in Chinese with the status of a rate limit.",
        said(
            429,
            "\u4f59\u989d\u4e0d\u8db3\u6216\u65e0\u53ef\u7528\u8d44\u6e90\u5305,\u8bf7\u5145\u503c\u3002",
            code="1113",
        ),
        "quota.exhausted",
        says_not=_WAIT,
    ),
    refused(
        "usage-limit-reached",
        "money or rate",
        "The plan's limit is reached for two days.",
        json_reply(
            429,
            {
                "error": {
                    "type": "usage_limit_reached",
                    "message": "The usage limit has been reached",
                    "plan_type": "team",
                    "resets_in_seconds": 172800,
                }
            },
        ),
        "quota.exhausted",
        "quota.rate_limited",
        report="icebear0828/codex-proxy#396",
        says_not=("wait a while, then",),
    ),
    refused(
        "concurrency-limit",
        "money or rate",
        "Too many requests of the account run at the same time.",
        said(
            429, "Concurrency limit exceeded for user, please retry later", type="rate_limit_error"
        ),
        "quota.rate_limited",
    ),
    refused(
        "minimax-balance-in-200",
        "money or rate",
        "Status 200 and a document that says that there is no balance.",
        json_reply(200, {"base_resp": {"status_code": 1008, "status_msg": "insufficient balance"}}),
        "quota.exhausted",
        report="MiniMax-AI/MiniMax-M2.5#18",
    ),
    refused(
        "overloaded-529",
        "money or rate",
        "The service is overloaded, with a status of its own.",
        json_reply(
            529, {"type": "error", "error": {"type": "overloaded_error", "message": "Overloaded"}}
        ),
        "upstream.overloaded",
    ),
    refused(
        "cooldown-list",
        "money or rate",
        "The gateway has put all its deployments aside after errors.",
        said(
            429,
            "No deployments available for selected model, Try again in 5 seconds. Passed "
            "model=glm-5. pre-call-checks=False, cooldown_list=['1f']",
            type="None",
            code="429",
        ),
        "upstream.overloaded",
        "upstream.unavailable",
        "quota.rate_limited",
    ),
    refused(
        "one-request-over-tpm",
        "money or rate",
        "One request has more tokens than the plan allows in a minute: waiting is no help.",
        refusing(
            above(
                20 * 1024,
                said(
                    413,
                    "Request too large for model `glm-5` in organization `org_1` service tier "
                    "`on_demand` on tokens per minute (TPM): Limit 6000, Requested 9873, please "
                    "reduce your message size and try again.",
                    type="tokens",
                    code="rate_limit_exceeded",
                ),
            )
        ),
        "quota.rate_limited",
        "request.context_too_small",
        says_not=("client_max_body_size", "wait and try again"),
    ),
)

"""What relays and services were reported to say to Codex: of models."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from codex_doctor.lab.wire import json_reply
from field.endpoints import (
    refused,
    said,
    unknown,
)
from field.set_up import MODEL

if TYPE_CHECKING:
    from codex_doctor.lab.wire import Reply
    from field.set_up import SetUp

_KEY: Final = ("get a key for 127.0.0.1", "rejects the key from gw_key")
_WAIT: Final = ("wait and try again",)


def _model(id_: str, about: str, reply: Reply, *first: str) -> SetUp:
    return refused(
        id_,
        "model",
        about,
        unknown("glm-4.9-air", reply=reply),
        *(first or ("model.unknown_id", "model.no_access")),
        says_not=(*_KEY, *_WAIT),
    )


CASES: Final = (
    # ----- models
    _model(
        "codex-with-chatgpt-account",
        "The service behind the relay does not serve the model to this kind of login.",
        json_reply(
            400,
            {
                "detail": f"The '{MODEL}' model is not supported when using Codex with a"
                " ChatGPT account."
            },
        ),
        "model.no_access",
        "model.unknown_id",
    ),
    _model(
        "unsupported-model-detail",
        "The service says that it does not know the model.",
        json_reply(400, {"detail": "Unsupported model"}),
    ),
    _model(
        "new-api-token-without-model",
        "The token may not use the model.",
        said(403, f"该令牌无权使用模型：{MODEL} (request id: 20260801)", type="new_api_error"),
        "model.no_access",
    ),
    _model(
        "new-api-channel-missing",
        "No channel of the group serves the model.",
        said(
            503,
            f"分组 default 下模型 {MODEL} 的可用渠道不存在（distributor） (request id: 20260801)",
            type="new_api_error",
            code="model_not_found",
        ),
        "model.unknown_id",
        "model.no_access",
    ),
    _model(
        "new-api-price-missing",
        "The relay has no price for the model.",
        said(
            500,
            f"模型 {MODEL} 倍率或价格未配置，请联系管理员设置或开始自用模式 (request id: 20260801)",
            type="new_api_error",
        ),
        "model.unknown_id",
        "model.no_access",
        "upstream.error",
    ),
    _model(
        "glm-code-1211",
        "Zhipu does not know the model.",
        said(400, "模型不存在，请检查模型代码。", code="1211"),
    ),
    _model(
        "dashscope-model",
        "DashScope does not know the model.",
        json_reply(
            404,
            {
                "code": "ModelNotFound",
                "message": f"The model `{MODEL}` does not exist or you do not have access to it.",
                "request_id": "1",
            },
        ),
    ),
    _model(
        "siliconflow-model",
        "SiliconFlow does not know the model.",
        json_reply(
            400,
            {
                "code": 20012,
                "message": "Model does not exist. Please check it carefully.",
                "data": None,
            },
        ),
    ),
    _model(
        "ark-endpoint",
        "Volcengine does not know the model.",
        said(
            404,
            f"The model or endpoint {MODEL} does not exist or you do not have access to it."
            " Request id: 021",
            code="InvalidEndpointOrModel.NotFound",
            type="NotFound",
            param="",
        ),
    ),
    _model(
        "model-in-japanese",
        "The model is not known, in Japanese.",
        said(404, f"モデル「{MODEL}」は存在しません。", type="invalid_request_error"),
    ),
    _model(
        "model-in-russian",
        "The model is not known, in Russian.",
        said(404, f"Модель {MODEL} не найдена", type="invalid_request_error"),
    ),
    _model(
        "model-in-korean",
        "The model is not known, in Korean.",
        said(404, f"모델 {MODEL}을(를) 찾을 수 없습니다.", type="invalid_request_error"),
    ),
    _model(
        "model-in-spanish",
        "The model is not known, in Spanish.",
        said(
            400, f"El modelo {MODEL} no existe o no está disponible.", type="invalid_request_error"
        ),
    ),
    _model(
        "model-in-german",
        "The model is not known, in German.",
        said(404, f"Das Modell {MODEL} wurde nicht gefunden.", type="invalid_request_error"),
    ),
    refused(
        "azure-model-without-responses",
        "model",
        "Azure serves the model, and not on this route.",
        said(
            400,
            f"The responses operation does not work with the specified model, {MODEL}. Please"
            " choose different model and try again.",
            code="OperationNotSupported",
        ),
        "model.not_on_responses",
    ),
    refused(
        "copilot-model-without-responses",
        "model",
        "Copilot serves the model, and not on this route.",
        said(
            400,
            f"model {MODEL} is not supported via Responses API.",
            code="unsupported_api_for_model",
        ),
        "model.not_on_responses",
    ),
)

"""Error answers about model ids."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from codex_doctor.lab.endpoint import model_list
from codex_doctor.lab.wire import document
from field.endpoints import (
    refused,
    said,
    unknown,
)
from field.set_up import MODEL

if TYPE_CHECKING:
    from codex_doctor.lab.wire import Reply, Seen

_NO_ROUTE: Final = ("has no responses api", "litellm, for example")


_NO_DEPLOYMENT: Final = said(
    404,
    "The API deployment for this resource does not exist. If you created the deployment within "
    "the last 5 minutes, please wait a moment and try again.",
    code="DeploymentNotFound",
)
_UNKNOWN: Final = ("model.unknown_id", "model.no_access")


def _lists_models(seen: Seen) -> Reply:
    if seen.path == "/v1/models":
        return model_list((MODEL, "gpt-5.4"))
    deployed = unknown("my-model", reply=_NO_DEPLOYMENT)
    return deployed(seen)


CASES: Final = (
    # An answer that does not say so.
    *(
        refused(
            f"model-not-there-{name}",
            "model",
            "The endpoint does not have the model, and fails without a reason.",
            unknown(served, reply=reply),
            first,
            says_not=("report it",),
            cure=f'model = "{served}"',
        )
        for name, first, served, reply in (
            ("crash", "model.unknown_id", "glm-5-air", said(500, "Internal Server Error")),
            ("crash-none-near", "model.unknown_id", "qwen3", said(500, "Internal error")),
            ("bad-request", "model.unknown_id", "glm-5-air", said(400, "Bad request")),
            ("crash-prefix", "model.prefix_missing", "zai/glm-5", said(500, "error")),
        )
    ),
    refused(
        "bare-id-plain-404",
        "model",
        "The id lacks its prefix; the answer is that of a missing route.",
        unknown(
            "zai/glm-5", "zai/glm-5-air", reply=document(404, "text/plain", "404 page not found")
        ),
        "model.prefix_missing",
        says_not=_NO_ROUTE,
        cure='model = "zai/glm-5"',
        report="NousResearch/hermes-agent#78856",
    ),
    refused(
        "deployment-not-found",
        "model",
        "The id is no deployment of the resource.",
        unknown(
            "prod-glm",
            reply=_NO_DEPLOYMENT,
        ),
        *_UNKNOWN,
        says_not=_NO_ROUTE,
        report="openai/codex#3920",
    ),
    refused(
        "deployment-not-found-model-listed",
        "model",
        "The list has models of which there is a deployment of another name.",
        _lists_models,
        "model.unknown_id",
        says_not=("on the responses api", "passes requests"),
    ),
    refused(
        "not-serverless",
        "model",
        "The model is only served to those who rent a machine for it.",
        said(
            400,
            "Unable to access non-serverless model glm-5. Please create and start a new dedicated "
            "endpoint for the model.",
            type="invalid_request_error",
            code="model_not_available",
        ),
        *_UNKNOWN,
    ),
    refused(
        "no-enabled-provider",
        "model",
        "None of the services that the user switched on has the model.",
        said(
            400,
            "The requested model 'glm-5' is not supported by any provider you have enabled.",
            type="invalid_request_error",
            param="model",
            code="model_not_supported",
        ),
        *_UNKNOWN,
        "model.not_on_responses",
    ),
    refused(
        "data-policy",
        "model",
        "The account's privacy settings leave no service for the model.",
        said(
            404, "No endpoints found matching your data policy (Free model publication).", code=404
        ),
        "model.no_access",
        says_not=(*_NO_ROUTE, "to give the key access"),
    ),
    refused(
        "not-on-responses",
        "model",
        "The model is there, and not on this API.",
        said(
            400,
            "model glm-5 does not support Responses API.",
            code="unsupported_api_for_model",
            type="invalid_request_error",
        ),
        "model.not_on_responses",
    ),
    refused(
        "decommissioned",
        "model",
        "The model is not served any more.",
        unknown(
            "glm-6",
            reply=said(
                400,
                "The model `glm-5` has been decommissioned and is no longer supported.",
                type="invalid_request_error",
                code="model_decommissioned",
            ),
        ),
        *_UNKNOWN,
    ),
    refused(
        "inference-profile",
        "model",
        "The model has to be asked for by the name of a profile.",
        said(
            400,
            "Invocation of model ID glm-5 with on-demand throughput isn't supported. Retry your "
            "request with the ID or ARN of an inference profile that contains this model.",
        ),
        *_UNKNOWN,
        says_not=("serves glm-5 as",),
    ),
    refused(
        "key-without-model",
        "model",
        "The key is good and may not use the model, said with the status of a bad key.",
        said(
            401,
            "key not allowed to access model. This key can only access models=['gpt-4o']. Tried to "
            "access glm-5",
            type="key_model_access_denied",
            param="model",
            code="401",
        ),
        "model.no_access",
        says_not=("rejects the key",),
    ),
    refused(
        "no-model-loaded",
        "model",
        "The local server has loaded no model.",
        said(
            404,
            "No models loaded. Please load a model in the developer page.",
            type="invalid_request_error",
            param="model",
            code="model_not_found",
        ),
        "model.unknown_id",
    ),
    refused(
        "unknown-provider-502",
        "model",
        "The gateway has no service for the id, and answers as if its upstream were down.",
        unknown(
            "gpt-5.4",
            "qwen4",
            reply=said(
                502,
                "unknown provider for model glm-5",
                type="server_error",
                code="internal_server_error",
            ),
        ),
        "model.unknown_id",
        says_not=("wait and try again",),
    ),
    refused(
        "no-channel-chinese",
        "model",
        "The group of the key has no channel for the model, said in Chinese.",
        unknown(
            "gpt-5.4",
            reply=said(
                503,
                "\u5f53\u524d\u5206\u7ec4 vip \u4e0b\u5bf9\u4e8e\u6a21\u578b glm-5 "
                "\u65e0\u53ef\u7528\u6e20\u9053",
                type="new_api_error",
            ),
        ),
        "model.unknown_id",
        says_not=("wait and try again",),
        report="farion1231/cc-switch#312",
    ),
)

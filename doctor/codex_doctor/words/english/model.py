"""The words of the findings `model.*`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "model.empty.title": "The model id is empty",
    "model.empty.text": 'model = "" leaves Codex without a model. It stops before any request.',
    "model.empty": "model is empty, so Codex has no model to ask for",
    "model.empty.fix": "Write the model id that the endpoint serves.",
    "model.evidence.id": "a model id",
    "model.unknown_id.title": "The endpoint does not know the model id",
    "model.unknown_id.text": (
        "Codex sends the id as it is configured, whatever it is. This endpoint serves no model "
        "of that name. Its own ids are in GET /models, where it has that route."
    ),
    "model.prefix_missing.title": "The model id lacks its prefix",
    "model.prefix_missing.text": (
        "Routers serve models under a vendor's name (`openai/gpt-5.4`). The bare id is another "
        "one, which they do not know."
    ),
    "model.prefix_extra.title": "The model id has a prefix too many",
    "model.prefix_extra.text": (
        "The id has a vendor's name in front, as routers want it. This endpoint serves the "
        "model under the bare name."
    ),
    "model.case.title": "The model id has other capitals or blanks",
    "model.case.text": (
        "Ids are compared letter by letter: capitals and blanks count, also a trailing one."
    ),
    "model.no_access.title": "The key may not use this model",
    "model.no_access.text": "The model exists, and the key, group or plan has no right to use it.",
    "model.not_on_responses.title": "The model is not served on the Responses API",
    "model.not_on_responses.text": (
        "The endpoint lists the model and does not serve it at /responses: some gateways "
        "translate only part of their models, and what they pass others on to lacks the route."
    ),
    "model.unknown_id": "{host} does not serve a model called {model}",
    "model.unknown_id.fix_choose": (
        "Set model to an id that {host} serves; its list is at GET /models."
    ),
    "model.unknown_id.fix_unlisted": "Set model to an id that {host} serves.",
    "model.unknown_id.loaded": "{host} has no model loaded",
    "model.unknown_id.fix_load": "Load {model} in the server at {host} (LM Studio: lms load).",
    "model.unknown_id.alias": (
        "{host} lists {model} and passes it on as {subject}, which is not known there"
    ),
    "model.unknown_id.fix_gateway": (
        "Correct in the gateway at {host} what it passes {model} on as."
    ),
    "model.unknown_id.profile": "{host} takes {model} only by the id of an inference profile",
    "model.unknown_id.fix_profile": (
        "Set model to the id or ARN of an inference profile that contains it; on Bedrock that is "
        "the model's id with us., eu., apac. or global. in front. Behind a gateway the id is set "
        "there."
    ),
    "model.unknown_id.deployment": (
        "{host} has no deployment called {model}; which models it lists does not matter"
    ),
    "model.unknown_id.fix_deployed": (
        "Set model to the name that a deployment has at {host}; on Azure whoever deploys a model "
        "chooses it."
    ),
    "model.prefix_missing": "{host} serves {model} as {near}",
    "model.prefix_extra": "{host} serves {model} as {near}, without the prefix",
    "model.case": "{host} serves {model} as {near}: capitals and blanks count",
    "model.no_access": "The key may not use {model} at {host}",
    "model.no_access.fix_access": (
        "Ask whoever runs {host} to give the key access to {model}, or choose another model."
    ),
    "model.no_access.privacy": (
        "The privacy settings of the account at {host} leave no service for {model}"
    ),
    "model.no_access.fix_privacy": (
        "Allow in the privacy settings of the account at {host} what the services of {model} ask "
        "for (OpenRouter: Settings, Privacy)."
    ),
    "model.no_access.fix_other": "Choose another model.",
    "model.no_access.dedicated": (
        "{host} knows {model}, and runs it only as a deployment of one's own"
    ),
    "model.no_access.fix_shared": "Choose a model that {host} serves to everybody.",
    "model.no_access.fix_deployment": (
        "Create a deployment of {model} at {host}, and set model to its name."
    ),
    "model.not_on_responses": "{host} does not serve {model} on the Responses API",
    "model.not_on_responses.fix_choose": "Choose a model that {host} serves on the Responses API.",
    "model.not_on_responses.fix_gateway": (
        "Correct where the gateway passes requests for {model} on to (its address there)."
    ),
    "model.not_on_responses.listed": (
        "{host} lists {model} and does not serve it on the Responses API"
    ),
    "model.passed": "{model} answers",
    "model.unknown_id.fix_first": ("Set model to {model}, or to another that is served: {others}."),
    "model.unknown_id.fix_set": "Set model to {model}.",
    "model.unknown_id.fix_use": "Use the model {model}.",
    "model.evidence.model": "model",
    "model.evidence.asked_for": "asked for",
    "model.evidence.served": "served",
    "model.evidence.one_of": "{model} (1 of {count:id|ids} in GET /models)",
    "model.evidence.no_list": "GET /models: {answer}",
    "model.evidence.answers": "{model} answers HTTP 200",
}

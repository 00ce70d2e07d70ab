"""The words of the findings `model.*`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "model.empty.title": "The model id is empty",
    "model.empty.text": 'model = "" leaves Codex without a model. It stops before any request.',
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
}

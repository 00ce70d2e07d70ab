"""Which model and which address are meant, by what further requests showed; not a check."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from msgspec.structs import replace

from codex_doctor.answers.bases import base_with_route, has_route, without_routes
from codex_doctor.answers.models import nearest
from codex_doctor.codex.urls import without_route
from codex_doctor.facts.turn import CHAT
from codex_doctor.model import Confidence

if TYPE_CHECKING:
    from codex_doctor.answers.cause import Cause
    from codex_doctor.facts import Turn
    from codex_doctor_checks.turn.root import Root

# What an answer in another API's own words shows, whatever other routes there are.
_SAID_APIS = frozenset({"wire.chat_schema", "wire.other_protocol"})


def refined_model(root: Root, turn: Turn) -> Root:
    """Return the cause with what the list of models says about the id."""
    if root.cause.id != "model.unknown_id" and not _is_misnamed(turn):
        return root
    if turn.model in turn.served:
        # What it says of the id itself outranks that the list has it.
        if root.cause.form:
            return root
        if root.cause.subject not in {"", turn.model}:
            passed_on = replace(root.cause, form="alias", confidence=Confidence.LIKELY)
            return replace(root, cause=passed_on)
        cause = replace(
            root.cause, id="model.not_on_responses", confidence=Confidence.LIKELY, form="listed"
        )
        return replace(root, cause=cause)
    if turn.served and root.cause.form == "deployment":
        # A list without the model may be one of deployments.
        root = replace(root, cause=replace(root.cause, form=""))
    near = nearest(turn.model, turn.served)
    if near is None:
        return root
    kind = "model.unknown_id" if near.kind == "similar" else f"model.{near.kind}"
    # The one that answered comes first.
    served = sorted(near.candidates, key=lambda one: one != turn.renamed)
    return replace(root, cause=replace(root.cause, id=kind), served=tuple(served))


def _is_misnamed(turn: Turn) -> bool:
    """Whether the same model is served under a longer or shorter name, whatever is said of it."""
    near = nearest(turn.model, turn.served)
    return near is not None and near.kind != "similar" and turn.renamed in near.candidates


def refined_route(root: Root, turn: Turn) -> Root:
    """Return the cause with what other addresses and the other API answered."""
    # Where a redirect led is not the address that was asked.
    used = "" if turn.first.redirects else without_route(urlsplit(turn.first.url).path)
    base = base_with_route(turn.bases, turn.model)
    if root.cause.id == "url.redirect" and base in map(without_route, turn.first.redirects):
        # That it leads to what was found is the cause.
        return replace(root, base=base)
    if without_routes(used) != used.rstrip("/"):
        kind = "url.endpoint_in_base"
        bare = urlsplit(turn.first.url)._replace(path=without_routes(used), query="")
        base = base or bare.geturl()
    elif base:
        is_double = used.count("/v1") > 1 or root.cause.id == "url.double_v1"
        kind = "url.double_v1" if is_double else "url.missing_v1"
    elif root.cause.id in _SAID_APIS and root.cause.confidence is Confidence.CERTAIN:
        return root
    elif turn.chat is not None and has_route(turn.chat, turn.model):
        kind = "wire.chat_missing" if turn.dialect == CHAT else "wire.responses_missing"
        return replace(root, cause=certain(root.cause, kind))
    elif turn.dialect == CHAT and root.cause.id == "wire.responses_missing":
        return replace(root, cause=replace(root.cause, id="wire.chat_missing"))
    else:
        return root
    form = "added" if kind == "url.double_v1" and used.count("/v1") < 2 else root.cause.form
    return replace(root, cause=replace(certain(root.cause, kind), form=form), base=base)


def certain(cause: Cause, kind: str) -> Cause:
    """Return the cause under another finding id that a further request has proved."""
    return replace(cause, id=kind, confidence=Confidence.CERTAIN)

"""The one cause why a turn fails, shared by the checks that judge the same exchanges.

auth, model, wire, request, stream and tools all look at one turn. Here is decided which of them
the cause belongs to, and what it proves about the others; each check says it in its own words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from codex_doctor.answers.answer import ROUTE_MISSING, cause_in_reading, cause_of, is_taken
from codex_doctor.answers.bases import IN_QUERY
from codex_doctor.answers.cause import Cause, wants_other_model
from codex_doctor.answers.series import deciding, goes_on, last_tries, lost
from codex_doctor.facts.turn import CHAT
from codex_doctor.model import Confidence, Failed, Passed, Skipped
from codex_doctor.patterns import Regex
from codex_doctor.words.sentence import say
from codex_doctor.words.told import said
from codex_doctor_checks.turn.completed import Flawed, dialect_of, judge_completed
from codex_doctor_checks.turn.control import proxys_own, with_control
from codex_doctor_checks.turn.proof import Proof
from codex_doctor_checks.turn.refined_targets import certain, refined_model, refined_route
from codex_doctor_checks.turn.root import Root

if TYPE_CHECKING:
    from collections.abc import Callable

    from codex_doctor.facts import Exchange, Turn
    from codex_doctor.facts.reduction import Reduction, RefusedPart
    from codex_doctor.model import Finding, Outcome

# What a cause of this area proves to be fine, by the check's id.
_PROVES = {
    "quota": {"auth"},
    "model": {"auth", "wire"},
    "request": {"auth", "wire"},
    "session": {"auth", "model", "wire"},
    "stream": {"auth", "model", "wire", "request"},
    "tools": {"auth", "model", "wire", "request", "stream"},
}
# Areas of what one answer says, before any turn was seen to begin.
_SAID_ONCE = frozenset({"quota", "model", "request"})
# What a part of the request is called when the endpoint accepts the request without it.
_PART_IDS = {
    "field": "request.field_rejected",
    "null": "request.field_rejected",
    "role": "request.role_rejected",
    "item": "request.item_rejected",
    "tool": "request.tool_type_rejected",
    "size": "request.too_large",
    "header": "auth.client_blocked",
    "content": "auth.client_blocked",
    "dialect": "request.field_rejected",
    "header_size": "http.header_limit",
}
# Kinds of parts that have words of their own, and the parts that stand in the body.
_FORMS = {"content": "content", "dialect": "dialect", "header": "header", "size": "between"}
_IN_BODY = frozenset({"field", "null", "role", "item", "tool", "content"})
_MEMBER = Regex(r"[a-z]+(?:_[a-z]+)*(?=$|[.\[])")
# Parts that take the roles along when they go: what the endpoint says of a role is the finer word.
_WITH_ROLES = frozenset({"messages", "size"})
_PART_WORDS = {
    "id": "request.part.ids",
    "messages": "request.part.messages",
    "content": "request.part.content",
    "additional_tools": "request.part.tools",
    "tools.functions": "request.part.functions",
    "tools.strict": "request.part.strict",
}


def root_cause(turn: Turn) -> Root | None:
    """Return why Codex would not finish this turn, None when it would."""
    cause = None if goes_on(turn) else cause_of(turn.first, model=turn.model)
    if cause is not None and (own := proxys_own(turn)) is not None:
        return Root(own, turn.first)
    if cause is not None:
        return _refined(Root(_formed(with_control(cause, turn)), turn.first), turn)
    tries = last_tries(turn.follow_ups, model=turn.model)
    last = deciding(tries, model=turn.model) if tries else turn.first
    if last is not turn.first:
        later = cause_of(last, model=turn.model)
        if later is not None:
            return _refined_output(Root(_output_cause(last, later), last), turn)
    reading = last.reading
    flawed = judge_completed(turn, reading) if reading is not None else None
    if reading is None or flawed is None:
        return None
    if turn.dialect == CHAT and flawed.kind in {"stream.empty", "tools.never_called"}:
        from codex_doctor_checks.turn.chat_cause import passed_over

        passed = passed_over(last, reading)
        if passed is not None:
            return Root(passed, last)
    inner = cause_in_reading(reading, model=turn.model)
    return Root(inner, last) if inner is not None else _flawed(flawed, last)


def outcome(
    stage: str, root: Root | None, *, passed: str, finding: Callable[[Root], Finding]
) -> Outcome:
    """Return what the check of this stage says about the turn."""
    if root is None:
        return Passed(passed)
    if root.stage == stage:
        return Failed((finding(root),))
    if stage in _PROVES.get(root.area, ()) and _is_shown(root):
        return Passed(passed)
    return Skipped(say("run.turn_ends"), blocked_by=root.cause.id)


def _is_shown(root: Root) -> bool:
    """Whether the endpoint came as far as the cause says: it spoke the API, or says so for sure.

    An empty answer, or one that nobody can read, is no Responses API that has taken the key.
    """
    if root.cause.id == "stream.error_in_200":
        return False
    if root.area == "stream":
        reading = root.exchange.reading
        return reading is not None and bool(reading.types)
    is_sure = root.cause.confidence is Confidence.CERTAIN or root.proof is not None
    return is_sure or root.area not in _SAID_ONCE


def _flawed(flawed: Flawed, exchange: Exchange) -> Root:
    confidence = flawed.proof.confidence if flawed.proof is not None else flawed.confidence
    is_count = flawed.form in {"sometimes", "more"}
    cause = Cause(
        id=flawed.kind,
        confidence=confidence,
        message=flawed.said,
        seen="" if is_count else flawed.detail,
        subject=flawed.detail if is_count else "",
        form=flawed.form,
    )
    return Root(cause, exchange, proof=flawed.proof)


def _formed(cause: Cause) -> Cause:
    """Return the cause of a first answer; an empty one has words of its own.

    Nothing is replayed yet: what an endpoint misses then is one of the items.
    """
    if cause.id == "session.history_rejected":
        return replace(cause, id="request.item_rejected", runner_up="", form="kept")
    return replace(cause, form="no_body") if cause.id == "stream.empty" else cause


def _output_cause(exchange: Exchange, cause: Cause) -> Cause:
    """Return the cause of a failure of the request that carries the tool output."""
    if cause.id.startswith("quota."):
        return cause
    status = exchange.status or 0
    kind = "tools.output_rejected" if 400 <= status < 500 else "tools.output_fails"
    return replace(cause, id=kind, form="page" if cause.id == "url.wrong_page" else cause.form)


def _refined_output(root: Root, turn: Turn) -> Root:
    """Name the replayed items without which the tool output was accepted."""
    reduction = turn.reduction
    if reduction is None or reduction.proof is None:
        return root
    subject = said(reduction.parts[0].told) or reduction.parts[0].name
    cause = replace(root.cause, id="session.history_rejected", subject=subject)
    proof = Proof(last_tries(turn.follow_ups, model=turn.model), reduction.proof)
    return replace(proved(root, cause, proof), reduction=reduction)


# ----- what the further requests tell


def _refined(root: Root, turn: Turn) -> Root:
    if root.area == "model":
        return refined_model(root, turn)
    if turn.rekeyed is not None:
        proof = Proof(_failed(turn), turn.rekeyed, turn.keyless)
        return proved(root, replace(root.cause, id="auth.wrong_header"), proof)
    if turn.made_up is not None:
        return _without_key(root, turn, turn.made_up)
    if turn.reduction and turn.reduction.proof:
        return _refined_part(root, turn, turn.reduction)
    if turn.spoken:
        kind = {"tls": "tls.needed", "other": "http.not_http"}[turn.spoken]
        return replace(root, cause=certain(root.cause, kind))
    if wants_other_model(root.cause):
        return root
    if turn.own is not None or turn.renamed:
        # Where the model is not listed, the id is as wrong as the list says.
        guess = replace(root.cause, id="model.unknown_id", subject="", confidence=Confidence.LIKELY)
        return refined_model(replace(root, cause=replace(guess, runner_up="upstream.error")), turn)
    if turn.versioned is not None:
        cause = certain(root.cause, "config.gateway_header_missing")
        form = "version" if IN_QUERY in turn.versioned.url else "unversioned"
        return replace(root, cause=replace(cause, subject=IN_QUERY, form=form))
    is_route = root.cause.id in ROUTE_MISSING or root.cause.runner_up in ROUTE_MISSING
    if is_route and (turn.bases or turn.chat is not None):
        return refined_route(root, turn)
    is_unsent = root.cause.id == "request.field_rejected" and _is_unsent(root.cause, turn)
    return replace(root, cause=replace(root.cause, form="unsent")) if is_unsent else root


def _is_unsent(cause: Cause, turn: Turn) -> bool:
    """Whether a refusal names a member that Codex's request does not have."""
    named = _MEMBER.match(cause.subject or cause.param)
    return named is not None and not cause.form and not dialect_of(turn).has_member(named[0])


def _without_key(root: Root, turn: Turn, tried: Exchange) -> Root:
    """Name the missing credential: with a made-up one the endpoint fails no more.

    Where it refuses that key, no request is known to pass with a good one.
    """
    cause = replace(root.cause, id="auth.no_credential", runner_up=root.cause.id, form="")
    if is_taken(tried, model=turn.model):
        return proved(root, cause, Proof(_failed(turn), tried))
    return replace(root, cause=replace(cause, confidence=Confidence.LIKELY))


def _refined_part(root: Root, turn: Turn, reduction: Reduction) -> Root:
    """Name the parts of the request without which it was accepted."""
    first, passed = reduction.parts[0], reduction.proof
    if first.kind == "demanded" or passed is None:
        demanded = replace(root.cause, id="request.rejected", form="")
        return replace(root, cause=demanded, reduction=reduction)
    names_tools = (root.cause.subject or root.cause.param).startswith("tools")
    if root.cause.id == _PART_IDS["field"] and names_tools and first.name == "function":
        return root  # it says what of the functions it is
    is_role = root.cause.id == _PART_IDS["role"] and root.cause.confidence is Confidence.CERTAIN
    if is_role and first.name in _WITH_ROLES:
        return root
    alike = tuple(_called(part) for part in reduction.parts if part.kind == first.kind)
    subject = say("evidence.list", parts=alike)
    kind, form = _PART_IDS[first.kind], _FORMS.get(first.kind, "")
    if root.area == "auth" and first.kind in _IN_BODY:
        # Who forbids a request for what stands in it is a filter before the endpoint.
        kind, form = "auth.client_blocked", "content"
    if kind == root.cause.id and not form:
        form = root.cause.form
    cause = replace(root.cause, id=kind, subject=subject, form=form)
    proof = Proof(_failed(turn), passed, reduction.twin)
    return replace(proved(root, cause, proof), reduction=reduction)


def _called(part: RefusedPart) -> str:
    words = _PART_WORDS.get(part.name)
    return said(part.told) or (say(words) if words else part.name)


def proved(root: Root, cause: Cause, proof: Proof) -> Root:
    """Return the root with a cause that is as sure as its proof."""
    return replace(root, cause=replace(cause, confidence=proof.confidence), proof=proof)


def _failed(turn: Turn) -> tuple[Exchange, ...]:
    """Return Codex's own first request, each time that it was sent and failed in the same way."""
    first = turn.first
    alike = [one for one in lost(turn.attempts, model=turn.model) if one.status == first.status]
    return tuple(alike)

"""model -- the endpoint serves the model id that Codex sends.

What it looks at
    The answer to the first request; only when it refuses the id, the list at GET /models.

Why it matters
    A wrong id is the commonest mistake, and gateways report it as 400, 403, 404, 500 or 503.

Known limits
    The list of models is a hint: an id in it may still not be served on the Responses API. The
    nearest ids are tried with a small request before one is proposed.

Source
    Error bodies of real products; Codex stops at once only for the code `model_not_found`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from codex_doctor.answers.cause import wants_other_model
from codex_doctor.codex.files.toml_values import write_text
from codex_doctor.facts.options import all_words, spelt
from codex_doctor.model import (
    Check,
    Evidence,
    Failed,
    Finding,
    Fix,
    Mistake,
    Page,
    Passed,
    Risk,
    Severity,
    page,
)
from codex_doctor.words.sentence import Sentence, say
from codex_doctor_checks.setup.base_url import set_value
from codex_doctor_checks.setup.blamed import find_unsent_model
from codex_doctor_checks.setup.typed import command_line
from codex_doctor_checks.turn.proof import said
from codex_doctor_checks.turn.turn_cause import outcome, root_cause
from codex_doctor_checks.turn.turn_words import (
    Kind,
    Words,
    by_id,
    evidence,
    finding_of,
    pages,
)

if TYPE_CHECKING:
    from codex_doctor.context import Context
    from codex_doctor.facts import Exchange, Setup, Turn
    from codex_doctor.model import Outcome
    from codex_doctor_checks.turn.root import Root

_CHOOSE = "model.unknown_id.fix_choose"
_UNLISTED = "model.unknown_id.fix_unlisted"
_DEPLOYED = "model.unknown_id.fix_deployed"
_SHOWN = 5  # ids of the list


def _page(kind: str) -> Page:
    return page(f"model.{kind}", Mistake.MODEL_ID)


KINDS = by_id(
    Kind(
        _page("unknown_id"),
        (_CHOOSE,),
        {
            "loaded": Words("model.unknown_id.loaded", ("model.unknown_id.fix_load", _CHOOSE)),
            "alias": Words("model.unknown_id.alias", ("model.unknown_id.fix_gateway", _CHOOSE)),
            "profile": Words("model.unknown_id.profile", ("model.unknown_id.fix_profile",)),
            "deployment": Words(
                "model.unknown_id.deployment",
                (_DEPLOYED, "model.no_access.fix_deployment"),
            ),
        },
    ),
    Kind(_page("prefix_missing"), (_CHOOSE,)),
    Kind(_page("prefix_extra"), (_CHOOSE,)),
    Kind(_page("case"), (_CHOOSE,)),
    Kind(
        _page("no_access"),
        ("model.no_access.fix_access",),
        {
            "privacy": Words(
                "model.no_access.privacy",
                ("model.no_access.fix_privacy", "model.no_access.fix_other"),
            ),
            "dedicated": Words(
                "model.no_access.dedicated",
                ("model.no_access.fix_shared", "model.no_access.fix_deployment"),
            ),
        },
    ),
    Kind(
        _page("not_on_responses"),
        ("model.not_on_responses.fix_choose", "model.not_on_responses.fix_gateway"),
        {
            "listed": Words(
                "model.not_on_responses.listed",
                ("model.not_on_responses.fix_choose", "model.not_on_responses.fix_gateway"),
            )
        },
    ),
)

METADATA_MISSING = page("config.model_metadata_missing")


async def run(ctx: Context) -> Outcome:
    """Judge the turn."""
    return judge(await ctx.turn(), ctx.setup)


def judge(turn: Turn, setup: Setup) -> Outcome:
    """Return whether the model id is served."""
    root = root_cause(turn)
    if root is not None and root.cause.id.startswith("model."):
        unsent = find_unsent_model(setup)
        if unsent is not None:
            proof = evidence(root.exchange)
            fixes = _with_served(unsent.fixes, turn)
            found = replace(unsent, evidence=unsent.evidence + proof, fixes=fixes)
            return Failed((found,))
    judged = outcome(
        "model",
        root,
        passed=say("model.passed", model=turn.model),
        finding=lambda root: _finding(root, turn, setup),
    )
    knows_model = turn.dialect != "classic" or "model_catalog_json" in setup.values
    if isinstance(judged, Passed) and not knows_model:
        return Failed((_metadata_missing(turn, setup),), judged.summary)
    return judged


def _with_served(fixes: tuple[Fix, ...], turn: Turn) -> tuple[Fix, ...]:
    """Return the fixes; where a model id is left open, the first one that is served is written."""
    open_line = f'model = "{say("fix.your.model")}"'
    lines = [edit.after for fix in fixes[:1] for edit in fix.edits]
    if not turn.served or lines != [open_line]:
        return fixes
    model, others = turn.served[0], turn.served[1:_SHOWN]
    if others:
        title = say("model.unknown_id.fix_first", model=model, others=others)
    else:
        title = say("model.unknown_id.fix_set", model=model)
    edits = tuple(replace(one, after=f"model = {write_text(model)}") for one in fixes[0].edits)
    return (replace(fixes[0], title=title, edits=edits), *fixes[1:])


def _metadata_missing(turn: Turn, setup: Setup) -> Finding:
    window = "model_context_window"
    fix = Fix(say("config.model_metadata_missing.fix_window", key=window, model=turn.model))
    return Finding(
        id=METADATA_MISSING.id,
        severity=Severity.HINT,
        cause=say("config.model_metadata_missing", model=turn.model),
        evidence=(
            Evidence(
                say("model.evidence.model"),
                turn.model,
                say("config.model_metadata_missing.evidence.known"),
            ),
        ),
        fixes=(fix,) if window not in setup.values else (),
        location=setup.model_origin,
    )


def _finding(root: Root, turn: Turn, setup: Setup) -> Finding:
    acts = {one: _open_model(setup) for one in (_CHOOSE, _DEPLOYED)}
    finding = finding_of(root, setup, KINDS, first=other_models(root, turn, setup), acts=acts)
    if turn.models is None:
        return finding
    if not turn.served:
        finding = replace(finding, fixes=tuple(map(_unlisted, finding.fixes)))
    refusal = " ".join(str(one) for one in (root.exchange.status, root.cause.code) if one)
    asked = Evidence(say("model.evidence.asked_for"), f"{turn.model} ({refusal})")
    served = Evidence(say("model.evidence.served"), _served(root, turn, turn.models))
    rest = tuple(one for one in finding.evidence if one.label == say("evidence.it_says"))
    if turn.renamed:
        answers = say("model.evidence.answers", model=turn.renamed)
        rest += (Evidence(say("evidence.tried"), answers),)
    return replace(finding, evidence=(asked, served, *rest), location=setup.model_origin)


def _unlisted(fix: Fix) -> Fix:
    """Return the fix without the pointer to a list that is not there."""
    title = fix.title
    if not isinstance(title, Sentence) or title.template != _CHOOSE:
        return fix
    return replace(fix, title=say(_UNLISTED, **title.values))


def _served(root: Root, turn: Turn, models: Exchange) -> str:
    if root.served:
        return say("model.evidence.one_of", model=root.served[0], count=len(turn.served))
    if not turn.served:
        return say("model.evidence.no_list", answer=said(models))
    return ", ".join(turn.served[:_SHOWN]) + (" ..." if len(turn.served) > _SHOWN else "")


def other_models(root: Root, turn: Turn, setup: Setup) -> tuple[Fix, ...]:
    """Return the fixes that set the nearest served ids, or else the first of the list."""
    is_far = root.cause.id == "model.unknown_id" and turn.model not in turn.served
    proposed = (turn.renamed,) if turn.renamed else turn.served[:1] if is_far else ()
    is_open = root.cause.form in {"", "listed"} or wants_other_model(root.cause)
    ids = root.served or (proposed if is_open else ())
    passed_over = {*ids, turn.model}
    others = () if root.served else tuple(one for one in turn.served if one not in passed_over)
    shown = others[: _SHOWN - 1]
    return tuple(_set_model(setup, one, shown, is_near=one in root.served) for one in ids)


def plainer_model(turn: Turn, setup: Setup) -> tuple[Fix, ...]:
    """Return the fix that sets the id for which Codex sends what the endpoint takes."""
    if not turn.plainer:
        return ()
    fix = _set_model(setup, turn.plainer, (), is_near=False)
    title = say("request.fix_plainer", model=turn.plainer, known=turn.model)
    return (replace(fix, title=title),)


def _open_model(setup: Setup) -> Fix:
    """Return the act that writes a model which only the user knows where the model is set."""
    act = set_value(setup, key="model", shown=say("fix.your.model"), title="") or Fix("")
    return replace(act, risk=Risk.REVIEW, auto=False)


def _set_model(setup: Setup, model: str, others: tuple[str, ...], *, is_near: bool) -> Fix:
    if others:
        title = say("model.unknown_id.fix_first", model=model, others=others)
    else:
        title = say("model.unknown_id.fix_set", model=model)
    fix = set_value(setup, key="model", shown=model, title=title)
    if fix is None:
        title = say("model.unknown_id.fix_use", model=model)
        words = all_words(setup.options)
        line = None if words is None else command_line((*words, *spelt("-m", model)))
        fix = Fix(title, commands=line)
    # Which of the others is meant only the user knows.
    return fix if is_near else replace(fix, risk=Risk.REVIEW, auto=False)


CHECK = Check(
    id="model",
    title=say("check.model"),
    needs=("auth",),
    run=run,
    network=True,
    sends_key=True,
    pages=(*pages(KINDS), METADATA_MISSING),
    clears=Mistake.MODEL_ID,
)

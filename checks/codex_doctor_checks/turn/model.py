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

from codex_doctor.model import (
    Check,
    Commands,
    Evidence,
    Failed,
    Finding,
    Fix,
    Mistake,
    Page,
    Passed,
    Severity,
    page,
)
from codex_doctor.words.sentence import say
from codex_doctor_checks.setup.base_url import set_value
from codex_doctor_checks.setup.blamed import find_unsent_model
from codex_doctor_checks.turn.turn_cause import outcome, root_cause
from codex_doctor_checks.turn.turn_words import Kind, Words, by_id, evidence, finding_of, pages

if TYPE_CHECKING:
    from codex_doctor.context import Context
    from codex_doctor.facts import Setup, Turn
    from codex_doctor.model import Outcome
    from codex_doctor_checks.turn.root import Root

_ON_RESPONSES = (
    Fix("fix.on_responses"),
    Fix("fix.on_responses_2"),
)
_CHOOSE = Fix("fix.choose")


def _page(kind: str) -> Page:
    return page(f"model.{kind}", Mistake.MODEL_ID)


KINDS = by_id(
    Kind(
        _page("unknown_id"),
        (_CHOOSE,),
        {
            "loaded": Words(
                "model.unknown_id.loaded",
                (Fix("model.unknown_id.loaded.fix"), _CHOOSE),
            ),
            "alias": Words(
                "model.unknown_id.alias",
                (Fix("model.unknown_id.alias.fix"), _CHOOSE),
            ),
            "profile": Words(
                "model.unknown_id.profile",
                (Fix("model.unknown_id.profile.fix"),),
            ),
        },
    ),
    Kind(
        _page("prefix_missing"),
        (_CHOOSE,),
    ),
    Kind(
        _page("prefix_extra"),
        (_CHOOSE,),
    ),
    Kind(
        _page("case"),
        (_CHOOSE,),
    ),
    Kind(
        _page("no_access"),
        (Fix("model.no_access.fix"),),
        {
            "privacy": Words(
                "model.no_access.privacy",
                (
                    Fix("model.no_access.privacy.fix"),
                    Fix("model.no_access.privacy.fix_2"),
                ),
            ),
            "dedicated": Words(
                "model.no_access.dedicated",
                (
                    Fix("model.no_access.dedicated.fix"),
                    Fix("model.no_access.dedicated.fix_2"),
                ),
            ),
        },
    ),
    Kind(
        page(
            "model.not_on_responses",
            Mistake.MODEL_ID,
        ),
        _ON_RESPONSES,
        {
            "listed": Words(
                "model.not_on_responses.listed",
                _ON_RESPONSES,
            )
        },
    ),
)

METADATA_MISSING = page(
    "config.model_metadata_missing",
)


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
            return Failed((replace(unsent, evidence=unsent.evidence + proof),))
    judged = outcome(
        "model",
        root,
        passed=f"{turn.model} answers",
        finding=lambda root: _finding(root, turn, setup),
    )
    knows_model = turn.dialect != "classic" or "model_catalog_json" in setup.values
    if isinstance(judged, Passed) and not knows_model:
        return Failed((_metadata_missing(turn, setup),), judged.summary)
    return judged


def _metadata_missing(turn: Turn, setup: Setup) -> Finding:
    window = "model_context_window"
    fixes = (Fix(f"Set {window} to what {turn.model} has."),) if window not in setup.values else ()
    return Finding(
        id=METADATA_MISSING.id,
        severity=Severity.HINT,
        cause=f"Codex has no metadata for {turn.model} and takes general values",
        evidence=(Evidence("model", turn.model, "an id that Codex knows, or model_catalog_json"),),
        fixes=fixes,
        location=setup.model_origin,
    )


def _finding(root: Root, turn: Turn, setup: Setup) -> Finding:
    finding = finding_of(root, setup, KINDS, first=_renames(root, setup))
    if turn.models is None:
        return finding
    refusal = " ".join(str(one) for one in (root.exchange.status, root.cause.code) if one)
    asked = Evidence("asked for", f"{turn.model} ({refusal})")
    if root.served:
        of = f"1 of {len(turn.served)} ids in GET /models"
        served = Evidence("served", f"{root.served[0]} ({of})")
    else:
        shown = ", ".join(turn.served[:5]) or f"GET /models answers {turn.models.status}"
        served = Evidence("served", shown + (" ..." if len(turn.served) > 5 else ""))
    rest = tuple(one for one in finding.evidence if one.label == "it says")
    if turn.renamed:
        rest += (Evidence("tried", f"{turn.renamed} answers HTTP 200"),)
    return replace(finding, evidence=(asked, served, *rest), location=setup.model_origin)


def _renames(root: Root, setup: Setup) -> tuple[Fix, ...]:
    """Return the fixes that set the nearest served ids."""
    fixes: list[Fix] = []
    for near in root.served:
        edit = set_value(setup, key="model", shown=near, title=f"Set model to {near}.")
        command = f"codex -m {near}"
        fixes.append(edit or Fix(f"Use the model {near}.", commands=Commands(command, command)))
    return tuple(fixes)


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

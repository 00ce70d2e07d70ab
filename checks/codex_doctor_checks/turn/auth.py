"""auth -- the endpoint accepts the credential that Codex sends.

What it looks at
    The answer to the first request of the turn: key, access, quota, firewall.

Why it matters
    Codex tries a refused key six times, then prints the endpoint's words and no more.

Known limits
    An endpoint that checks nothing accepts every key; only a refused key shows whether one is
    needed.

Source
    RFC 9110 section 15.5 (401, 403), RFC 6585 section 4 (429); error bodies of real products.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

from codex_doctor.answers.answer import is_taken
from codex_doctor.answers.bases import API_VERSION, IN_QUERY
from codex_doctor.answers.cause import KEY_REFUSED
from codex_doctor.codex.config.overview import provider_key
from codex_doctor.facts.active import OPENAI
from codex_doctor.model import Check, Confidence, Edit, Evidence, Failed, Fix
from codex_doctor.patterns import Regex
from codex_doctor.secrets.masking import is_secret_name
from codex_doctor.words.sentence import say
from codex_doctor_checks.setup.base_url import remove_values, set_value
from codex_doctor_checks.setup.blamed import find_suspects, find_unsent_header
from codex_doctor_checks.turn.auth_kinds import KINDS
from codex_doctor_checks.turn.key_fixes import (
    is_configured,
    is_scheme_unwanted,
    key_acts,
    misnamed,
    resent,
    set_in_table,
    taken_out,
)
from codex_doctor_checks.turn.proof import said
from codex_doctor_checks.turn.turn_cause import outcome, root_cause
from codex_doctor_checks.turn.turn_words import (
    evidence,
    finding_of,
    pages,
    search_evidence,
    table_of,
)

if TYPE_CHECKING:
    from codex_doctor.context import Context
    from codex_doctor.facts import Setup, Turn
    from codex_doctor.model import Finding, Outcome
    from codex_doctor_checks.turn.root import Root

# A gateway's own: what frames a request (RFC 9110 section 7.6.1) or says who sent it is no setting.
_NAME = Regex(
    r"(?!(?:accept|content|keep|proxy|transfer|x-forwarded)-)[a-z0-9]+(?:-[a-z0-9]+)+",
    re.IGNORECASE,
)
# A header that is wanted with a value: in quotes, or one of several.
_VALUED = Regex(
    r"([\w-]{1,64})(?:: ([\w.=/+-]{1,64})(?=['\"`])|"
    r"['\"`]? (?:must|should) be (?:one of[:\s'\"`\[]*|['\"`])([\w.=/+-]{1,64}))"
)


async def run(ctx: Context) -> Outcome:
    """Judge the turn."""
    return judge(await ctx.turn(), ctx.setup)


def judge(turn: Turn, setup: Setup) -> Outcome:
    """Return whether the credential is accepted."""
    root = root_cause(turn)
    if root is not None and (suspect := _suspect(root, setup)):
        return Failed((_suspected(root, suspect),))
    credential = setup.credential
    shown = str(credential.shown.fingerprint) if credential.shown else credential.source
    passed = say("auth.passed", credential=shown) if credential.sent else say("auth.passed_without")
    return outcome("auth", root, passed=passed, finding=lambda root: _finding(root, turn, setup))


def _suspect(root: Root, setup: Setup) -> Finding | None:
    """Return what of the set-up explains the answer, None when nothing does."""
    if root.cause.id in KEY_REFUSED:
        return next(iter(find_suspects(setup)), None)
    if root.cause.id == "config.gateway_header_missing":
        return find_unsent_header(setup, root.cause.subject)
    return None


def _finding(root: Root, turn: Turn, setup: Setup) -> Finding:
    acts = dict(key_acts(setup))
    if turn.versioned is not None:
        acts |= _versioned(setup)
    if root.cause.form == "bearer" and root.cause.subject:
        acts["config.gateway_header_missing.fix_bearer"] = _in_bearer(root.cause.subject, setup)
    if "query" not in root.cause.message:
        act = _with_header(root.cause.subject, say("fix.your.value"), setup)
        acts["config.gateway_header_missing.fix_add"] = act
    first = (*_renamed(root, setup), *_told(root, setup), *_proved(turn, setup))
    if turn.rekeyed is not None and is_scheme_unwanted(setup, turn.key_header):
        root = replace(root, cause=replace(root.cause, form="scheme"))
    finding = finding_of(_refined(root, setup), setup, KINDS, first=first, acts=acts)
    if turn.rekeyed is not None:
        # Which header it is was found out.
        finding = replace(finding, fixes=first)
    further = search_evidence(turn.reduction)
    if turn.keyless is not None and turn.keyless.status is not None:
        further += (Evidence(say("auth.evidence.keyless"), said(turn.keyless)),)
    if turn.rekeyed is not None:
        further += (
            Evidence(say("auth.evidence.in_header", header=turn.key_header), said(turn.rekeyed)),
        )
    if turn.made_up is not None:
        further += (Evidence(say("auth.evidence.made_up"), said(turn.made_up)),)
    if turn.versioned is not None:
        is_with = IN_QUERY in turn.versioned.url
        label = say("auth.evidence.versioned" if is_with else "auth.evidence.unversioned")
        further += (Evidence(label, said(turn.versioned)),)
    return replace(finding, evidence=finding.evidence + further)


def _refined(root: Root, setup: Setup) -> Root:
    """Return the cause with what the credential that is sent, or is not, adds to it."""
    cause = root.cause
    if cause.id in KEY_REFUSED and setup.credential.is_bare:
        form = "variable" if setup.credential.source == "env_http_headers" else "bare"
        cause = replace(cause, id="auth.key_rejected", form=form)
    elif cause.id == "auth.key_rejected" and not setup.credential.sent:
        cause = replace(cause, id="auth.no_credential")
    elif cause.id == "auth.no_credential" and setup.credential.sent:
        cause = replace(
            cause,
            id="auth.wrong_header",
            form="lost",
            confidence=Confidence.LIKELY,
            runner_up="auth.key_rejected",
        )
    if cause.id == "auth.no_credential" and setup.provider_id == OPENAI:
        cause = replace(cause, form="login")
    if cause.id == "config.gateway_header_missing" and not cause.form:
        form = "there" if cause.subject and is_configured(setup, cause.subject) else ""
        cause = replace(cause, form=form)
    if cause.id == "quota.rate_limited" and cause.retry_after_s and not cause.form:
        cause = replace(cause, form="told")
    return replace(root, cause=cause)


def _proved(turn: Turn, setup: Setup) -> tuple[Fix, ...]:
    """Return the fix that a further request has shown to work."""
    if turn.rekeyed is not None:
        return (resent(setup, turn.key_header, table_of(setup)),)
    if turn.keyless is not None and is_taken(turn.keyless, model=turn.model):
        title = say("auth.key_rejected.fix_keyless", table=table_of(setup))
        return (Fix(title, edits=taken_out(setup)),)
    return ()


def _renamed(root: Root, setup: Setup) -> tuple[Fix, ...]:
    """Return the fix for a part that is configured, and whose name is written otherwise."""
    cause = root.cause
    if cause.id != "config.gateway_header_missing":
        return ()
    wanted = cause.subject
    old = misnamed(setup, wanted)
    if not old:
        return ()
    place, value = setup.origins[old], setup.values[old]
    name = old.rpartition(".")[2]
    title = say("config.gateway_header_missing.fix_rename", wanted=wanted, name=name)
    edit = Edit(place.file, old, f'{name} = "{value}"', f'{wanted} = "{value}"', place.line)
    return (Fix(title, edits=(edit,) if place.line else ()),)


def _told(root: Root, setup: Setup) -> tuple[Fix, ...]:
    """Return the fix that sends the header with the value that the answer gives for it."""
    cause = root.cause
    is_plain = cause.id == "config.gateway_header_missing" and not cause.form
    if not is_plain or is_secret_name(cause.subject):
        return ()
    told = (one for one in _VALUED.finditer(cause.message) if one[1] == cause.subject)
    if (found := next(told, None)) is None:
        return ()
    value = found[2] or found[3]
    act = _with_header(cause.subject, value, setup)
    line = f'http_headers = {{ {cause.subject} = "{value}" }}'
    title = say("config.gateway_header_missing.fix_value", line=line, table=table_of(setup))
    return (replace(act, title=title),) if act.edits else ()


def _in_bearer(header: str, setup: Setup) -> Fix:
    """Return the act that writes the key into a header in the form of Authorization."""
    return _with_header(header, f"Bearer {say('fix.your.key')}", setup)


def _with_header(header: str, value: str, setup: Setup) -> Fix:
    """Return the act that adds a header, nothing where it is none to add or is there."""
    if not _NAME.fullmatch(header) or is_configured(setup, header):
        return Fix("")
    return Fix("", edits=set_in_table(setup, ("http_headers", header), f'{header} = "{value}"'))


def _versioned(setup: Setup) -> dict[str, Fix]:
    """Return the acts that put the version into the query, or take one out of it."""
    path = ("query_params", IN_QUERY)
    key = provider_key(setup, *path)
    if key in setup.values:
        set_there = set_value(setup, key=key, shown=API_VERSION, title="") or Fix("")
        removed = remove_values(setup, (key,), title="")
    else:
        line = f'{IN_QUERY} = "{API_VERSION}"'
        set_there, removed = Fix("", edits=set_in_table(setup, path, line)), Fix("")
    return {
        "config.gateway_header_missing.fix_version": set_there,
        "config.gateway_header_missing.fix_unversioned": removed,
    }


def _suspected(root: Root, suspect: Finding) -> Finding:
    """Return the deeper cause: the key's form explains the refusal, which becomes evidence."""
    return replace(
        suspect,
        evidence=suspect.evidence + evidence(root.exchange),
        confidence=Confidence.CERTAIN,
    )


CHECK = Check(
    id="auth",
    title=say("check.auth"),
    needs=("tls", "credentials"),
    run=run,
    network=True,
    sends_key=True,
    pages=pages(KINDS),
)

"""`codex-doctor setup [SERVICE]`: ask, look at the service, write what Codex needs, and verify.

What is written is a step of the journal: `codex-doctor fix --undo` takes it back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from codex_doctor.codex.urls import parse_url
from codex_doctor.codex.versions import first_version, holds
from codex_doctor.commands.changes_json import file_changes, setup_json
from codex_doctor.commands.exits import EXIT_UNKNOWN, VERDICT_CODES
from codex_doctor.commands.fix import Fixer
from codex_doctor.commands.looks import all_checks, fresh_looks, limit
from codex_doctor.commands.questions import Person, Printer, can_ask
from codex_doctor.commands.reports import print_report
from codex_doctor.commands.setup_dialogue import Dialogue, service_called
from codex_doctor.commands.setup_place import look_around, survey_address
from codex_doctor.model import GOOD, DoctorError, Fix, Verdict
from codex_doctor.platform.outputs import write_stdout
from codex_doctor.platform.streams import tell
from codex_doctor.repair.changes import Ground, plan_changes
from codex_doctor.repair.journal import Journal
from codex_doctor.repair.presets import preset_at
from codex_doctor.repair.provider_edits import NewProvider, id_for, provider_edits
from codex_doctor.repair.splices import CannotEditError
from codex_doctor.start import inputs_of
from codex_doctor.words.sentence import say

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from codex_doctor.diagnosis import Diagnosis
    from codex_doctor.documents.parts import FileChange
    from codex_doctor.facts.survey import Survey
    from codex_doctor.repair.changes import Change
    from codex_doctor.repair.presets import Preset
    from codex_doctor.reported import Report
    from codex_doctor.words.sentence import Sentence

_REFUSED = frozenset({401, 403})


class SetUp:
    """One run of the command.

    Args:
        options: The command line.
        look: Makes a diagnosis, within a budget of its own.
    """

    def __init__(self, options: argparse.Namespace, look: Callable[[], Diagnosis]) -> None:
        self._options, self._look = options, look
        self._deadline = options.deadline
        self._budget_s = self._deadline.budget_s
        self._place = look_around(inputs_of(options), self._deadline)
        self._out = Printer(self._place.known, is_silent=options.json)
        self._person = Person(self._deadline)
        self._dialogue = Dialogue(options, self._place, self._out, self._person)
        self._mended: tuple[str, ...] = ()
        self.changes: tuple[FileChange, ...] = ()
        self.written = False
        self.report: Report | None = None

    @property
    def said(self) -> tuple[str, ...]:
        """What was told."""
        return tuple(self._out.said)

    def run(self) -> Verdict:
        """Set a provider up.

        Returns:
            The verdict of the diagnosis that verifies it; where nothing was written, whether that
            is as it was asked for.
        """
        preset, base_url = self._dialogue.service()
        env_key = self._dialogue.env_key(preset)
        seen = self._seen(base_url, env_key)
        if self._deadline.interrupted:
            return Verdict.UNKNOWN
        if not seen.api:
            return self._none_found(base_url, env_key)
        if seen.api == "chat" and holds("chat_wire_api_removed", self._place.version):
            return self._chat_only(seen, preset)
        if seen.base_url != base_url.rstrip("/"):
            self._out(say("setup.base_moved", found=seen.base_url, given=base_url))
        if self._is_refused(seen, env_key) and not env_key and self._dialogue.asks:
            env_key = self._dialogue.env_key(preset)
            seen = self._survey(seen.base_url, env_key)
            self._is_refused(seen, env_key)
        name = preset.name if preset else _host(base_url)
        model = self._dialogue.model(name, seen.served, preset)
        id_ = preset.provider if preset else id_for(seen.base_url, self._place.version)
        provider = NewProvider(id_, name, seen.base_url, env_key, seen.api, model)
        return self._write(self._dialogue.placed(provider))

    def _seen(self, base_url: str, env_key: str) -> Survey:
        """Return what is served at an address, or at the documented path of the same service."""
        seen, known = self._survey(base_url, env_key), preset_at(base_url)
        if seen.api == "responses" or seen.first.status is None or known is None:
            return seen
        documented = self._survey(known.base_url, env_key)
        return documented if documented.api == "responses" else seen

    def _survey(self, base_url: str, env_key: str) -> Survey:
        self._deadline.budget_s = self._deadline.now_s() + self._budget_s
        seen, known = survey_address(self._place, base_url, env_key, self._deadline)
        self._out.known |= known
        return seen

    def _is_refused(self, seen: Survey, env_key: str) -> bool:
        """Tell whether a service wants a key, or another one, and say so."""
        status = seen.first.status or 0
        if status not in _REFUSED:
            return False
        if not env_key:
            self._out(say("setup.key_wanted", base_url=seen.base_url, status=status))
            if not self._dialogue.asks:
                self._out(say("setup.key_name"))
        elif self._place.is_set(env_key):
            self._out(
                say("setup.key_refused", base_url=seen.base_url, variable=env_key, status=status)
            )
        return True

    def _none_found(self, base_url: str, env_key: str) -> Verdict:
        """Say so, and let a diagnosis of the address tell why."""
        self._out(say("setup.none_found", base_url=base_url))
        self._options.base_url, self._options.env_key = base_url, env_key or None
        report = self._show(self._look().report)
        return Verdict.UNKNOWN if report.verdict in GOOD else report.verdict

    def _chat_only(self, seen: Survey, preset: Preset | None) -> Verdict:
        since = first_version("chat_wire_api_removed") or ""
        version = self._place.installation.codex.version or ""
        self._out(say("setup.chat_only", base_url=seen.base_url, version=version, since=since))
        if preset and preset.since:
            self._out(say("setup.chat_only_since", service=preset.name, since=preset.since))
        self._out(say("setup.chat_only_help"))
        return Verdict.FAILS

    def _write(self, provider: NewProvider) -> Verdict:
        place, options = self._place, self._options
        title = say("setup.title", service=provider.name, model=provider.model)
        edits = provider_edits(
            provider,
            file=place.file,
            table=place.tables().get(provider.id, {}),
            version=place.version,
            profile=place.profile_table,
        )
        changes = plan_changes(
            Fix(title, edits=edits),
            Ground(place.folder, place.inputs.home, (place.inputs.system_dir,)),
        )
        if all(one.is_none for one in changes):
            self._out(say("setup.same"))
            self.written = True
            return self._verified(provider)
        self.changes = file_changes(changes, self._out)
        if not options.json:
            diffs = "\n".join(one.diff for one in self.changes)
            self._out(f"{title}\n\n{diffs}\n")
        if options.dry_run:
            self._out(say("setup.dry_run"))
            return Verdict.WORKS
        if (
            not (options.yes or self._person.agrees(say("setup.question")))
            or self._deadline.interrupted
        ):
            self._out(say("setup.declined"))
            return Verdict.FAILS
        return self._apply(provider, title, changes)

    def _apply(
        self, provider: NewProvider, title: Sentence, changes: tuple[Change, ...]
    ) -> Verdict:
        place = self._place
        journal = Journal(place.folder, self._deadline)
        journal.apply(changes, finding="setup", title=title)
        self.written = True
        self._out(say("setup.written", file=place.file))
        verdict = self._verified(provider)
        if verdict not in GOOD:
            self._out(say("setup.fails"))
            may_ask = can_ask() and not (self._options.yes or self._mended)
            if may_ask and self._person.agrees(say("setup.take_back")):
                self._out(say("repair.undone", fix=journal.undo().title))
                self.written = False
                return verdict
        tell(say("repair.how_to_undo"))
        return verdict

    def _show(self, report: Report) -> Report:
        self.report = report
        if not self._options.json:
            print_report(report, self._options)
        return report

    def _verified(self, provider: NewProvider) -> Verdict:
        """Let a whole diagnosis of what is in the files judge, and mend what it finds."""
        options = self._options
        options.base_url = options.env_key = options.model = None
        seen = self._look()
        report = self._show(seen.report)
        if report.verdict not in GOOD and not self._deadline.interrupted:
            report = self._completed(seen)
        if report.verdict in GOOD:
            self._out(say("setup.works", service=provider.name))
            if options.profile:
                self._out(say("setup.start", profile=options.profile))
        return report.verdict

    def _completed(self, seen: Diagnosis) -> Report:
        """Go on as `codex-doctor fix` does: a service may want a header, or a version."""
        fixer = Fixer(self._options, self._look)
        cured = fixer.run(seen)
        self._mended = cured.applied
        for title, proposal in zip(cured.applied, fixer.proposed, strict=False):
            self._out(say("repair.applied", fix=title))
            self.changes += file_changes(proposal.changes, self._out)
        return self._show(fixer.last.report) if cured.applied else seen.report


def run(options: argparse.Namespace) -> int:
    """Write a set-up, look at it and say what was done.

    Raises:
        DoctorError: Something is missing, or cannot be written, and what.
    """
    if limit():
        return EXIT_UNKNOWN
    checks = all_checks(options)
    if options.json or not can_ask():
        preset = service_called(options.preset) if options.preset else None
        has_address = options.base_url or preset is None or preset.base_url
        needs = {
            say("setup.needs_service"): options.preset or options.base_url,
            "--base-url": has_address,
            say("setup.needs_yes"): options.yes or options.dry_run,
        }
        if missing := tuple(name for name, given in needs.items() if not given):
            raise DoctorError(say("setup.no_terminal", missing=missing))
    try:
        made = SetUp(options, fresh_looks(options, checks))
        verdict = made.run()
    except CannotEditError as exc:
        raise DoctorError(say("setup.cannot_write", why=str(exc))) from exc
    if options.json:
        text = setup_json(verdict, made.report, made.changes, made.said, written=made.written)
        write_stdout(text, kind="json")
    return VERDICT_CODES[verdict]


def _host(base_url: str) -> str:
    url = parse_url(base_url)
    return url.host if url else base_url

"""What `codex-doctor setup` has to know, from the command line or from who sits at the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from codex_doctor.answers.models import nearest
from codex_doctor.codex.urls import parse_url
from codex_doctor.commands.questions import can_ask
from codex_doctor.model import Commands, DoctorError, Variable
from codex_doctor.repair.presets import PRESETS, find_preset, preset_at
from codex_doctor.repair.provider_edits import free_id, is_same_place, is_set_up, may_update
from codex_doctor.report.shells import shown_commands
from codex_doctor.screen import screen_options
from codex_doctor.secrets.key_form import names_a_variable
from codex_doctor.words.nearest import with_nearest
from codex_doctor.words.sentence import say

if TYPE_CHECKING:
    import argparse

    from codex_doctor.commands.questions import Person, Printer
    from codex_doctor.commands.setup_place import SetupPlace
    from codex_doctor.repair.presets import Preset
    from codex_doctor.repair.provider_edits import NewProvider

_MOST_MODELS = 12
_NO_KEY = "-"
# The same model under the name that the endpoint has for it.
_SAME_MODEL = frozenset({"case", "prefix_missing", "prefix_extra"})


def service_called(text: str) -> Preset:
    """Return the preset that people call so.

    Raises:
        DoctorError: None is; the message names the nearest.
    """
    if preset := find_preset(text):
        return preset
    known = tuple(one.id for one in PRESETS)
    told = say("setup.unknown_service", service=text, known=known)
    raise DoctorError(with_nearest(told, text, known))


class Dialogue:
    """Asks for what the command line does not say; with `--yes` what is usual is taken.

    Args:
        options: The command line.
        place: Where a provider is to be set up.
        out: Prints.
        person: Answers.
    """

    def __init__(
        self, options: argparse.Namespace, place: SetupPlace, out: Printer, person: Person
    ) -> None:
        self._options, self._place, self._out, self._person = options, place, out, person
        self._asks = can_ask() and not options.yes

    def service(self) -> tuple[Preset | None, str]:
        """Return the service that is meant, None for one without a preset, and its base URL."""
        named, given = self._options.preset, self._options.base_url
        if named is None and given is None:
            choices = [*(one.name for one in PRESETS), str(say("setup.another"))]
            named = self._person.pick(say("setup.which"), choices, say("setup.pick"))
            named = None if named == choices[-1] else named
        preset = service_called(named) if named else None
        base_url: str = given or self._base_url(preset)
        _refuse_secret_address(base_url)
        return preset or preset_at(base_url), base_url

    def _base_url(self, preset: Preset | None) -> str:
        if preset is None:
            return self._person.insist(say("setup.base_url"))
        if not preset.base_url:
            return self._person.insist(say("setup.base_url_form", form=preset.form))
        if not self._asks:
            return preset.base_url
        question = say("setup.base_url_default", base_url=preset.base_url)
        return self._person.ask(question, default=preset.base_url)

    def env_key(self, preset: Preset | None) -> str:
        """Return the name of the variable that holds the key, "" for none."""
        usual = preset.env_key if preset else ""
        found = self._options.env_key
        if found is None and self._asks:
            default = say("setup.env_key_default", env_key=usual)
            found = self._person.ask(default if usual else say("setup.env_key"), default=usual)
        found = usual if found is None else "" if found == _NO_KEY else found
        if found and not names_a_variable(found):
            raise DoctorError(say("setup.no_variable"))
        name: str = found.strip("${} ")
        if name and not self._place.is_set(name):
            self._tell_unset(name)
        return name

    def _tell_unset(self, name: str) -> None:
        value = str(say("setup.your_key"))
        commands = Commands(
            f'export {name}="{value}"', f'$env:{name} = "{value}"', Variable(name, value)
        )
        line, lasting = shown_commands(commands, screen_options(self._options, to_file=False))
        self._out(say("setup.key_unset", variable=name))
        self._out(f"\n  {line}\n  {lasting or ''}".rstrip() + "\n")

    def placed(self, provider: NewProvider) -> NewProvider:
        """Return the provider with an id of its own, or with that of a table that is its own."""
        tables, own = self._place.tables(), self._place.own_tables()
        table = tables.get(provider.id)
        if table is None or is_set_up(provider, table, self._place.version):
            return provider
        if provider.id in own and may_update(table):
            is_same = is_same_place(table, provider.base_url)
            if self._person.agrees(say("setup.update", id=provider.id)) if self._asks else is_same:
                return provider
        other = free_id(provider.id, tables)
        self._out(say("setup.other_id", id=provider.id, other=other))
        return replace(provider, id=other)

    def model(self, service: str, served: tuple[str, ...], preset: Preset | None) -> str:
        """Return the model id.

        Args:
            service: Whose models they are.
            served: Ids that it lists.
            preset: What is known of it.
        """
        is_deployment = preset is not None and preset.wants_deployment
        served = () if is_deployment else served
        wanted: str | None = self._options.model
        if wanted is not None:
            return self._near_model(service, wanted, served)
        first = self._clean(served[:_MOST_MODELS])
        is_whole = len(served) <= _MOST_MODELS
        if len(first) == 1 and is_whole:
            return first[0]
        if not can_ask():
            if not first:
                raise DoctorError(say("setup.no_model"))
            if is_whole:
                raise DoctorError(say("setup.no_model_listed", models=first))
            raise DoctorError(say("setup.no_model_first", count=len(served), models=first))
        if not first:
            question = "setup.deployment" if is_deployment else "setup.model"
            return self._person.insist(say(question))
        title = "setup.models" if is_whole else "setup.models_first"
        heading = say(title, service=service, count=len(served))
        picked = self._person.pick(heading, first, say("setup.model_pick"))
        return self._near_model(service, picked, served)

    def _near_model(self, service: str, wanted: str, served: tuple[str, ...]) -> str:
        """Return the id that is meant by one that may not be served."""
        if wanted in served or not served:
            return wanted
        near = nearest(wanted, served)
        candidates = self._clean(near.candidates) if near else ()
        if near and near.kind in _SAME_MODEL and len(candidates) == 1:
            (found,) = candidates
            self._out(say("setup.model_renamed", service=service, model=wanted, served=found))
            return found
        if candidates and self._asks:
            title = say("setup.model_near", service=service, model=wanted)
            return self._person.pick(title, (*candidates, wanted), say("setup.model_pick"))
        if candidates:
            told = say("setup.model_unlisted_near", service=service, model=wanted, near=candidates)
        else:
            told = say("setup.model_unlisted", service=service, model=wanted)
        self._out(told)
        return wanted

    def _clean(self, ids: tuple[str, ...]) -> tuple[str, ...]:
        """Return the ids without a secret: an endpoint's echo of one must not get into a file."""
        return tuple(one for one in ids if self._out.masked(one) == one)


def _refuse_secret_address(base_url: str) -> None:
    url = parse_url(base_url)
    if url is None:
        raise DoctorError(say("setup.no_base_url"))
    if url.user or url.password or "?" in base_url or "#" in base_url:
        raise DoctorError(say("setup.base_url_parts"))

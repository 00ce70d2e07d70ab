"""What `codex-doctor setup` has to know, from the command line or from who sits at the terminal."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

from codex_doctor.answers.models import nearest
from codex_doctor.codex.urls import parse_url
from codex_doctor.commands.questions import can_ask
from codex_doctor.model import Commands, DoctorError, Variable
from codex_doctor.patterns import Regex
from codex_doctor.repair.presets import PRESETS, find_preset, preset_at
from codex_doctor.repair.provider_edits import free_id, is_same_place, is_set_up, may_update
from codex_doctor.report.shells import shown_commands
from codex_doctor.screen import screen_options
from codex_doctor.secrets.addresses import mask_url
from codex_doctor.secrets.key_form import names_a_variable, written_variable
from codex_doctor.secrets.looks import has_known_beginning, is_secret_by_look
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
_MOST_NAMED = 3
# What a value has around it where it is copied from.
_AROUND = " \t\"'“”‘’`,;"
_KEY_BEFORE = Regex(r"\s*(?:env_key|model)\s*[=:]\s*")
_LIKE_HOST = Regex(r"localhost\b|https?:|[\w-]+(?:\.[\w-]+)+|[\w-]+(?::\d|/)", re.IGNORECASE)
_PLAIN_URL = Regex(r"https?://[^\s?#\"'`<>“”‘’]+", re.IGNORECASE)
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

    Attributes:
        asks: Whether it does.
    """

    def __init__(
        self, options: argparse.Namespace, place: SetupPlace, out: Printer, person: Person
    ) -> None:
        self._options, self._place, self._out, self._person = options, place, out, person
        self.asks = can_ask() and not options.yes

    def service(self) -> tuple[Preset | None, str]:
        """Return the service that is meant, None for one without a preset, and its base URL."""
        named, given = self._options.preset, self._options.base_url
        preset, typed = service_called(named) if named else None, ""
        if given is not None and not _is_plain(given):
            raise _no_address(given)
        if named is None and given is None:
            names = [*(one.name for one in PRESETS), str(say("setup.another"))]
            pick = say("setup.pick")
            preset, typed = self._person.pick(say("setup.which"), names, pick, self._picked)
        base_url = given or typed or self._base_url(preset)
        return preset or preset_at(base_url), base_url

    def _picked(self, typed: str) -> tuple[Preset | None, str]:
        """Return what was answered when services were shown: a service, or an address."""
        if "//" in typed:
            return None, self._read_address(typed)
        is_another = typed.casefold() == say("setup.another").casefold()
        return None if is_another else service_called(self._out.masked(typed)), ""

    def _base_url(self, preset: Preset | None) -> str:
        question, default = say("setup.base_url"), None
        if preset and preset.base_url:
            if not self.asks:
                return preset.base_url
            default = preset.base_url
            question = say("setup.base_url_default", base_url=default)
        elif preset:
            question = say("setup.base_url_form", form=preset.form)
        return self._person.insist(question, self._read_address, default=default)

    def _read_address(self, text: str) -> str:
        """Return the base URL that is meant; another one than was written is told.

        Raises:
            DoctorError: None is, or a secret is in it.
        """
        typed = text.strip(_AROUND)
        # What may be a key is not looked for in the network.
        is_key = has_known_beginning(typed) or is_secret_by_look(typed)
        may_be = "//" in typed or (_LIKE_HOST.match(typed) and not is_key)
        meant = typed if _is_plain(typed) else self._place.mended(typed) if may_be else ""
        if not meant:
            raise _no_address(typed)
        if meant != text:
            self._out(say("setup.base_url_meant", base_url=meant))
        return meant

    def env_key(self, preset: Preset | None) -> str:
        """Return the name of the variable that holds the key, "" for none."""
        usual = preset.env_key if preset else ""
        found = self._options.env_key
        if found is None and self.asks:
            default = say("setup.env_key_default", env_key=usual)
            question = default if usual else say("setup.env_key")
            name = self._person.insist(question, _read_variable, default=usual)
        else:
            name = _read_variable(usual if found is None else found)
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
            if self._person.agrees(say("setup.update", id=provider.id)) if self.asks else is_same:
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

        def read(text: str) -> str:
            wanted = text if text in served else _value(text)
            return self._near_model(service, self._no_secret(wanted), served)

        if self._options.model is not None:
            return read(self._options.model)
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
            return self._person.insist(say(question), read)
        title = "setup.models" if is_whole else "setup.models_first"
        heading = say(title, service=service, count=len(served))
        return self._person.pick(heading, first, say("setup.model_pick"), read)

    def _no_secret(self, wanted: str) -> str:
        """Return the id of a model.

        Raises:
            DoctorError: It is a secret, or nothing that is typed.
        """
        is_key = has_known_beginning(wanted) or not self._clean((wanted,))
        if is_key or not wanted.isprintable():
            raise DoctorError(say("setup.secret_model"))
        return wanted

    def _near_model(self, service: str, wanted: str, served: tuple[str, ...]) -> str:
        """Return the id that is meant by one that may not be served."""
        if wanted in served or not served:
            return wanted
        near = nearest(wanted, served)
        if near and near.kind in _SAME_MODEL and len(self._clean(near.candidates)) == 1:
            (found,) = near.candidates
            self._out(say("setup.model_renamed", service=service, model=wanted, served=found))
            return found
        part = wanted.casefold()
        with_part = (one for one in served if part in one.casefold())
        found_ids = dict.fromkeys((*(near.candidates if near else ()), *with_part))
        candidates = self._clean(tuple(found_ids)[:_MOST_MODELS])
        if candidates and self.asks:
            title = say("setup.model_near", service=service, model=wanted)
            choices = (*candidates, wanted)
            return self._person.pick(title, choices, say("setup.model_pick"), self._no_secret)
        if candidates:
            near_ids = candidates[:_MOST_NAMED]
            told = say("setup.model_unlisted_near", service=service, model=wanted, near=near_ids)
        else:
            told = say("setup.model_unlisted", service=service, model=wanted)
        self._out(told)
        return wanted

    def _clean(self, ids: tuple[str, ...]) -> tuple[str, ...]:
        """Return the ids without a secret: an endpoint's echo of one must not get into a file."""
        return tuple(one for one in ids if self._out.masked(one) == one)


def _no_address(text: str) -> DoctorError:
    has_parts = parse_url(text) is not None
    return DoctorError(say("setup.base_url_parts" if has_parts else "setup.no_base_url"))


def _is_plain(base_url: str) -> bool:
    """Tell whether this is a base URL, with nothing beside it and no secret in it."""
    is_one = _PLAIN_URL.fullmatch(base_url) and parse_url(base_url) is not None
    return bool(is_one) and mask_url(base_url) == base_url


def _read_variable(text: str) -> str:
    """Return the variable that is named, "" for none.

    Raises:
        DoctorError: It is no name, which the message does not repeat: it may be the key.
    """
    name = _value(text)
    name = written_variable(name) or name.strip("${} ")
    if name and name != _NO_KEY and not names_a_variable(name):
        raise DoctorError(say("setup.no_variable"))
    return "" if name == _NO_KEY else name


def _value(text: str) -> str:
    """Return what is answered, without what stands around it in a file."""
    return _KEY_BEFORE.sub("", text, count=1).strip(_AROUND)

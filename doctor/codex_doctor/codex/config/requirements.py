"""What an administrator's requirements.toml allows, where Codex cannot read it and stops.

Pure. The two lists that every version with requirements has; what else may stand there is not
looked at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from codex_doctor.codex.config.schema import type_name
from codex_doctor.codex.files.toml_values import write_value
from codex_doctor.codex.versions import holds
from codex_doctor.facts.config_problems import WrongType
from codex_doctor.facts.configuration import Refusal
from codex_doctor.values import is_list
from codex_doctor.words.told import Told

if TYPE_CHECKING:
    from codex_doctor.codex.files.documents import Document

_APPROVALS: Final = "allowed_approval_policies"
_SANDBOXES: Final = "allowed_sandbox_modes"
_NAMES: Final = {
    _APPROVALS: ("untrusted", "on-failure", "on-request", "granular", "never"),
    _SANDBOXES: ("read-only", "workspace-write", "danger-full-access", "external-sandbox"),
}
# Without it no mode is allowed, whatever the list says.
_LEAST: Final = "read-only"


def requirements_refusal(document: Document, version: str | None) -> Refusal | None:
    """Return the first constraint at which Codex stops, None where it reads them."""
    if not holds("requirements_read", version):
        return None
    for key, names in _NAMES.items():
        about = _fault(key, names, document.table.get(key))
        if about is not None:
            location = document.locate((key,))
            line = document.line(location.line) if location.line else ""
            return Refusal(about, location, line, document.excerpt(location), key)
    return None


def _fault(key: str, names: tuple[str, ...], value: object) -> WrongType | None:
    wanted = Told("type.list_of", {"names": names})
    if value is None:
        return None
    if not is_list(value):
        meant = write_value([value]) if value in names else ""
        return WrongType(wanted, type_name(value), meant, is_kept=True)
    if not all(isinstance(one, str) and one in names for one in value):
        return WrongType(wanted, Told("type.another_entry"), is_kept=True)
    if key == _SANDBOXES and _LEAST not in value:
        with_least = write_value([_LEAST, *value])
        without = Told("type.list_without", {"name": _LEAST})
        return WrongType(Told("type.list_with", {"name": _LEAST}), without, with_least)
    if not value:
        return WrongType(Told("type.list_filled"), Told("type.list_empty"), is_kept=True)
    return None

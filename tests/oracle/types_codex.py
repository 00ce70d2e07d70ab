"""Asks one version of the real Codex what it says to a configuration, hundreds of times a second.

`codex app-server` reads the file anew for each `config/read` and refuses what `codex exec` refuses;
the oldest versions have no such request, and `codex login status` says the same in 0.1 s.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self

from codex_doctor.values import is_list, is_table
from oracle.matrix import codex_of

if TYPE_CHECKING:
    from types import TracebackType

_TIMEOUT_S: Final = 60.0
_ABOUT_TYPES: Final = re.compile(
    r"invalid type|invalid value|invalid length|unknown variant|unknown field|missing field|"
    r"did not match any variant|wanted exactly|expected table, found|single key|duplicate field|"
    r"choose one"  # gateway_oauth says nothing else
)


class Codex:
    """A version of Codex with a home of its own."""

    _about: re.Pattern[str] = _ABOUT_TYPES

    def __init__(self, version: str) -> None:
        self.version = version
        self._folder = tempfile.TemporaryDirectory(prefix="types-")
        home = self._folder.name
        self._file = Path(home) / "config.toml"
        self._environ = {"PATH": os.environ["PATH"], "CODEX_HOME": home, "HOME": home}
        self._environ["HTTPS_PROXY"] = "http://127.0.0.1:9"
        self._count = 0
        self._file.touch()
        self._server = subprocess.Popen(
            [program_of(version), "app-server"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=self._environ,
            cwd=home,
            text=True,
        )
        self._call("initialize", {"clientInfo": {"name": "types", "version": "1"}})
        self._send({"method": "initialized"})
        self._has_read = "unknown variant" not in self._read()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.kill()
        self._server.communicate()
        self._folder.cleanup()

    def says(self, table: dict[str, Any]) -> str:
        """Return why this configuration is refused, "" when it is not."""
        lines = [f"{json.dumps(key)} = {toml(value)}\n" for key, value in table.items()]
        self._file.write_text("".join(lines), encoding="utf-8")
        return self._read() if self._has_read else self._log_in()

    def refuses(self, table: dict[str, Any]) -> str:
        """Return what is said, if it is about the types of the configuration."""
        text = self.says(table)
        return text if self._about.search(text) else ""

    def _read(self) -> str:
        answer = self._call("config/read", {"includeLayers": False})
        return answer["error"]["message"] if "error" in answer else ""

    def _log_in(self) -> str:
        done = self._run("login", "status")
        return "" if "ogged in" in done.stderr else done.stderr

    def _run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [program_of(self.version), *arguments],
            env=self._environ,
            cwd=self._environ["HOME"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=_TIMEOUT_S,
            check=False,
        )

    def _call(self, method: str, params: dict[str, Any]) -> dict[str, Any]:
        self._count += 1
        self._send({"id": self._count, "method": method, "params": params})
        assert self._server.stdout is not None
        for line in self._server.stdout:
            answer: dict[str, Any] = json.loads(line)
            if answer.get("id") == self._count:
                return answer
        raise AssertionError(f"the server of {self.version} ended")

    def _send(self, message: dict[str, Any]) -> None:
        assert self._server.stdin is not None
        self._server.stdin.write(json.dumps(message) + "\n")
        self._server.stdin.flush()


class CatalogCodex(Codex):
    """The same for a model in the file that `model_catalog_json` names.

    Attributes:
        own_catalog: What is built into this version, {} where it does not show it.
    """

    _about = re.compile("as JSON: (?!model `)")

    def __init__(self, version: str) -> None:
        super().__init__(version)
        shown = self._run("debug", "models")
        self.own_catalog: dict[str, Any] = {} if shown.returncode else json.loads(shown.stdout)
        self._catalog = self._file.with_name("models.json")
        self._file.write_text('model_catalog_json = "models.json"\n', encoding="utf-8")

    def says(self, table: dict[str, Any]) -> str:
        """Return why a catalog with this model is refused, "" when it is not."""
        self._catalog.write_text(json.dumps({"models": [table]}), encoding="utf-8")
        return self._log_in()


def program_of(version: str) -> Path:
    """Return the program itself: the script that npm starts it with takes longer than Codex."""
    script = codex_of(version)
    package = script.resolve().parents[1]
    places = (*package.parent.glob("codex-*/vendor/*"), *package.glob("vendor/*"))
    found = [one for place in places for one in place.glob("*/codex")]
    return next((one for one in found if "x86_64-unknown-linux" in str(one)), script)


def toml(value: Any) -> str:
    """Return a value as TOML, tables inline."""
    if is_table(value):
        return "{" + ", ".join(f"{json.dumps(k)} = {toml(v)}" for k, v in value.items()) + "}"
    if is_list(value):
        return "[" + ", ".join(toml(one) for one in value) + "]"
    return json.dumps(value)

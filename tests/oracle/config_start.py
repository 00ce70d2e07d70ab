"""What keeps Codex from starting besides its tables: rules for commands, required MCP servers."""

from __future__ import annotations

from typing import Final

from oracle.config_case import CONFIG, ConfigCase, healthy

_RULE: Final = (
    'prefix_rule(pattern=["git", ["push", "pull"]], decision="prompt", match=["git push"])\n'
)
_TRUSTED: Final = f'{CONFIG}\n[projects."{{work}}"]\ntrust_level = "trusted"\n'
_SERVER: Final = f"{CONFIG}\n[mcp_servers.x]\n"


def _rules(name: str, text: str, folder: str = "codex", config: str = CONFIG) -> ConfigCase:
    files = {f"{folder}/rules/default.rules": text}
    return ConfigCase(
        f"rules-{name}", "config.rules_invalid", config, files=files, authorization=None
    )


def _required(name: str, text: str) -> ConfigCase:
    config = f"{_SERVER}{text}\nrequired = true\n"
    return ConfigCase(f"required-{name}", "config.mcp_required", config, authorization=None)


START: Final = (
    healthy("rules-good", files={"codex/rules/default.rules": _RULE}),
    healthy("rules-untrusted", files={"work/.codex/rules/a.rules": "garbage("}),
    healthy(
        "rules-left-out",
        files={"codex/rules/a.rules": "garbage("},
        args=("--ignore-rules",),
    ),
    _rules("unparsable", "garbage("),
    _rules("undefined", "allow(['ls'])"),
    _rules("decision", 'prefix_rule(pattern=["ls"], decision="ask")'),
    _rules("example", 'prefix_rule(pattern=["ls"], match=["cat"])'),
    _rules("of-project", "import os", "work/.codex", _TRUSTED),
    _rules("of-machine", "while True:\n  pass\n", "etc/codex"),
    healthy("server-missing", f'{_SERVER}command = "no-such-program"\n'),
    _required("program", 'command = "no-such-program"'),
    _required("folder", 'command = "sh"\ncwd = "/nonexistent"'),
    _required("variable", 'url = "{origin}/mcp"\nbearer_token_env_var = "UNSET"'),
)

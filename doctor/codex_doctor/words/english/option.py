"""The help of the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "option.help": "show this help message and exit",
    "option.version": "show the version and exit",
    "option.lang": "speak English or Chinese; else what the system speaks, if it is one of them",
    "option.epilog": (
        "exit codes: 0 Codex works here, 1 it fails, 2 wrong usage, or a report could not be "
        "written, 3 not enough could be seen (repro: nothing to show), 4 a bug of codex-doctor, "
        "130 interrupted.\nUnofficial; not made by OpenAI."
    ),
    "option.description": "Says whether `codex` works here and now, why not, and what to change.",
    "option.example_diagnose": "what is wrong here, and how to mend it",
    "option.example_fix": "mend it: shows each change, and asks",
    "option.example_setup": "set Codex up for another endpoint",
    "option.example_search": "what a message of Codex can mean",
    "option.example_bundle": "all that was seen, in a file for a ticket",
    "option.example_demo": "how it looks, with an endpoint of its own",
    "option.example_help": "what a command does, and what it takes",
    "option.cost": (
        "A diagnosis sends two model requests, about 20,000 tokens of input, as a small turn of "
        "Codex does; --offline and config send nothing."
    ),
    "option.commands": "commands",
    "option.command_help": "say what a command does, and what it takes",
    "option.command_completion": "print what lets a shell complete command lines",
    "option.help_command": "the command; all of them if it is left out",
    "option.shell": "the shell",
    "option.command_checks": "list the checks in their order",
    "option.command_explain": "explain a finding, list all, or search by what Codex printed",
    "option.explain_id": "for example model.prefix_missing",
    "option.explain_search": "which findings a message of Codex can mean",
    "option.json": "as JSON, nothing else",
    "option.command_fix": "apply the first fix, look again, and go on until Codex works",
    "option.finding": "the finding to fix",
    "option.yes": "do not ask",
    "option.undo": "take the last one back",
    "option.command_setup": "set Codex up for a service: ask, look at it, write, verify",
    "option.setup_service": "for example openrouter",
    "option.command_config": (
        "show the effective configuration and where it comes from; send nothing"
    ),
    "option.config_check": "the same",
    "option.command_repro": "print a script that shows the failure outside Codex",
    "option.repro_lang": (
        "of the script: curl (POSIX sh), or the package openai for Python or Node; of what is "
        "said: en or zh"
    ),
    "option.command_schema": "print the JSON Schema of what --json writes",
    "option.schema_of": "of which document: {names:,}; report if none is named",
    "option.is_json": "it is JSON anyway",
    "option.command_bundle": "diagnose, and write all that was seen into a file for a ticket",
    "option.command_replay": "judge what a bundle saw once more, here and now; send nothing",
    "option.command_compare": "say what differs between two bundles, reports, or this machine",
    "option.bundle": (
        "where it goes, - for the standard output; codex-doctor-ID.zip in this folder "
        "if it is left out"
    ),
    "option.replayed": "what codex-doctor bundle has written",
    "option.list": "only show what would be in it",
    "option.force": "replace a file that is there",
    "option.side": "a bundle, a report in JSON, or - for this machine",
    "option.other_side": "the same; this machine if it is left out",
    "option.command_demo": "diagnose the embedded endpoint, healthy or broken",
    "option.demo_fault": "what is wrong; three set-ups are shown if it is left out",
    "option.demo_list": "list the faults",
    "option.demo_serve": "only serve it, until Ctrl-C",
    "option.codex_group": "what Codex would be started with",
    "option.profile": "configuration profile",
    "option.override": "override a value",
    "option.model": "model id",
    "option.folder": "folder in which Codex would start",
    "option.local_provider": "the provider of --oss",
    "option.oss": "use a local provider",
    "option.ignore_user_config": "leave the user's config.toml out",
    "option.strict_config": "refuse unknown keys",
    "option.ignore_rules": "leave out the rules for commands, yours and the project's",
    "option.enable": "switch a feature on",
    "option.disable": "switch a feature off",
    "option.base_url": "an endpoint that is not configured yet",
    "option.env_key": "the variable that holds its key",
    "option.codex_version": "judge by this version's rules; all: by every one's",
    "option.run_group": "what runs",
    "option.offline": "send nothing",
    "option.confirm": "run the real codex exec once as well (costs tokens)",
    "option.thorough": "also a second turn and large requests (tokens)",
    "option.dry_run": "print what would be sent, and send nothing",
    "option.no_plugins": "leave the checks of others out",
    "option.only": "run this check and what it needs",
    "option.skip": "leave it out",
    "option.budget": (
        "seconds for everything (60); a turn's second request may take as long as its first"
    ),
    "option.fail_on": "when to exit with 1",
    "option.output_group": "what comes out",
    "option.format": (
        "terminal, json, markdown (to attach to a ticket), html, letter (to whoever runs the "
        "endpoint), junit, sarif, github or har; several at once with files"
    ),
    "option.verbose": "all that was seen",
    "option.color": "when to use colors; auto: on a terminal",
    "option.plain": "no columns, no escape sequences",
    "option.events": "say in JSON what happens while it happens, a line each",
    "option.quiet": "say nothing, but in one line on stderr that it fails, and why",
    "option.host_name": "tell the name of this machine",
    "option.anonymize": "replace the names of hosts and users, and addresses",
}

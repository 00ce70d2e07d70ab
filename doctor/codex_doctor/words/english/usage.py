"""What is wrong about a command line, or with where it is run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "usage.error": "{program}: error: {message}",
    "usage.usage": "usage",
    "usage.some_options": "[options]",
    "usage.arguments": "arguments",
    "usage.options": "options",
    "usage.unrecognized": "unrecognized arguments: {given}",
    "usage.required": "the following arguments are required: {missing}",
    "usage.argument": "argument {name}: {why}",
    "usage.one_value": "argument {name}: expected one argument",
    "usage.some_values": "argument {name}: expected at least one argument",
    "usage.no_value": "argument {name}: it takes no value",
    "usage.choice": "argument {name}: invalid choice: {given} (choose from {known:,})",
    "usage.nearest": "{message}; the nearest: {near}",
    "usage.no_command": "no command is called {command}; the commands are {known:,}",
    "usage.help": "{program} --help lists what it takes",
    "usage.not_utf8": "an argument is not UTF-8 ({option})",
    "usage.contradiction": "{one} and {other} exclude each other: {why}",
    "usage.sends_turn": "one sends nothing, the other runs codex exec, which sends",
    "usage.sends_more": "one sends nothing, the other sends more than a turn",
    "usage.depends": "what is sent then depends on the answers",
    "usage.cure_looks": "a fix is tried by a diagnosis",
    "usage.setup_looks": "a service is looked at before it is set up",
    "usage.setup_unused": "what setup writes would not be used",
    "usage.repro_tries": "repro tries what it shows, once, and prints a script",
    "usage.one_diagnosis": "{command} is about one diagnosis of what is there",
    "usage.no_diagnosis": "{command} diagnoses nothing and sends nothing",
    "usage.runs_nothing": (
        "replay runs no check that could take time, so there is nothing to follow"
    ),
    "usage.no_report": "there is no report of one diagnosis",
    "usage.tells_names": "--anonymize replaces names only in what a diagnosis or a bundle writes",
    "usage.once": "Codex takes it once, and here it is given twice",
    "usage.seconds": "a number of seconds above 0, 3600 at most",
    "usage.text_or_json": "{command} has no other format than text and --json",
    "usage.no_fault": "no fault is called {name}; the nearest: {near:,}",
    "usage.demo_text_only": "demo --list and demo --serve have no other format than text",
    "usage.explain_formats": "explain has no other format than text and --json",
    "usage.repro_formats": "repro has no other format than its script",
    "usage.id_or_search": "explain takes an ID or --search, not both",
    "usage.no_finding": "no finding is called {finding}",
    "usage.no_finding_near": "no finding is called {finding}; the nearest: {near:,}",
    "usage.no_finding_message": (
        "no finding is called {finding}; a message is searched with --search"
    ),
    "usage.unknown_check": "unknown check {check}; the checks are {known:,}",
    "usage.plugin_check": (
        "--only {check}: it is the check of a plugin, and these take no part in --codex-version all"
    ),
    "usage.no_plugins": "checks of plugins take no part in --codex-version all",
    "usage.version": "--codex-version {version}: not a version, nor all",
    "usage.folder_gone": "the working folder is gone; --cd names another one",
    "usage.no_folder": "--cd {folder}: there is no such folder",
    "usage.two_formats": "only one format can go to the standard output; give others a file",
    "usage.unknown_format": "unknown format {format}; the formats are {known:,}",
    "usage.no_file": "--format {format}=: the name of the file is empty",
}

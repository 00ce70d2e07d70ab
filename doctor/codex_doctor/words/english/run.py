"""Why a check was not run, or did not come to an end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "run.only": "left out by --only",
    "run.skip": "left out by --skip",
    "run.offline": "left out by --offline",
    "run.offline_plan": "--offline leaves out what is sent",
    "run.needs": "needs {check}",
    "run.interrupted": "interrupted",
    "run.not_looked_at": "not looked at: {what}",
    "run.turn_ends": "the turn ends before it can be judged",
    "run.waits": "it needs something that was not looked at in that diagnosis",
    "run.budget_over": "not done when the budget of {budget_s:g} s was over",
    "run.timed_out": "not done after {limit_s:g} s",
    "run.plugin": "the plugin {plugin}: {summary}",
    "run.plugin_title": "{title} (plugin {plugin})",
    "run.bug": "a bug of codex-doctor: {error}",
    "run.no_endpoint": "there is no endpoint to look at",
    "run.keyless_variable": "the key is not sent to {host}: {variable} means another host",
    "run.keyless_key": (
        "the key is not sent to {host}: {key} is not read where it stands, and may mean another "
        "host"
    ),
    "run.chatgpt_login": "a ChatGPT login is never used by the doctor",
    "run.access_token": "an access token is exchanged by Codex, never by the doctor",
    "run.gateway_oauth": "the gateway gives its token to Codex alone",
    "run.keyring": "the login may be in the keyring, which the doctor does not read",
    "run.command_cut": "the budget was over before auth.command gave its token",
    "run.command_not_run": "codex-doctor cannot run auth.command here, and Codex perhaps can",
}

"""Files that Codex cannot read as TOML, and odd ones that it can."""

from __future__ import annotations

from typing import Final

from codex_doctor.codex.versions import default_model
from codex_doctor.lab.replies import LAB_MODEL
from oracle.config_case import CONFIG, ConfigCase, below, changed, healthy, on_top

_SYNTAX: Final = "config.toml_syntax"


_SLID: Final = CONFIG.replace(f'model = "{LAB_MODEL}"\n', "") + f'model = "{LAB_MODEL}"\n'


def _broken(name: str, config: str | bytes) -> ConfigCase:
    return ConfigCase(name, _SYNTAX, config)


def _deep(depth: int) -> str:
    return below(f"[desktop]\nx = {'[' * depth}{']' * depth}")


TOML: Final = (
    _broken("string-not-closed", changed('"Lab"', '"Lab')),
    _broken("string-not-quoted", changed('"Lab"', "Lab")),
    _broken("string-in-typographic-quotes", changed('"Lab"', "“Lab”")),
    _broken("string-closed-by-other-quote", changed('"Lab"', "\"Lab'")),
    _broken("string-with-line-break", changed('"Lab"', '"La\nb"')),
    _broken("windows-path", on_top(r'log_dir = "C:\Users\me"')),
    _broken("windows-path-short", on_top(r'log_dir = "C:\dir"')),
    _broken("bare-word-true", on_top("hide_agent_reasoning = True")),
    _broken("bare-word-yes", on_top("hide_agent_reasoning = yes")),
    _broken("no-equals-sign", changed("model =", "model")),
    _broken("colon-for-equals", changed("model =", "model:")),
    _broken("no-value", on_top("notify =")),
    _broken("two-values", on_top('personality = "a" "b"')),
    _broken("two-keys-on-a-line", on_top('personality = "a", file_opener = "b"')),
    _broken("header-not-closed", changed("[model_providers.lab]", "[model_providers.lab")),
    _broken("header-closed-twice", changed("[model_providers.lab]", "[model_providers.lab]]")),
    _broken("table-name-empty", below("[]")),
    _broken("header-with-blank", changed("[model_providers.lab]", "[model_providers.my lab]")),
    _broken("array-not-closed", on_top('notify = ["a"')),
    _broken("inline-table-not-closed", below('http_headers = { X = "1"')),
    _broken("duplicate-key", on_top('model = "x"')),
    _broken("duplicate-table", below('[model_providers.lab]\nname = "Lab"')),
    _broken("duplicate-by-dots", below("[features]\na.b = 1\na.b = 2")),
    _broken("table-after-inline", on_top("features = {}") + "[features.x]\n"),
    _broken("table-over-value", on_top("features = 1") + "[features]\n"),
    _broken("no-break-space-in-key", changed("model =", "model\u00a0=")),
    _broken("zero-width-space-in-key", changed("model =", "\u200bmodel =")),
    _broken("form-feed", changed("model =", "\x0cmodel =")),
    _broken("carriage-returns-only", CONFIG.replace("\n", "\r")),
    _broken("carriage-return-in-comment", on_top("# a\rb")),
    _broken("nul-byte", f"{CONFIG}\x00"),
    _broken("control-character", changed('"Lab"', '"La\x01b"')),
    _broken("two-byte-order-marks", f"\ufeff\ufeff{CONFIG}"),
    _broken("merge-conflict", f"<<<<<<< HEAD\n{CONFIG}"),
    _broken("json-in-toml", '{"model": "x"}\n'),
    _broken("json-line", on_top('"model_verbosity": "low"')),
    _broken("shell-line", on_top("export LAB_API_KEY=x")),
    _broken("semicolon", changed('name = "Lab"', 'name = "Lab";')),
    _broken("comment-with-slashes", on_top("// a comment")),
    _broken("date-impossible", below("[desktop]\nd = 1979-02-31")),
    _broken("time-impossible", below("[desktop]\nd = 25:00:00")),
    _broken("leading-zero", below("stream_idle_timeout_ms = 0300000")),
    _broken("number-underscore-first", below("stream_idle_timeout_ms = _1")),
    _broken("hexadecimal-in-capitals", below("stream_idle_timeout_ms = 0XFF")),
    _broken("surrogate-escape", changed('"Lab"', r'"\ud800"')),
    _broken("arrays-100-deep", _deep(100)),
    healthy("arrays-60-deep", _deep(60)),
    healthy("time-without-seconds", below("[desktop]\nd = 07:32")),
    healthy("date-and-time", below("[desktop]\nd = 1979-05-27 07:32:00Z")),
    healthy("floats", below("[desktop]\nd = [1e9, -0.0, 6.02e-23]")),
    ConfigCase("infinity", "config.wrong_type", below("[desktop]\nd = inf")),
    ConfigCase("not-a-number", "config.wrong_type", below("[desktop]\nd = [nan]")),
    healthy("comment-only-lines", f"#\n# \u200b\u00a0 “\n{CONFIG}"),
    healthy("empty-inline-table", on_top("features = {}")),
    ConfigCase("latin-1", "config.not_utf8", b"# \xe9\n" + CONFIG.encode()),
    ConfigCase("utf-16", "config.not_utf8", CONFIG.encode("utf-16")),
    ConfigCase("utf-8-cut", "config.not_utf8", CONFIG.encode() + "# é".encode()[:-1]),
    ConfigCase("utf-8-overlong", "config.not_utf8", CONFIG.encode() + b"# \xc0\x80\n"),
    ConfigCase("utf-8-surrogate", "config.not_utf8", CONFIG.encode() + b"# \xed\xa0\x80\n"),
    ConfigCase("config-is-a-folder", "config.unreadable", None, files={"codex/config.toml/x": ""}),
    ConfigCase(
        "number-above-i64", "config.wrong_type", below("[desktop]\nx = 99999999999999999999")
    ),
    ConfigCase(
        "model-below-table",
        "config.key_misplaced",
        model=default_model(None),
        works=True,
        config=_SLID,
    ),
    ConfigCase(
        "model-below-table-not-served", "config.key_misplaced", _SLID, model=default_model(None)
    ),
)

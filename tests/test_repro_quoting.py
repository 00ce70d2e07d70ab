"""Whatever a configuration or an endpoint says, a script stays what it is: nothing of it is run."""

from __future__ import annotations

import ast
import json
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from codex_doctor.lab.endpoint import LAB_KEY, error
from codex_doctor.lab.fault import CONFIG, Fault
from codex_doctor.lab.faults import find_fault
from codex_doctor.lab.server import serving
from codex_doctor.lab.wire import json_reply
from codex_doctor.repro import curl, node, python
from codex_doctor.repro.expected import DEFAULT
from codex_doctor.repro.script import Script, ScriptVariable
from repro_runs import make, missing, run

if TYPE_CHECKING:
    from pathlib import Path

    from codex_doctor.lab.wire import Reply, Seen

WRITERS = {"curl": curl.write, "python": python.write, "node": node.write}
# Each would make the file `owned`, or leave a literal or a comment.
ODD = (
    "'; touch owned; '",
    '"; touch owned; "',
    "`touch owned`",
    "$(touch owned)",
    "${IFS}touch${IFS}owned",
    "x\ntouch owned\n",
    "x\r\ntouch owned",
    "END_OF_BODY\ntouch owned\n",
    "\nEND_OF_BODY\ntouch owned\n",
    "*/ require('fs').writeFileSync('owned','') /*",
    "''' + __import__('os').system('touch owned') + '''",
    '""" + open("owned", "w").name + """',
    "\\'; touch owned; #",
    "x\u2028require('fs').writeFileSync('owned','')",
    "x\u2029open('owned','w')",
    "x\x85open('owned','w')",
    "x\x0copen('owned','w')",
    "\u202e owned hcuot\u2066",
    "%n%s%d\\0101",
    "-o owned",
    "@/etc/passwd",
    "coding: rot13",
    "!touch owned",
)
TEXT = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]))


def script(text: str) -> Script:
    """Return a script in which a text stands wherever one may."""
    printable = " ".join(text.split())
    return Script(
        heading=("Written by codex-doctor.", text, f"Came: {text}"),
        base=("http://127.0.0.1:9/v1",),
        route="/responses",
        query=((f"a{printable}", (printable,)),),
        headers=(
            ("x-odd", (text,)),
            ("authorization", ("Bearer ", ScriptVariable("API_KEY", text))),
        ),
        body={
            "model": text,
            "input": [{"role": "user", "content": [{"text": text}]}],
            text: [text, {text: None}],
            "stream": True,
        },
        expected=DEFAULT,
    )


def assert_inert(text: str, language: str, folder: Path) -> None:
    """Run a script that holds a text everywhere: it does nothing but fail to connect."""
    written = WRITERS[language](script(text))

    assert all(line.isprintable() for line in written.split("\n"))
    ran = run(written, folder, language, {"API_KEY": "x"})
    assert ran.code == 1, (written, ran)
    assert not (folder / "owned").exists()
    assert "syntax" not in ran.output.lower(), (written, ran)


@pytest.mark.skipif(bool(missing("curl")), reason=missing("curl"))
@pytest.mark.parametrize("text", ODD)
def test_no_text_gets_out_of_its_place(text: str, tmp_path: Path) -> None:
    assert_inert(text, "curl", tmp_path)


@given(TEXT)
def test_a_shell_reads_back_what_was_quoted(text: str) -> None:
    text = text.rstrip("\n")
    quoted = curl.quote(text)
    done = subprocess.run(
        [shutil.which("sh") or "sh", "-c", f"printf '%s' {quoted}"], capture_output=True, check=True
    )

    assert done.stdout.decode() == text
    assert quoted.isascii()
    assert quoted.isprintable()


@given(TEXT)
def test_python_and_javascript_read_back_what_was_quoted(text: str) -> None:
    assert ast.literal_eval(python.quote(text)) == text
    # JSON in ASCII is a part of JavaScript (ECMA-262, since 2019 without exception).
    assert json.loads(node.quote(text)) == text
    for quoted in (python.quote(text), node.quote(text)):
        assert quoted.isascii()
        assert quoted.isprintable()


@given(TEXT)
def test_a_python_script_always_parses(text: str) -> None:
    tree = ast.parse(python.write(script(text)))

    names = {one.func.attr for one in ast.walk(tree) if _is_call(one)}  # type: ignore[attr-defined]
    assert names <= {
        "OpenAI", "DefaultHttpxClient", "Timer", "_exit", "start", "get", "create", "iter_bytes",
        "write", "decode", "flush", "search", "endswith",
    }  # fmt: skip


def _is_call(node_: ast.AST) -> bool:
    return isinstance(node_, ast.Call) and isinstance(node_.func, ast.Attribute)


def odd_set_up(text: str) -> Fault:
    """Return a set-up with a text as model id, header, parameter and in the endpoint's answer."""

    def refuse(seen: Seen) -> Reply:
        return error(400, f"Unknown model: {text} {seen.path}", code=text, param=text)

    shown = json.dumps(" ".join(text.split()), ensure_ascii=False).replace("\x7f", "")
    model = json.dumps(text, ensure_ascii=True)
    config = CONFIG.replace('"lab-model-1"', model) + (
        f"http_headers = {{ x-odd = {shown} }}\nquery_params = {{ odd = {shown} }}\n"
    )
    return replace(find_fault("model-unknown"), config=config, behaviour=refuse)


@pytest.mark.parametrize("text", ODD)
def test_a_hostile_set_up_and_endpoint_make_no_other_script(text: str, tmp_path: Path) -> None:
    fault = odd_set_up(text)
    environ = {"LAB_API_KEY": LAB_KEY, "QUERY_ODD": "x", "HEADER_X_ODD": "x"}
    with serving(fault) as lab:
        made = make(fault, tmp_path, lab)
        ran = run(made.text, tmp_path, "curl", environ) if made.text else None

    assert ran is not None, made.said
    assert ran.code == 1, (made.text, ran)
    assert not (tmp_path / "owned").exists()
    assert made.text.isascii() or "# " in made.text
    assert all(line.isprintable() for line in made.text.split("\n"))


SECRETS = {
    "LAB_API_KEY": "sk-canary-0123456789abcdefghij",
    "GW_TOKEN": "gw-canary-9876543210zyxwvut",
}


@pytest.mark.parametrize("language", WRITERS)
def test_no_secret_is_in_a_script(language: str, tmp_path: Path) -> None:
    def echo(seen: Seen) -> Reply:
        words = " ".join(f"{name}: {value}" for name, value in seen.headers)
        return json_reply(400, {"error": {"message": f"{words} {seen.path}"}})

    config = CONFIG + (
        'query_params = { sig = "query-canary-1234567890", api-version = "2025-04-01" }\n'
        'http_headers = { "x-plain" = "plain-canary-1234567890", "x-team" = "blue",'
        ' "x-desk" = "hunter2hunter2" }\n'
        'env_http_headers = { "x-gw" = "GW_TOKEN" }\n'
    )
    healthy = find_fault("healthy")
    fault = replace(healthy, config=config, environ=SECRETS, behaviour=echo)
    with serving(fault) as lab:
        text = make(fault, tmp_path, lab, language).text

    planted = ("query-canary-1234567890", "plain-canary-1234567890", "hunter2hunter2")
    for canary in (*SECRETS.values(), *planted):
        assert canary not in text
    for name in ("LAB_API_KEY", "GW_TOKEN", "QUERY_SIG", "HEADER_X_PLAIN", "HEADER_X_DESK"):
        assert name in text
    assert "blue" in text
    assert "2025-04-01" in text


@pytest.mark.skipif(bool(missing("curl")), reason=missing("curl"))
@pytest.mark.parametrize(
    ("change", "environ", "name"),
    [
        (('env_key = "LAB_API_KEY"', f'experimental_bearer_token = "{LAB_KEY}"'), {}, "API_KEY"),
        (('env_key = "LAB_API_KEY"', 'env_key = "LAB-KEY"'), {"LAB-KEY": LAB_KEY}, "API_KEY"),
    ],
)
def test_a_key_that_no_shell_variable_holds_gets_one(
    change: tuple[str, str], environ: dict[str, str], name: str, tmp_path: Path
) -> None:
    fault = replace(find_fault("healthy"), config=CONFIG.replace(*change), environ=environ)
    with serving(fault) as lab:
        made = make(fault, tmp_path, lab)
        ran = run(made.text, tmp_path, "curl", {name: LAB_KEY})

    assert ran.code == 0, (made.text, ran)
    assert f"# Set {name} first: to the key that Codex takes from" in made.text
    assert LAB_KEY not in made.text

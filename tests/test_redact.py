"""No secret survives, whatever the encoding."""

from __future__ import annotations

import base64
import json
import re
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec import Struct

import codex_doctor.secrets.redact
from codex_doctor.secrets.masking import fingerprint, is_dummy
from codex_doctor.secrets.redact import inert, redact, redact_facts
from codex_doctor.secrets.search import MASK
from echoes import ENCODINGS, random_key
from report_cases import SECRET

if TYPE_CHECKING:
    from codex_doctor.secrets.needles import Needles

KEY = "sk-proj-" + "A9b8C7d6" * 5

# Those that any secret survives, also a short one or one of signs alone.
SIMPLE = (
    "as it is", "upper case", "lower case", "percent", "percent, all", "percent, all, lower case",
    "percent, partly", "percent, twice", "percent, four times", "JSON", "JSON in JSON",
    "JSON, all escaped", "C escapes", "HTML", "HTML, decimal", "HTML, hex", "HTML in JSON", "hex",
    "hex, upper case", "hex, colons", "bytes", "base64", "base64, urlsafe", "base64 of Bearer",
    "base64 of user:key", "base64 of u:key:x", "base64 of base64", "sha256", "sha1", "md5",
    "sha256, first nine, upper case",
)  # fmt: skip
KEYS = (KEY, *map(random_key, range(4)), random_key(4, alphabet="0123456789abcdef", prefix=""))

printable = st.characters(min_codepoint=33, max_codepoint=126)
secrets = (
    st.text(printable, min_size=8, max_size=60)
    | st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=8, max_size=30)
).filter(lambda secret: not is_dummy(secret) and secret.lower() not in MASK)


class Lines(Struct, frozen=True):
    """A text that keeps its line breaks."""

    after: str


def redact_lines(text: str, *, known: frozenset[str]) -> str:
    return redact(Lines(text), known=known).after


@pytest.mark.no_cover
@pytest.mark.parametrize("name", SIMPLE)
@given(secret=secrets)
@example(secret=KEY)
@example(secret="aa%41\\/b&amp;c\\u0041")
@example(secret="p@ss w&rd/+?=1")
@example(secret="пароль-и-ключ-😀-é")
@example(secret="abcd%41efgh")
@example(secret="000000000000000Y")
@example(secret="0000000:W")
@example(secret='000000"\\')
@example(secret="\\r00000'")
@example(secret="\\n00000&")
def test_no_encoding_of_a_secret_survives(name: str, secret: str) -> None:
    echo = ENCODINGS[name](secret)

    text = redact(f"key={echo} is wrong", known=frozenset({secret}))

    assert echo not in text
    assert MASK in text
    # What stands beside it may be read with it.
    assert text.startswith(("ke", MASK))
    assert text.endswith("wrong")


@pytest.mark.no_cover
@pytest.mark.parametrize("multiline", [True, False])
@pytest.mark.parametrize("name", ENCODINGS)
def test_no_encoding_of_a_key_survives(name: str, multiline: bool) -> None:
    for key in KEYS:
        echo = ENCODINGS[name](key)
        mask = redact_lines if multiline else redact
        text = mask(f"The key was ({echo}) here", known=frozenset({key}))
        left = text.removeprefix("The key was (").removesuffix(") here").replace(MASK, "")

        assert MASK in text
        # What frames the parts of it, or a few characters of a public beginning.
        words = re.sub(r"sk-proj-|data: |delta|index|text|at.*this:|u200b|U000e00\d\d", "", left)
        assert len(re.sub(r"[\W_]+", "", words)) <= 8, text


@pytest.mark.parametrize("name", SIMPLE)
def test_the_whole_of_an_encoded_key_is_masked(name: str) -> None:
    text = redact(f"<{ENCODINGS[name](KEY)}>", known=frozenset({KEY}))

    assert text.strip('"').replace("[[", "[").replace("]]", "]") in (
        f"<{MASK}>",
        f'<"{MASK}">',
        f'<"\\"{MASK}\\"">',
        f"<{MASK}=>",
    )


@given(secret=st.text(st.sampled_from("abcxyz019ABC"), min_size=19), data=st.data())
def test_sixteen_characters_of_a_long_secret_are_enough(secret: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(secret) - 16))
    echo = secret[start : data.draw(st.integers(start + 16, len(secret)))]

    for name in ("as it is", "percent", "JSON, all escaped", "HTML, hex", "hex", "base64"):
        encoded = ENCODINGS[name](echo)
        assert encoded not in redact(f"...{encoded}...", known=frozenset({secret}))


@pytest.mark.parametrize("key", KEYS)
def test_eight_characters_of_a_key_are_enough(key: str) -> None:
    secret = key.removeprefix("sk-proj-")

    for at in range(len(secret) - 8):
        for name in ("as it is", "reversed", "percent", "HTML, hex", "hex", "blanks", "rot13"):
            encoded = ENCODINGS[name](secret[at : at + 8])
            assert encoded not in redact(f"<<{encoded}>>", known=frozenset({key}))


@given(
    secret=secrets | st.text(min_size=1, max_size=12),
    before=st.text(max_size=20),
    after=st.text(max_size=20),
    name=st.sampled_from(SIMPLE),
)
@example(secret="redacted", before="[", after="]", name="as it is")
@example(secret="pa/ss-word", before="://user:", after="@host", name="as it is")
@example(secret="d]abcdefgh", before="[redacte", after="", name="as it is")
@example(secret="[redacted][redacted]", before="[redacted]", after="", name="as it is")
@example(secret="\x1b\n\x1b", before="", after="\x1b\n\x1b", name="hex")
@example(secret="\x1b\n1", before="", after="\x1b\n1", name="HTML, decimal")
def test_masking_twice_changes_nothing(secret: str, before: str, after: str, name: str) -> None:
    known = frozenset({secret})
    try:
        echo = ENCODINGS[name](secret)
    except UnicodeEncodeError:
        echo = secret
    once = redact_lines(before + echo + after, known=known)

    assert redact_lines(once, known=known) == once
    assert redact(once, known=known) == inert(once)


@pytest.mark.parametrize("secret", ["abc", "abc12", "a-b_c", "ab\\", "ключ"])
def test_a_short_secret_is_masked_as_a_whole_word(secret: str) -> None:
    known = frozenset({secret})

    assert redact(f"key {secret}.", known=known) == f"key {MASK}."
    assert redact_facts(f"key {secret}.", known=known) == f"key {MASK}."
    assert redact(f"key x{secret} {secret}y", known=known) == f"key x{secret} {secret}y"
    assert redact(quote(f".{secret}.", safe=""), known=known) in (f".{MASK}.", MASK)


@pytest.mark.parametrize("secret", ["", "  ", " " * 24, "ab", "ollama", "EMPTY"])
def test_what_is_no_secret_is_left_alone(secret: str) -> None:
    text = f"ollama: ab EMPTY {base64.b64encode(b' ' * 24).decode()}"

    assert redact(text, known=frozenset({secret})) == text


@pytest.mark.parametrize("secret", [KEY + "\n", " " + KEY, KEY + "\x1b", "\\\x1b" + KEY])
def test_a_secret_with_blanks_or_control_characters_is_found_in_every_form(secret: str) -> None:
    for echo in (secret, secret.strip(), inert(secret), json.dumps(secret)):
        text = redact(f"<{echo}>", known=frozenset({secret}))
        assert "A9b8" not in text
        assert inert(text) == text


@pytest.mark.parametrize("secret", ["clé-\udce9\udcff-secrète", "half-\ud83d-of-a-pair"])
def test_a_secret_that_is_no_unicode_is_found(secret: str) -> None:
    known = frozenset({secret})
    raw = secret.encode("utf-8", "surrogatepass" if "\ud83d" in secret else "surrogateescape")

    assert redact(secret, known=known) == MASK
    assert redact(raw.hex(), known=known) == MASK
    assert redact(f"é{inert(secret)}", known=known) == f"é{MASK}"


def test_two_secrets_in_one_base64_token_take_it_once() -> None:
    token = base64.b64encode(f"{KEY}{'-' * 60}{KEY}".encode()).decode()

    assert redact(f"a {token} b", known=frozenset({KEY})) == f"a {MASK} b"


@pytest.mark.parametrize("secret", ["correct horse battery", "to be or", "a b c"])
def test_a_form_encoded_blank_is_seen(secret: str) -> None:
    assert redact(secret.replace(" ", "+"), known=frozenset({secret})) == MASK


@pytest.mark.parametrize("secret", ["ab\\\x1bcd-e", "ab\\\x1bcd-e "])
def test_a_control_character_behind_a_backslash_is_seen_raw_and_made_visible(secret: str) -> None:
    assert redact(secret.strip(), known=frozenset({secret})) == MASK
    assert redact_facts(secret.strip(), known=frozenset({secret})) == MASK


def test_other_case_is_seen_where_lower_case_depends_on_the_place() -> None:
    for secret in ("ΟΔΟΣ-ΣΟΦΟΣ-key", "İSTANBUL-key-1"):
        assert redact(secret.lower().replace("i̇", "i"), known=frozenset({secret})) == MASK


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("sk-or-v1-0123456789abcdef", MASK),
        ("sk-ant-api03-0123456789", MASK),
        ("gsk_0123456789abcdef", MASK),
        ("ghp_0123456789abcdef0123", MASK),
        ("github_pat_0123456789abcdef", MASK),
        ("AIzaSyA0123456789abcdef", MASK),
        ("xoxb-0123456789-abc", MASK),
        ("AKIAIOSFODNN7EXAMPLE", MASK),
        ("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln", MASK),
        ("Authorization: Bearer abcdefg1", f"Authorization: Bearer {MASK}"),
        ("bearer%20abcdefghijklmnopqrstuvwxyz", f"bearer%20{MASK}"),
        ("https://me:pw@host/v1", f"https://{MASK}@host/v1"),
        ("https:\\/\\/me:p@w@host", f"https:\\/\\/{MASK}@host"),
        ("/v1?api-key=zz&x=1", f"/v1?api-key={MASK}&x=1"),
        ("/v1?a=1&X-Amz-Signature=zz", f"/v1?a=1&X-Amz-Signature={MASK}"),
        ("/v1?a=1\\u0026token=zz", f"/v1?a=1\\u0026token={MASK}"),
    ],
)
def test_unknown_secrets_are_known_by_their_form(text: str, masked: str) -> None:
    assert redact(text, known=frozenset()) == masked


@pytest.mark.parametrize(
    "text",
    [
        "Bearer authentication is required",
        "a task-force-of-some-size",
        str(fingerprint(KEY)),
        "?key=sk-…89ab (51 characters, id 1a2b3c)",
        "max_tokens=5, env_key=LAB_KEY",
        "git@example.com and http://host/@scope",
        "%zz \\u12 &nosuchentity; &#99999999; \\Uffffffff %ff 100%",
        f"already {MASK}",
    ],
)
def test_what_looks_harmless_stays(text: str) -> None:
    assert redact(text, known=frozenset({KEY, SECRET})) == text


def test_what_is_found_again_and_again_is_masked_with_all_around_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def find_always(text: str, _: Needles, **__: object) -> list[tuple[int, int]]:
        return [(0, 1)]

    monkeypatch.setattr(codex_doctor.secrets.redact, "find_secrets", find_always)

    assert redact_facts("abc", known=frozenset()) == MASK


@pytest.mark.parametrize("name", ["full width", "zero width space", "combining acute"])
@pytest.mark.parametrize("share", [1.0, 0.4])
def test_bytes_that_are_quoted_as_python_writes_them_are_read(name: str, share: float) -> None:
    echo = ENCODINGS[name](KEY)
    data = echo[: int(len(echo) * share)].encode()

    text = redact(f"illegal status line: {data!r}", known=frozenset({KEY}))

    assert MASK in text
    assert data.decode("ascii", "backslashreplace")[:20] not in text


@pytest.mark.parametrize("secret", ["00000000000000:RW", "xxxxxxxxxxxxxxxx:abc"])
def test_a_secret_of_one_repeated_character_takes_no_words_with_it(secret: str) -> None:
    for text in (
        '{{"error": "{} is wrong", "rows": 3}}',
        "Wrong key {} was refused by the server here",
        "{} {} words behind it all",
    ):
        assert redact(text.replace("{}", secret), known=frozenset({secret})) == text.replace(
            "{}", MASK
        )


def test_a_repeated_digit_elsewhere_is_no_secret() -> None:
    text = "took 00000000000000 ms and rows were read, 100000000 bytes"

    assert redact(text, known=frozenset({"0000000000:RW"})) == text


def test_how_much_is_left_out_counts_what_was_not_sure() -> None:
    text = "ab " * 30_000

    shown = redact(text, known=frozenset({KEY}))

    kept, _, more = shown.partition("… (")
    assert len(kept) + int(more.split()[0].replace(",", "")) == len(text)

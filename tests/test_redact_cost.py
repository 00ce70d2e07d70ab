"""What redaction costs, what it leaves alone, and bytes."""

from __future__ import annotations

import base64
import gzip
import random
import string
import time
import uuid
import zlib
from pathlib import Path

import pytest

from codex_doctor.model import Edit
from codex_doctor.secrets import packed, readings
from codex_doctor.secrets.allowance import Allowance
from codex_doctor.secrets.needles import make_needles
from codex_doctor.secrets.redact import redact, redact_facts
from codex_doctor.secrets.search import MASK, is_clean
from echo_codes import deflate
from echoes import ENCODINGS, random_key

# Traced, they take twice the time.
pytestmark = pytest.mark.no_cover

KEY = random_key(1)
_SHARES = 6  # for that many workers


def corpus() -> dict[str, str]:
    """Return what people read of us, and what endpoints say."""
    root = Path(__file__).parents[1]
    files = (
        *root.glob("*.md"), *root.glob("docs/*.md"), *root.glob("tests/golden/**/*.*"),
        *root.glob("tests/data/*.json"),
    )  # fmt: skip
    return {str(file.relative_to(root)): file.read_text(encoding="utf-8") for file in files}


@pytest.mark.sweep
@pytest.mark.parametrize("share", range(_SHARES))
def test_no_key_of_another_masks_a_word_of_ours(share: int) -> None:
    known = frozenset(
        {
            *(random_key(seed) for seed in range(12)),
            *(random_key(seed, prefix="gw-team-1-", length=24) for seed in range(4)),
            *(random_key(seed, alphabet="0123456789abcdef", prefix="") for seed in range(6)),
            *(random_key(seed, alphabet=string.ascii_lowercase, prefix="") for seed in range(3)),
            *(str(uuid.UUID(int=random.Random(seed).getrandbits(128))) for seed in range(4)),
            "prompt-tools-and-caching", "hunter2-Pa55x", "my-company-gateway", "correct horse",
            "eu-central-model-1", "application/vnd.lab+json", "lab-model-2",
        }
    )  # fmt: skip
    for name, text in [*corpus().items()][share::_SHARES]:
        for at in range(0, len(text), 60_000):
            part = text[at : at + 60_000]
            assert redact_facts(part, known=known) == redact_facts(part, known=frozenset()), name


@pytest.mark.sweep
@pytest.mark.parametrize("name", ENCODINGS)
def test_a_report_is_masked_as_its_texts_are(name: str) -> None:
    known = frozenset({KEY, "abc12"})
    echo = ENCODINGS[name](KEY)
    for texts in (
        ("one <", echo, "> two", "73 6b 2d"),
        ("2d 7", f"k={echo}", "A", "Bearer", "abcdef0123"),
        ("\\", f"x{echo}y", "abc", "12", "abc12"),
    ):
        assert redact(texts, known=known) == tuple(redact(one, known=known) for one in texts)


def test_a_large_report_is_masked_text_by_text() -> None:
    texts = (*("The model does not exist. " * 150,) * 6, f"({KEY})", "abc")

    assert redact(texts, known=frozenset({KEY})) == (*texts[:6], f"({MASK})", "abc")


@pytest.mark.parametrize("at", [0, 3_950, 3_965, 3_980, 3_999, 4_001, 65_530])
def test_a_text_of_a_report_is_cut_after_it_is_masked(at: int) -> None:
    text = "a" * at + KEY + "." * (480_000 - at)

    shown = redact(text, known=frozenset({KEY}))

    masked = text.replace(KEY, MASK)
    kept, _, left = shown.partition("… (")
    assert len(shown) <= 4_000
    assert masked.startswith(kept)
    # What is not read is counted as it is.
    assert 470_000 < int(left.replace(",", "").removesuffix(" characters more)")) <= 480_000
    assert redact(shown, known=frozenset({KEY})) == shown


def test_half_a_secret_at_the_end_of_what_is_read_is_not_shown() -> None:
    long_key = random_key(3, length=65_500)
    for at in (5, 25):
        text = f"{long_key}{'.' * at}{KEY}{'.' * 9_000}"
        shown = redact(text, known=frozenset({long_key, KEY}))
        assert not set(shown.partition("…")[0].replace(MASK, "")) - {"."}
        assert shown.endswith(" characters more)")


def test_how_much_of_a_text_is_left_out_is_said_to_the_character() -> None:
    shown = redact("a" * 5_000, known=frozenset({KEY}))

    kept, _, left = shown.partition("… (")
    assert (len(shown), left) == (4_000, f"{5_000 - len(kept):,} characters more)")


def test_a_whole_file_may_be_longer_and_facts_as_long_as_they_are() -> None:
    edit = Edit("f", "k", None, "a\n" * 7_000)
    longer = Edit("f", "k", None, "a\n" * 9_000)

    assert redact(edit, known=frozenset({KEY})) == edit
    assert redact_facts(longer, known=frozenset({KEY})) == longer
    shown = redact(longer, known=frozenset({KEY})).after or ""
    assert (len(shown), shown[-17:]) == (15_999, " characters more)")


@pytest.mark.parametrize("form", [31, 15, -15])
def test_what_is_packed_is_read_within_a_bound(form: int) -> None:
    packer = zlib.compressobj(9, wbits=form)
    bomb = packer.compress(KEY.encode() + bytes(5_000_000)) + packer.flush()
    code = f"({base64.b64encode(bomb).decode()})"

    assert redact_facts(code, known=frozenset({KEY})) == f"({MASK})"
    assert sum(map(len, packed.unpack(bomb * 3))) <= packed.MOST
    # The end of it is missing, and something else stands there.
    torn = base64.b64encode(bomb[:60] + b"~" * 60).decode()
    assert redact_facts(torn, known=frozenset({KEY})) == MASK


def test_several_bombs_are_read_within_the_same_bound() -> None:
    raw = zlib.compress(b"abcdefgh" * 100_000)
    bomb = base64.b64encode(raw).decode()

    views = [one for one in readings.readings(f"({bomb}) ({bomb})") if one.kind == "packed"]

    assert sum(len(one.text.replace("\n", "")) for one in views) == packed.MOST
    assert sum(map(len, packed.unpack(raw * 3))) == packed.MOST


def test_a_password_of_eight_characters_is_found_in_what_is_packed() -> None:
    echo = deflate(b"pA5-w0rd").hex()

    assert redact(f"({echo})", known=frozenset({"pA5-w0rd"})) == f"({MASK})"


def test_bytes_that_are_packed_show_only_how() -> None:
    key = random_key(1, prefix="lab-")
    data = gzip.compress(f"data: {key}".encode())

    assert redact_facts(data, known=frozenset({key})) == b"\x1f\x8b" + MASK.encode()
    assert redact_facts(data, known=frozenset({"another-key-1"})) == data


def test_what_there_is_no_room_to_read_is_not_called_clean(monkeypatch: pytest.MonkeyPatch) -> None:
    needles = make_needles(frozenset({KEY}))
    text = "%2541%2542%2543" * 20
    assert is_clean(text, needles)
    assert not is_clean("?key=zz", needles)
    assert not is_clean(f"({KEY.encode().hex()})", needles)

    monkeypatch.setattr(readings, "_SMALL", 0)
    monkeypatch.setattr(readings, "GROWTH", 0)

    assert not is_clean(text, needles)
    assert redact_facts(f"{text} {KEY}", known=frozenset({KEY})) == f"{text} {MASK}"


def took_s(text: str, known: frozenset[str]) -> float:
    start = time.process_time()
    redact_facts(text, known=known)
    return time.process_time() - start


@pytest.mark.sweep
@pytest.mark.parametrize(
    "piece",
    [
        "The model glm-5 does not exist. ", "A", "%2541", "\\\\u0041", "://aaaaaaaaa", "&key=",
        "1 ", "<", "sk 1 cd 2 ", "eJzLSM3JyQcABiwCFQ== ",
        "bearer ", "é", "73 6b ", "QUFB", "…", '{"id":"resp_0a1b2c3d4e5f"},',
    ],
)  # fmt: skip
def test_time_grows_no_faster_than_the_text(piece: str) -> None:
    known = frozenset(random_key(number) for number in range(12))
    small, large = (piece * (size // len(piece)) for size in (32_768, 262_144))
    took_s(small, known)

    assert took_s(large, known) < 16 * min(took_s(small, known) for _ in range(3)) + 0.1


# Coverage would be measured, not the masks.
@pytest.mark.no_cover
def test_ten_thousand_secrets_cost_little() -> None:
    text = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
    text = (text * 8)[:65_000] + random_key(77)
    known = frozenset(random_key(number) for number in range(10_000))
    # Each of its own, for what was made of a set is kept.
    few = [frozenset(random_key(number) for number in range(at, at + 1_000)) for at in (0, 1, 2)]

    for one in ("", text):
        assert took_s(one, known) < 3 * min(took_s(one, some) for some in few) + 0.3
    assert random_key(77)[8:] not in redact_facts(text, known=known)


def test_what_was_looked_at_and_is_sure_is_shown_however_much_was_masked() -> None:
    key = random_key(9)
    for text in ("fine: " + key * 20_000, key * 50 + " fine " + "words of an answer " * 900):
        shown = redact((text,), known=frozenset({key}))[0]

        assert "fine" in shown
        assert shown.endswith("characters more)")
        assert len(shown) <= 4_100


def test_half_a_megabyte_of_one_key_is_found_in_parts() -> None:
    key = random_key(5, length=500_000)

    assert redact_facts(key[250_000:250_040], known=frozenset({key})) == MASK
    assert redact_facts("a" * 50_000, known=frozenset({"a" * 500_000})) == MASK


@pytest.mark.parametrize("coding", ["utf-8", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("key", [KEY, "ключ-от-шлюза-номер-7"])
def test_bytes_are_masked_in_their_coding(coding: str, key: str) -> None:
    known = frozenset({key})

    masked = redact_facts(f"data: <{key}> ".encode(coding), known=known)

    assert masked == f"data: <{MASK}> ".encode(coding)
    assert redact({"body": (masked, b"\xff\xfe\xc3")}, known=known) == {
        "body": (masked, b"\xff\xfe\xc3")
    }


def test_a_plain_text_that_would_be_a_secret_in_utf_16_is_masked_as_plain_text() -> None:
    data = b"Some words and no more"
    read_so = data.decode("utf-16-le")

    assert redact_facts(data, known=frozenset({read_so})) == MASK.encode()


def test_a_quarter_of_latin_letters_tells_utf_16() -> None:
    secret = "клюa" * 3

    masked = redact_facts(secret.encode("utf-16-le"), known=frozenset({secret}))

    assert masked == MASK.encode("utf-16-le")


def test_bytes_beside_texts_without_a_secret_are_masked() -> None:
    known = frozenset({KEY})

    assert redact(("harmless", KEY.encode()), known=known) == ("harmless", MASK.encode())
    assert redact((KEY.encode(),), known=known) == (MASK.encode(),)


@pytest.mark.parametrize(
    "data", [b"", b"\xff\x00\xd8\x00\xd8", b"a\0b\0c\0\x00\xd8", bytes(range(256)), b"\0" * 99]
)
def test_other_bytes_stay_as_they_are(data: bytes) -> None:
    assert redact_facts(data, known=frozenset({KEY})) == data


def test_bytes_that_are_no_text_are_masked_too() -> None:
    data = b"\xff\x00" * 9 + KEY.encode() + b"\x00\xd8"

    assert KEY[8:].encode() not in redact_facts(data, known=frozenset({KEY}))


def spent() -> Allowance:
    allowance = Allowance(0.0)
    while not allowance.is_spent:
        pass
    return allowance


def test_without_time_a_text_of_a_report_is_shown_shorter_and_its_secrets_are_masked() -> None:
    allowance, text = spent(), f"The key {KEY} is bad. " * 400

    shown = redact((text, "short"), known=frozenset({KEY}), allowance=allowance)

    assert shown[0].startswith(f"The key {MASK} is bad. ")
    assert "characters more)" in shown[0]
    assert len(shown[0]) <= 512
    assert shown[1] == "short"
    assert allowance.left_out == 1


def test_without_time_facts_keep_plain_words_alone() -> None:
    allowance = spent()
    facts = ("completed", "no_answer", f"x{KEY}", "a" * 9_000, b"{}" * 9, "cf98", "secret")

    shown = redact_facts(facts, known=frozenset({KEY, "secret"}), allowance=allowance)

    assert shown[:2] == facts[:2]
    assert all("left out" in str(one) for one in shown[2:6])
    assert shown[6] == MASK
    assert allowance.left_out == 4


# Each cost five to more than a hundred seconds.
@pytest.mark.parametrize("kind", ["noise", "echoes", "percent"])
def test_what_an_endpoint_sends_does_not_decide_how_long_is_looked(kind: str) -> None:
    rng = random.Random(7)
    keys = [random_key(seed, prefix="", length=32) for seed in range(50)]
    texts = {
        "noise": "".join(rng.choices(string.printable[:94], k=65_536)),
        "echoes": " ".join(code(key) for key in keys for code in ENCODINGS.values())[:65_536],
        "percent": "".join(f"%{rng.randrange(33, 127):02x}" for _ in range(21_000)),
    }
    facts = (texts[kind], texts[kind].encode(), texts[kind][::-1])
    make_needles(frozenset(keys))
    began = time.process_time()

    allowance = Allowance(0.5)
    redact_facts(facts, known=frozenset(keys), allowance=allowance)

    assert time.process_time() - began < 3.0
    assert allowance.left_out >= 1

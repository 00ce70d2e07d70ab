"""What stands on stdout in place of a JSON document that could not be made.

It imports nothing: it is needed where memory is short.
"""

from codex_doctor import __version__

SCHEMA = "codex-doctor/error"


def render(code: int, told: str) -> str:
    """Return why there is no report, as JSON in ASCII.

    Args:
        code: The exit code.
        told: What was said last on stderr, where every text is masked already.
    """
    tool = f'{{"name": "codex-doctor", "version": {quoted(__version__)}}}'
    return (
        f'{{"schema": {quoted(SCHEMA)}, "schema_version": "1.0", "tool": {tool},'
        f' "exit_code": {code}, "error": {quoted(told)}}}\n'
    )


def quoted(text: str) -> str:
    """Return a text as a JSON string in ASCII."""
    units = text.encode("utf-16-be", "surrogatepass")
    codes = (units[at] << 8 | units[at + 1] for at in range(0, len(units), 2))
    inside = (
        chr(code) if 32 <= code < 127 and code not in b'"\\' else f"\\u{code:04x}" for code in codes
    )
    return f'"{"".join(inside)}"'

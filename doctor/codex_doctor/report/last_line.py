"""The line `end` of `--events`, which comes whatever happens.

Like `error_json` it needs nothing but what is there: memory may be short.
"""

from codex_doctor.report.error_json import quoted


class LastLine:
    """What the last line of this process says.

    Attributes:
        verdict: Of the diagnosis, None until there is one.
    """

    verdict: str | None = None

    def render(self, code: int, told: str, at_ms: int) -> str:
        """Return the line.

        Args:
            code: The exit code.
            told: What was said last on stderr, "" where the verdict says all.
            at_ms: Since the start of the run.
        """
        verdict = quoted(self.verdict) if self.verdict else "null"
        end = f'{{"verdict": {verdict}, "exit_code": {code}, "error": '
        end += f"{quoted(told) if told else 'null'}}}"
        return (
            '{"schema": "codex-doctor/events", "schema_version": "1.0", "event": "end",'
            f' "at_ms": {at_ms}, "end": {end}}}\n'
        )


LAST = LastLine()

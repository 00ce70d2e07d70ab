"""Entry point: answers `--version` before anything heavy is imported, then hands over to `cli`."""

from __future__ import annotations

import sys

from codex_doctor import __version__


def main() -> int:
    """Run the command line and return its exit code; here the time of the run begins."""
    try:
        if sys.argv[1:] in (["--version"], ["-V"]):
            print(f"codex-doctor {__version__}")  # noqa: T201 - the fast path
            return 0
        from codex_doctor.deadline import Deadline

        deadline = Deadline()
        deadline.take_signals()
        from codex_doctor.cli import run

        code = run(sys.argv[1:], deadline)
        if deadline.interrupted:
            deadline.leave()  # all is said, and the next signal could only spoil the exit code
        return code
    except KeyboardInterrupt:
        # Before we hear signals ourselves.
        sys.stderr.write("codex-doctor: interrupted\n")
        return 130


if __name__ == "__main__":
    sys.exit(main())

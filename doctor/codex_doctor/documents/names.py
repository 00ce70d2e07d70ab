"""The names of the documents, apart: the command line needs no more of them."""

NAMES = (
    "report",
    "config",
    "plan",
    "versions",
    "checks",
    "explain",
    "fix",
    "setup",
    "repro",
    "bundle",
    "compare",
    "events",
    "error",
)

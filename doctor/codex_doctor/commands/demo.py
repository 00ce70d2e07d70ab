"""`codex-doctor demo [FAULT]`: diagnose the embedded endpoint, or only serve it.

Without a fault three set-ups are shown: a good one, the first mistake of most guides, and a stream
that ends as Codex does not accept it.
"""

from __future__ import annotations

import sys
import time
from functools import partial
from typing import TYPE_CHECKING

from msgspec.structs import replace

from codex_doctor.codex.packages import programs_on_path
from codex_doctor.codex.versions import NEWEST
from codex_doctor.commands import diagnose
from codex_doctor.commands.exits import EXIT_FAILS, EXIT_OK, EXIT_UNKNOWN
from codex_doctor.commands.looks import limit
from codex_doctor.lab.fault import arguments, write_home
from codex_doctor.lab.faults import FAULTS, find_fault
from codex_doctor.lab.server import serving
from codex_doctor.lab.titles import title
from codex_doctor.model import DoctorError
from codex_doctor.narrow import row
from codex_doctor.options import read_inputs, read_options
from codex_doctor.platform.streams import write_stderr
from codex_doctor.screen import text_width
from codex_doctor.words.sentence import say

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping
    from pathlib import Path
    from typing import TextIO

    from codex_doctor.facts import Inputs
    from codex_doctor.lab.fault import Fault
    from codex_doctor.lab.server import Lab
    from codex_doctor.platform.deadline import Deadline


_HEALTHY = "healthy"
_SHOWN = (_HEALTHY, "base-url-environment", "done-only")


def run(options: argparse.Namespace) -> int:
    """Serve a fault and diagnose the set-up that belongs to it; the code is that of the diagnosis.

    Where three set-ups are shown it is 0, for that one of them works is not the question.

    Raises:
        DoctorError: A format was asked for where there is only text.
    """
    if limit():
        return EXIT_UNKNOWN
    if (options.list or options.serve) and (options.json or options.format):
        raise DoctorError(say("usage.demo_text_only"))
    if options.list:
        for fault in FAULTS:
            print(row(f"{fault.name:<32} ", title(fault), text_width()))
        return EXIT_OK
    is_report = options.json or options.format or options.events or options.quiet
    if options.fault is not None or options.serve or is_report:
        fault = find_fault(_HEALTHY if options.fault is None else options.fault)
        return _diagnose(fault, options)
    for name in _SHOWN:
        options.deadline.restart()
        code = _diagnose(find_fault(name), options, about=sys.stdout)
        if code not in (EXIT_OK, EXIT_FAILS):
            return code
        print()
    print(say("demo.next"))
    return EXIT_OK


def _diagnose(fault: Fault, options: argparse.Namespace, about: TextIO | None = None) -> int:
    with options.deadline.folder() as folder, serving(fault) as lab:
        environ = write_home(fault, folder / ".codex", lab.values)
        if options.serve:
            return _serve(fault, lab, environ, options.deadline)
        shown = say("demo.endpoint", fault=title(fault))
        if about:
            print(row("", shown, text_width()), file=about)
        elif not options.quiet:
            write_stderr(shown)
        inputs = inputs_for(fault, lab.values, folder=folder, environ=environ)
        options.stage = partial(in_set_up, inputs)
        return diagnose.run(options)


def in_set_up(made: Inputs, given: Inputs) -> Inputs:
    """Return what the command line asks for, where the files and variables are a fault's.

    Args:
        made: The set-up, as `inputs_for` returns it.
        given: What this process was given; its Codex is the one that is judged, and may be run.
    """
    path = given.environ.get("PATH", "")
    own = {"PATH": path, "HOME": str(made.home)} if programs_on_path(path) else {}
    return replace(
        given,
        environ={**own, **made.environ},
        cwd=made.cwd,
        home=made.home,
        system_dir=made.system_dir,
        profile=given.profile or made.profile,
        model=given.model or made.model,
        overrides=(*made.overrides, *given.overrides),
        codex_version=given.codex_version or (None if own else made.codex_version),
    )


def inputs_for(
    fault: Fault, values: Mapping[str, str], *, folder: Path, environ: Mapping[str, str]
) -> Inputs:
    """Return the inputs of a machine on which nothing but this fault is wrong.

    Args:
        fault: The set-up.
        values: `Lab.values` of the endpoint that serves it.
        folder: Home and working folder.
        environ: The environment, as `write_home` returns it.
    """
    options = read_options(arguments(fault, values))
    inputs = read_inputs(options, environ=environ, cwd=folder, home=folder)
    version = inputs.codex_version or NEWEST
    return replace(inputs, system_dir=folder / "etc", codex_version=version)


def _serve(fault: Fault, lab: Lab, environ: dict[str, str], deadline: Deadline) -> int:
    """Say how to point Codex at the endpoint, and wait for a signal."""
    settings = " ".join(f"{name}={value!r}" for name, value in environ.items())
    options = " ".join(arguments(fault, lab.values))
    command = f"{say('demo.try')}  {settings} codex {options}"
    print(f"{title(fault)}\n\n  {lab.base_url}\n\n{command}", flush=True)
    while not deadline.interrupted:
        time.sleep(0.1)
    return EXIT_OK

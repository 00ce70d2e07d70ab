"""The layers of a configuration as people read them: masked, with the numbers of their lines."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from codex_doctor.secrets.redact import inert
from codex_doctor.words.sentence import say
from codex_doctor.words.told import said

if TYPE_CHECKING:
    from collections.abc import Iterator

    from codex_doctor.facts import Layer, Setup


def configuration_text(setup: Setup) -> str:
    """Return the layers of a recorded set-up, lowest first, and the variables without values."""
    blocks = [
        "\n".join((_head(layer), *_lines(setup, layer))) for layer in setup.layers
    ]  # fmt: skip
    if setup.config and setup.config.variables:
        variables = (
            f"{one.name}  {one.state}  {one.origin or ''}".rstrip()
            for one in setup.config.variables
        )
        blocks.append("\n".join((f"== {say('bundle.variables')}", *variables)))
    return inert("\n\n".join(blocks) + "\n", multiline=True)


def _head(layer: Layer) -> str:
    detail = f"  ({said(layer.detail)})" if layer.detail else ""
    return f"== {layer.name}  {layer.shown}  {layer.state}{detail}"


def _lines(setup: Setup, layer: Layer) -> Iterator[str]:
    if layer.state == "absent":
        return
    texts = setup.config.layers if setup.config else ()
    for one in texts:
        if (one.name, one.shown) != (layer.name, layer.shown):
            continue
        text = one.toml or (json.dumps(one.table, indent=2) if one.table else "")
        for number, line in enumerate(text.splitlines(), start=1):
            yield f"{number:>5}  {line}".rstrip()
    if layer.refusal is not None and layer.refusal.excerpt:
        yield layer.refusal.excerpt
    elif layer.state == "read" and not setup.config:
        yield say("bundle.no_text")

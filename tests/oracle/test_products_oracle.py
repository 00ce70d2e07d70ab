"""The same faults on proxies and servers that people use, where the machine has them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from oracle.network_runs import run_both
from oracle.products import PRODUCTS

if TYPE_CHECKING:
    from pathlib import Path

    from oracle.memory import Memory

pytestmark = [
    pytest.mark.oracle,
    pytest.mark.skipif("CODEX_ORACLE" not in os.environ, reason="CODEX_ORACLE is not set"),
]


@pytest.mark.parametrize("name", PRODUCTS)
def test_a_product_is_judged_as_codex_takes_it(name: str, tmp_path: Path, memory: Memory) -> None:
    product = PRODUCTS[name]
    if product.missing:
        pytest.skip(product.missing)
    works, doctor = run_both(product.open, tmp_path, memory)

    assert works == (product.expect is None)
    assert (doctor.verdict in {"works", "degraded"}, doctor.first) == (works, product.expect), (
        doctor.brief
    )

"""The same faults on proxies and servers that people use, where the machine has them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

import pytest

from oracle.memory import Question
from oracle.network_runs import run_both
from oracle.product_nginx import NGINX
from oracle.product_proxies import PROXIES
from oracle.product_servers import CADDY, HAPROXY, STUNNEL

if TYPE_CHECKING:
    from pathlib import Path

    from oracle.memory import Memory

PRODUCTS: Final = PROXIES | NGINX | HAPROXY | CADDY | STUNNEL
pytestmark = [
    pytest.mark.oracle,
    pytest.mark.skipif("CODEX_ORACLE" not in os.environ, reason="CODEX_ORACLE is not set"),
]


@pytest.mark.parametrize("name", PRODUCTS)
def test_a_product_is_judged_as_codex_takes_it(name: str, tmp_path: Path, memory: Memory) -> None:
    product = PRODUCTS[name]
    if product.missing:
        pytest.skip(product.missing)
    modules = ("oracle.product_proxies", "oracle.product_servers", "oracle.network_runs")
    asked = Question("product", name, modules)
    works, doctor = run_both(product.open, tmp_path, memory, asked)

    assert works == (product.expect is None), product.why
    assert (doctor.verdict in {"works", "degraded"}, doctor.first) == (works, product.expect), (
        f"{product.why}; {doctor.brief}"
    )

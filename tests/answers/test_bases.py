from __future__ import annotations

import time
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from msgspec.structs import replace

from codex_doctor.answers.bases import base_with_route, has_route, other_bases
from eyes import exchange

if TYPE_CHECKING:
    from codex_doctor.facts import Exchange

JSON = "application/json"
PAGE = "text/html; charset=utf-8"


def answered(path: str, status: int, kind: str = JSON) -> Exchange:
    body = b'{"error": {"message": "model is required", "param": "model"}}'
    return exchange(body, status=status, url=f"http://gw.example{path}/responses", kind=kind)


@pytest.mark.parametrize(
    ("status", "kind", "there"),
    [
        (200, JSON, True),
        (200, PAGE, False),
        (302, JSON, False),
        (400, JSON, True),
        (500, JSON, False),
        (502, JSON, False),
    ],
)
def test_an_answer_in_a_form_of_the_api_shows_the_route(
    status: int, kind: str, there: bool
) -> None:
    assert has_route(answered("/v1", status, kind), "glm-5") is there


def test_an_answer_from_elsewhere_shows_no_route() -> None:
    led = replace(answered("/v1", 400), redirects=("http://other.example/v1/responses",))

    assert not has_route(led, "glm-5")
    assert base_with_route((led, answered("/openai/v1", 502)), "glm-5") == ""


def test_the_first_base_that_knows_the_route_is_told() -> None:
    asked = (answered("/openai/v1", 502), answered("/v1", 400), answered("/api/v1", 400))

    assert base_with_route(asked, "glm-5") == "http://gw.example/v1"
    assert base_with_route(asked[1:2], "glm-5") == "http://gw.example/v1"


def test_a_server_that_answers_alike_everywhere_tells_no_base() -> None:
    asked = tuple(answered(path, 400) for path in ("/v1", "/openai/v1", ""))

    assert base_with_route(asked, "glm-5") == ""
    assert base_with_route((), "glm-5") == ""


def test_the_base_in_use_is_not_asked_again() -> None:
    assert "http://gw.example/v1" not in other_bases("http://gw.example/v1/responses")


def test_a_path_that_is_named_as_wrong_is_no_route() -> None:
    body = b'{"error": "Not Found", "message": "Cannot POST /v1/v1/responses"}'
    named = exchange(body, status=404, url="http://gw.example/v1/v1/responses", kind=JSON)

    assert not has_route(named, "glm-5")


def test_an_endpoint_that_says_it_is_not_one_has_no_route_whatever_its_status() -> None:
    # LM Studio answers so at every path that it does not know.
    body = b'{"error": "Unexpected endpoint or method. (POST /v1/v1/responses)"}'
    unknown = exchange(body, status=200, url="http://gw.example/v1/v1/responses", kind=JSON)

    assert not has_route(unknown, "glm-5")
    assert base_with_route((answered("/v1", 400), unknown), "glm-5") == "http://gw.example/v1"


@pytest.mark.parametrize(
    ("url", "base"),
    [
        ("https://dashscope.aliyuncs.com/api/v1", "/compatible-mode/v1"),
        ("https://dashscope-intl.aliyuncs.com", "/compatible-mode/v1"),
        ("https://openrouter.ai/v1", "/api/v1"),
        ("https://x.openai.azure.com", "/openai/v1"),
        ("https://api.fireworks.ai/v1", "/inference/v1"),
        ("https://open.bigmodel.cn/v1", "/api/paas/v4"),
        ("https://api.z.ai/api/paas/v4", "/api/coding/paas/v4"),
        ("https://notopenrouter.ai/v1", "/openai/v1"),
    ],
)
def test_the_path_of_a_service_comes_first_at_its_own_host(url: str, base: str) -> None:
    (first, *_) = other_bases(f"{url}/responses")

    assert urlsplit(first).path == base


def test_a_relay_for_codex_is_looked_for_where_its_models_are_asked_for() -> None:
    url = "https://relay.example/responses"
    first = [urlsplit(one).path for one in other_bases(url, model="gpt-5-codex")[:5]]

    assert first == ["/v1", "/openai/v1", "/api/v1", "/codex/v1", "/codex"]
    assert urlsplit(other_bases(url, model="glm-5")[3]).path != "/codex/v1"


def test_the_prefix_is_tried_twice_behind_the_usual_ones() -> None:
    bases = other_bases("http://gw.example/v1/responses")

    assert bases.index("http://gw.example/v1/v1") == bases.index("http://gw.example/api/v3") - 1
    assert "http://gw.example/v1/v1" not in other_bases("http://gw.example/responses")


def test_the_root_above_a_deployment_is_tried_first() -> None:
    bases = other_bases("https://a.example/openai/deployments/gpt-5/responses")

    assert bases[0] == "https://a.example/openai/v1"
    assert "https://a.example" in bases


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ("the path is invalid, try /api/v3", ["/api/v3"]),
        ("use POST `/api/v3/responses`.", ["/api/v3"]),
        ('{"see": "http:\\/\\/gw.example\\/api\\/v3\\/models"}', ["/api/v3"]),
        ("see http://gw.example/api/v3 or /docs", ["/api/v3", "/docs"]),
        ("see https://docs.example/api/v3", []),
        ("Cannot POST /v1/responses", []),
        ("</p> text/html, 2024/01, a/b, C:\\x/y", []),
        (" ".join(f"/way-{number}" for number in range(99)), ["/way-0", "/way-1"]),
    ],
)
def test_the_paths_that_the_answer_names_are_tried_first(said: str, named: list[str]) -> None:
    url = "http://gw.example/v1/responses"

    first = tuple(f"http://gw.example{path}" for path in named)
    others = tuple(one for one in other_bases(url) if one not in first)

    assert other_bases(url, said.encode()) == first + others


def test_a_long_answer_of_slashes_is_read_in_no_time() -> None:
    start = time.process_time()

    other_bases("http://gw.example/responses", b"/a" * 1_000_000)
    other_bases("http://gw.example/responses", b"http://" * 1_000_000)

    assert time.process_time() - start < 0.2


@pytest.mark.parametrize(
    ("used", "meant"),
    [
        ("/api/v1", "/api/v3"),
        ("/api/coding", "/api/coding/v3"),
        ("/api/coding/paas/v1", "/api/coding/paas/v4"),
        ("/compatible-mode", "/compatible-mode/v1"),
    ],
)
def test_a_path_like_that_of_a_service_is_meant_to_be_that(used: str, meant: str) -> None:
    assert other_bases(f"http://gw.example{used}/responses")[0] == f"http://gw.example{meant}"


@pytest.mark.parametrize(
    ("model", "used", "first"),
    [
        ("glm-5", "/v1", ["/openai/v1", "", "/api/coding/paas/v4", "/api/paas/v4", "/api/v3"]),
        ("zai/GLM-4.7", "", ["/v1", "/api/coding/paas/v4", "/api/paas/v4", "/api/v3"]),
        ("qwen3.5-max", "/llm/v1", ["/llm/compatible-mode/v1", "/compatible-mode/v1", "/api/v3"]),
        ("glm-5", "/api", ["/openai/v1", "/api/coding/paas/v4", "/api/paas/v4"]),
        ("doubao-seed-2", "/v1", ["/api/v3", "/api/coding/v3", "/compatible-mode/v1"]),
        ("gpt-5", "/v1", ["/openai/v1", "/api/v1", "", "/api/v3", "/compatible-mode/v1"]),
    ],
)
def test_the_model_tells_whose_path_a_proxy_may_pass_on(
    model: str, used: str, first: list[str]
) -> None:
    bases = other_bases(f"http://gw.example{used}/responses", model=model)
    ordered = [f"http://gw.example{path}" for path in first]

    assert [one for one in bases if one in ordered] == ordered
    assert len(bases) == len(set(bases))


def test_paths_of_services_are_tried_after_the_usual_ones() -> None:
    bases = other_bases("http://gw.example/v1/responses")

    assert bases.index("http://gw.example/api/v3") > bases.index("http://gw.example/openai/v1")

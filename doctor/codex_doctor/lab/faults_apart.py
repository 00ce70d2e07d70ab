"""Faults that look alike from one answer; only further requests tell them apart."""

from __future__ import annotations

from typing import Final

from codex_doctor.lab.endpoint import LAB_KEY, LabEndpoint, model_list, not_found
from codex_doctor.lab.fault import KEY_VARIABLE, Fault, changed
from codex_doctor.lab.wire import Reply, Seen, document, json_reply

OTHER_KEY: Final = "sk-lab-ffffffffffffffffffff"
OPEN: Final = LabEndpoint(key=None)
KNOWN: Final = LabEndpoint()


def wants_header(seen: Seen, name: str) -> Reply:
    """Take the key from this header alone, and say no more than 401."""
    if seen.header(name) != LAB_KEY:
        return json_reply(401, {"error": {"message": "Unauthorized"}})
    return OPEN(seen)


def open_to_all(seen: Seen) -> Reply:
    """Refuse a wrong key and accept none at all."""
    return KNOWN.refuse_key(seen) or OPEN(seen) if seen.header("authorization") else OPEN(seen)


def key_before_route(seen: Seen) -> Reply:
    """Look at the key before the path, as gateways do."""
    return KNOWN.refuse_key(seen) or KNOWN(seen)


def lists_more_than_it_serves(seen: Seen) -> Reply:
    """List two ids that come near, and serve only the second."""
    if seen.path == "/v1/models":
        return model_list(("acme/lab-model-1", "zeta/lab-model-1"))
    return LabEndpoint(models=("zeta/lab-model-1",))(seen)


def passes_on(seen: Seen) -> Reply:
    """Repeat what the service behind says, which lacks the route; LiteLLM 1.106 words it so."""
    if seen.json.get("model") not in KNOWN.models:
        return KNOWN(seen)
    inner = '{"error": {"message": "Invalid URL (POST /responses)", "param": null}}'
    message = f"litellm.BadRequestError: OpenAIException - {inner}"
    return json_reply(404, {"error": {"message": message, "param": None, "code": "404"}})


def wants_no_key_for_models(seen: Seen) -> Reply:
    """Refuse the key and list the models without one."""
    if seen.path == "/v1/models":
        return model_list(("lab-model-1",))
    return KNOWN(seen)


def _forbidden_by_address(_: Seen) -> Reply:
    return document(403, "text/html", "<html><h1>403 Forbidden</h1></html>", ("server", "nginx"))


def _wrong_page_below_root(seen: Seen) -> Reply:
    page = document(200, "text/html", "<!DOCTYPE html><html><title>Panel</title></html>")
    return KNOWN(seen) if seen.path.startswith("/v1/") else page


def _api_prefix(seen: Seen, prefix: str) -> Reply:
    known = LabEndpoint(path=f"{prefix}/responses")
    return known(seen) if seen.path.startswith(prefix) else not_found(seen)


def _base(name: str, prefix: str, *, base_url: str) -> Fault:
    return Fault(
        name,
        "url",
        expect="url.missing_v1",
        config=changed("{base_url}", base_url),
        behaviour=lambda seen: _api_prefix(seen, prefix),
    )


APART_FAULTS: Final = (
    Fault(
        "key-in-api-key",
        "auth",
        expect="auth.wrong_header",
        behaviour=lambda seen: wants_header(seen, "api-key"),
    ),
    Fault(
        "key-in-x-api-key",
        "auth",
        expect="auth.wrong_header",
        behaviour=lambda seen: wants_header(seen, "x-api-key"),
    ),
    Fault(
        "key-not-needed",
        "auth",
        expect="auth.key_rejected",
        environ={KEY_VARIABLE: OTHER_KEY},
        behaviour=open_to_all,
    ),
    Fault(
        "key-rejected-models-open",
        "auth",
        expect="auth.key_rejected",
        environ={KEY_VARIABLE: OTHER_KEY},
        behaviour=wants_no_key_for_models,
    ),
    Fault(
        "forbidden-page",
        "auth",
        expect="auth.forbidden",
        behaviour=_forbidden_by_address,
    ),
    Fault(
        "route-behind-key",
        "url",
        expect="url.missing_v1",
        config=changed("{base_url}", "{origin}"),
        behaviour=key_before_route,
    ),
    _base("base-path-openai", "/openai/v1", base_url="{base_url}"),
    _base("base-path-api", "/api/v1", base_url="{base_url}"),
    _base("base-path-none", "", base_url="{base_url}"),
    Fault(
        "panel-without-v1",
        "url",
        expect="url.missing_v1",
        config=changed("{base_url}", "{origin}"),
        behaviour=_wrong_page_below_root,
    ),
    Fault(
        "model-near-ids",
        "model",
        expect="model.prefix_missing",
        behaviour=lists_more_than_it_serves,
    ),
    Fault(
        "model-date-suffix",
        "model",
        expect="model.unknown_id",
        behaviour=LabEndpoint(models=("lab-model-1-20260101", "other-large")),
    ),
    Fault(
        "model-separators",
        "model",
        expect="model.unknown_id",
        behaviour=LabEndpoint(models=("lab_model.1", "other-large")),
    ),
    Fault(
        "model-blank-behind",
        "model",
        expect="model.case",
        config=changed('"lab-model-1"', '"lab-model-1 "'),
    ),
    Fault(
        "model-listed-not-served",
        "model",
        expect="model.not_on_responses",
        behaviour=lambda seen: (
            model_list(("lab-model-1",))
            if seen.path == "/v1/models"
            else LabEndpoint(models=("lab-model-2",))(seen)
        ),
    ),
    Fault(
        "model-not-forwarded",
        "model",
        expect="model.not_on_responses",
        behaviour=passes_on,
    ),
)

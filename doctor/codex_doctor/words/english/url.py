"""The words of the findings `url.*`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "url.missing_v1.title": "base_url lacks a part of its path",
    "url.missing_v1.text": (
        "Codex adds `/responses` to base_url and nothing else. Most endpoints serve their API "
        "below `/v1`, and base_url must say so."
    ),
    "url.double_v1.title": "base_url has the prefix twice",
    "url.double_v1.text": (
        "Codex adds `/responses` to base_url. The prefix `/v1` is in base_url twice."
    ),
    "url.endpoint_in_base.title": "base_url holds the route as well",
    "url.endpoint_in_base.text": (
        "Codex adds `/responses` to base_url by itself, so base_url must end before it, and "
        "never in `/chat/completions`."
    ),
    "url.wrong_page.title": "A web page answers instead of the API",
    "url.wrong_page.text": (
        "The address leads to a web page: a portal, a login, a panel or a catch-all of the "
        "server. Codex reads no HTML and says that the stream was closed."
    ),
    "url.redirect.title": "The endpoint redirects the request",
    "url.redirect.text": (
        "Codex follows 307 and 308 with the body, and loses the key when scheme, host or port "
        "change. 301, 302 and 303 turn the POST into a GET. Headers such as `api-key` and "
        "whatever query the redirect repeats Codex sends to the other address; codex-doctor "
        "sends it nothing that is secret."
    ),
    "url.missing_v1": "{configured} is not there; the API is below {base}",
    "url.double_v1": "{configured} has /v1 twice; the API is below {base}",
    "url.double_v1.added": (
        "{host} puts /v1 in front of {configured} once more; the API is below {base}"
    ),
    "url.endpoint_in_base": (
        "base_url already names a route, and Codex adds /responses to it: {url}"
    ),
    "url.wrong_page": "{url} answers with a web page, not with the API",
    "url.redirect": "{configured} redirects the request to {target}",
    "url.redirect.nowhere": "{configured} answers with a redirect that has no target ({status})",
    "url.redirect.not_followed": "{configured} redirects to {target}, where Codex does not go",
    "url.redirect.circle": "{configured} redirects in a circle, by way of {target}",
    "url.redirect.unreachable": "{configured} redirects to {target}, where nobody answers",
    "url.redirect.page": "{configured} redirects to {target}, which is a web page",
    "url.redirect.get": "{configured} redirects to {subject}, and Codex's POST becomes a GET",
    "url.redirect.keyless": "{configured} redirects to {target}, to which Codex sends no key",
    "url.wrong_page.fix_not": (
        "Set base_url to the address of the API, if it has another one than {base}."
    ),
    "url.wrong_page.fix_v1": (
        "Set base_url to the address of the API, usually one that ends in /v1."
    ),
    "url.missing_v1.fix_base": "Set base_url to {base}.",
    "url.redirect.fix_follow": (
        "Set base_url to the address that it redirects to, without /responses."
    ),
    "url.redirect.fix_ask": (
        "Ask whoever runs the endpoint why it redirects; whoever is at the address that you set as "
        "base_url is sent the key."
    ),
    "url.redirect.evidence.target": "redirected to",
}

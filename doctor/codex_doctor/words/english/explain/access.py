"""What shows and what would disprove findings: keys, quota, models, addresses, routes, HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

ACCESS: Final[Mapping[str, str]] = {
    "explain.auth.no_credential.recognised": (
        "The endpoint answers that a key is missing, and Codex would send none. Or it fails with "
        "an error of its own, and with a made-up key it takes the request or refuses that key."
    ),
    "explain.auth.no_credential.disproved": (
        "A credential in the request; a refusal then means another thing."
    ),
    "explain.auth.key_rejected.recognised": (
        "The endpoint refuses the credential with its status or its words. The same was then "
        "asked without the key and with the key in other headers, and none of these was let in."
    ),
    "explain.auth.key_rejected.disproved": (
        "An answer to the smallest request that speaks of the model or the request: then the "
        "key was taken."
    ),
    "explain.auth.key_of_other_service.recognised": (
        "The key is refused, and its beginning is that of keys which another service gives out."
    ),
    "explain.auth.key_of_other_service.disproved": "A key in the form of this service.",
    "explain.auth.wrong_header.recognised": (
        "The key is refused as Authorization: Bearer, and the same request with the key in "
        "another header got past it; or the answer names the header or login that it wants."
    ),
    "explain.auth.wrong_header.disproved": "The same refusal with the key in each header.",
    "explain.auth.forbidden.recognised": (
        "The answer is 403, or says that the account, project or address may not do this, and "
        "not that the key is unknown."
    ),
    "explain.auth.forbidden.disproved": (
        "The same key accepted elsewhere at this endpoint, or words about the client, the "
        "country or the balance: those have findings of their own."
    ),
    "explain.auth.client_blocked.recognised": (
        "The answer is one that firewalls and gateways give to a client or a body (a page of "
        "Cloudflare, a list of allowed clients), and the key is not spoken of. Where it does not "
        "say what is wrong, parts of the body and headers were left out to see which is meant."
    ),
    "explain.auth.client_blocked.disproved": (
        "An answer that speaks of the key; or, where one part of the request is named as the "
        "reason, the same answer without that part."
    ),
    "explain.auth.region_blocked.recognised": (
        "The endpoint says in its answer that the country or address is not served, or answers 451."
    ),
    "explain.auth.region_blocked.disproved": "An answer that speaks of anything else.",
    "explain.quota.exhausted.recognised": (
        "The answer says by its code or its words that credit, balance or quota is used up, or "
        "that a payment is due."
    ),
    "explain.quota.exhausted.disproved": (
        "A later request with the same key that is served: then it was a limit of the rate."
    ),
    "explain.quota.rate_limited.recognised": (
        "The answer is 429, or says that there are too many requests or tokens in a time."
    ),
    "explain.quota.rate_limited.disproved": (
        "The words of an empty balance, or of a model without a channel: these have findings of "
        "their own."
    ),
    "explain.model.unknown_id.recognised": (
        "The endpoint says that it has no such model, and GET /models, where it is served, does "
        "not list the id. Ids that come near were asked for."
    ),
    "explain.model.unknown_id.disproved": "The id in the list, or an answer from the model.",
    "explain.model.prefix_missing.recognised": (
        "The endpoint does not serve the id, and one in its list has the same name behind a "
        "vendor's prefix; that one was asked for and answered."
    ),
    "explain.model.prefix_missing.disproved": "A refusal of the id with the prefix as well.",
    "explain.model.prefix_extra.recognised": (
        "The endpoint does not serve the id, and it does serve the part behind the slash; that "
        "was asked for and answered."
    ),
    "explain.model.prefix_extra.disproved": "A refusal of the bare id as well.",
    "explain.model.case.recognised": (
        "The endpoint does not serve the id, and it does serve one that differs in capitals or "
        "blanks alone; that was asked for and answered."
    ),
    "explain.model.case.disproved": "A refusal of that one as well.",
    "explain.model.no_access.recognised": (
        "The endpoint says that the key, group, plan or account has no right to the model, or "
        "lists it and refuses it."
    ),
    "explain.model.no_access.disproved": "An answer from the model with the same key.",
    "explain.model.not_on_responses.recognised": (
        "The Responses route is there and answers other requests, and for this model it is "
        "missing or the gateway says that it cannot pass it on."
    ),
    "explain.model.not_on_responses.disproved": (
        "The same model answering at /responses, or no such route for any model."
    ),
    "explain.url.missing_v1.recognised": (
        "The route is missing at base_url, and a request without a body found it at another "
        "path of the same host."
    ),
    "explain.url.missing_v1.disproved": "No path with the route: then the API itself is missing.",
    "explain.url.double_v1.recognised": (
        "The prefix stands twice in the path, in base_url or once more by a gateway, and the "
        "route is at the shorter path."
    ),
    "explain.url.double_v1.disproved": "A route at the doubled path.",
    "explain.url.endpoint_in_base.recognised": (
        "base_url ends in a route such as /responses or /chat/completions, and without it the "
        "API answers."
    ),
    "explain.url.endpoint_in_base.disproved": "A base_url that ends before the route.",
    "explain.url.wrong_page.recognised": "The answer is an HTML page, whatever its status.",
    "explain.url.wrong_page.disproved": "JSON or a stream at the same address.",
    "explain.url.redirect.recognised": (
        "The answer is a redirect; where it leads and what becomes of the request there was "
        "followed as Codex does, without the key."
    ),
    "explain.url.redirect.disproved": (
        "An answer without a Location, or a target that takes the whole request with its key."
    ),
    "explain.wire.responses_missing.recognised": (
        "POST to /responses is answered as by a server that does not know the path, and none of "
        "the usual other paths has it. Whether Chat Completions is there was asked as well."
    ),
    "explain.wire.responses_missing.disproved": (
        "An answer to an empty request that comes from the route itself."
    ),
    "explain.wire.chat_missing.recognised": (
        "The version of Codex speaks Chat Completions, and the endpoint does not know that path."
    ),
    "explain.wire.chat_missing.disproved": "An answer from the chat route.",
    "explain.wire.other_protocol.recognised": (
        "The events or the document have the names and fields of another API."
    ),
    "explain.wire.other_protocol.disproved": "Events whose names begin with response.",
    "explain.wire.chat_shape.recognised": (
        "The answer at /responses is a chat object or chat chunks (choices, delta)."
    ),
    "explain.wire.chat_shape.disproved": "Responses events or a Responses object.",
    "explain.wire.chat_schema.recognised": (
        "The refusal names messages or another field that only Chat Completions has."
    ),
    "explain.wire.chat_schema.disproved": "A refusal that names a field of the Responses API.",
    "explain.upstream.error.recognised": (
        "The answer is a status from 500 up or 424, or speaks of an error inside the service, or "
        "the stream reports a failure; and nothing in it names another cause. Leaving out parts of "
        "the request, where that was tried, did not help."
    ),
    "explain.upstream.error.disproved": (
        "Words or a code that name a cause, or a smaller request that works."
    ),
    "explain.upstream.timeout.recognised": (
        "The answer is one of the statuses for an upstream that took too long (504, 524, 408, "
        "...) or says so."
    ),
    "explain.upstream.timeout.disproved": "An answer in time to the same request.",
    "explain.upstream.overloaded.recognised": (
        "The endpoint says that the model or the service has no capacity, or answers 529."
    ),
    "explain.upstream.overloaded.disproved": "Words about the rate or the balance of the account.",
    "explain.upstream.unavailable.recognised": (
        "A gateway answers 502, 503, 521, 530 or the like, or in words that nothing is behind it."
    ),
    "explain.upstream.unavailable.disproved": (
        "A body that names a model or a key: gateways use these statuses for other things too."
    ),
    "explain.upstream.key_rejected.recognised": (
        "The refusal carries the marks of a gateway that repeats what it was told (a provider's "
        "name before the message, `upstream`), or the words of its own library for missing "
        "credentials."
    ),
    "explain.upstream.key_rejected.disproved": (
        "The same words from an endpoint that passes on the key of whoever asks."
    ),
    "explain.http.not_http.recognised": "The first bytes of the answer are no status line.",
    "explain.http.not_http.disproved": "A status line, of whatever status.",
    "explain.http.broken_framing.recognised": (
        "The answer begins as HTTP, and its lengths, chunks or headers contradict each other."
    ),
    "explain.http.broken_framing.disproved": "The same answer read whole by the rules of RFC 9112.",
    "explain.http.no_answer.recognised": (
        "The request was sent whole, and no header came before the time of the diagnosis was over."
    ),
    "explain.http.no_answer.disproved": (
        "Headers after a longer wait: --budget decides how long that is."
    ),
    "explain.http.header_limit.recognised": (
        "The answer is 431 or 494, or says that the headers are too large; or the answer itself "
        "has more of them than Codex reads."
    ),
    "explain.http.header_limit.disproved": "The same answer to a request with few headers.",
}

"""The words of the findings `proxy.*`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "proxy.unreachable.title": "The proxy does not answer",
    "proxy.unreachable.text": (
        "A proxy variable applies to base_url, and nothing answers at the proxy's address. "
        "Codex uses a proxy for 127.0.0.1 and localhost too, unless NO_PROXY names them. Unset "
        "the variable, start the proxy, or add the endpoint's host to NO_PROXY."
    ),
    "proxy.no_proxy_form.title": "NO_PROXY is set in a form that does not match",
    "proxy.no_proxy_form.text": (
        "NO_PROXY mentions the endpoint in a form that Codex does not match: with a port, with "
        "a scheme, with a wildcard inside the name, `*` for an IP address, or localhost where "
        "base_url says 127.0.0.1. Write the bare host as it stands in base_url; domain "
        "suffixes and address ranges (10.0.0.0/8) work as well, entries are separated by "
        "commas. NO_PROXY hides no_proxy, also when it is empty."
    ),
    "proxy.not_http.title": "What answers is not an HTTP proxy",
    "proxy.not_http.text": (
        "The address in the proxy variable takes connections and does not speak HTTP. Give the "
        "address of the proxy's HTTP port."
    ),
    "proxy.socks.title": "Codex does not use SOCKS proxies",
    "proxy.socks.text": (
        "A proxy variable names a socks4:// or socks5:// URL. Codex then makes no connection to "
        "its endpoint at all, neither through the proxy nor past it. Codex since 0.148.0 then "
        "waits for ever, unless features.unbounded_connection_retries = false. Many such proxies "
        "speak HTTP on the same port: write http:// instead."
    ),
    "proxy.wrong_scheme.title": "The proxy's URL has the wrong scheme",
    "proxy.wrong_scheme.text": (
        "The scheme of a proxy's URL says how Codex speaks to the proxy itself, not what goes "
        "through it: http:// for nearly every proxy, https:// only for one that takes TLS "
        "connections. The proxy answers in the other way."
    ),
    "proxy.tls_failed.title": "The TLS connection to the proxy fails",
    "proxy.tls_failed.text": (
        "The proxy's URL begins with https://, and the certificate that the proxy shows is not "
        "trusted or is for another name. Codex judges it by the same roots as the endpoint's."
    ),
    "proxy.header_limit.title": "The proxy's answer is too long",
    "proxy.header_limit.text": (
        "The proxy answers CONNECT with more than 8.2 kB of headers, and Codex then gives up."
    ),
    "proxy.refuses_target.title": "The proxy refuses the target",
    "proxy.refuses_target.text": (
        "The proxy answers and does not connect to the endpoint: its rules forbid the host or "
        "the port, or it cannot reach it itself."
    ),
    "proxy.intercepts_loopback.title": "A proxy stands before a local endpoint",
    "proxy.intercepts_loopback.text": (
        "base_url names this machine, a proxy variable applies to it, and the proxy does not "
        "let the request through. For the proxy, 127.0.0.1 is the proxy itself. Add the host "
        "to NO_PROXY, as base_url writes it."
    ),
    "proxy.auth_required.title": "The proxy wants a user and a password",
    "proxy.auth_required.text": (
        "The proxy answers 407. Codex sends the user and password that stand in the proxy's "
        "URL (http://USER:PASSWORD@proxy:3128, special characters percent-encoded) and knows "
        "no other way to log in."
    ),
    "proxy.ignored.title": "Codex ignores a proxy variable",
    "proxy.ignored.text": (
        "A proxy variable applies to base_url, and Codex finds no URL in it as its library reads "
        "one: a blank or a quote around it, a slash or a colon too few or too many, a path "
        "without a scheme, a scheme that it does not know, or a sign in the password that is not "
        "percent-encoded. It says nothing, asks ALL_PROXY, and else connects directly. curl and "
        "git forgive much of that. Write http://HOST:PORT, all in lower case, with nothing around "
        "it; a password goes in front of the host, percent-encoded."
    ),
    "proxy.misread.title": "Codex reads another proxy than was meant",
    "proxy.misread.text": (
        "Codex takes the proxy variable for a URL, and its host or port is another one than was "
        "meant: a # / or ? in the password ends the host, so that the user's name becomes the "
        "host, and in place of a port that is no number up to 65535 it takes the port of the "
        "scheme, 80 or 443. Write http://USER:PASSWORD@HOST:PORT, with these signs "
        "percent-encoded: # is %23, / is %2F, ? is %3F, @ is %40."
    ),
    "proxy.ignored": "Codex ignores {variable}: {oddity}",
    "proxy.misread": "Codex reads another proxy in {variable} than was meant: {oddity}",
    "proxy.oddity.blanks": "a blank or a line end stands around the URL",
    "proxy.oddity.quotes": "quotes or brackets stand around the URL",
    "proxy.oddity.variable": "it names a variable, which only a shell would put in",
    "proxy.oddity.named": "the name of a setting stands in front of the URL",
    "proxy.oddity.list": "it holds several proxies",
    "proxy.oddity.scheme": "its scheme is none that Codex knows in that spelling",
    "proxy.oddity.slashes": "behind the scheme stands something else than ://",
    "proxy.oddity.login": "its user or password holds a sign that must be percent-encoded",
    "proxy.oddity.path": "something stands behind the port, and no scheme in front of the host",
    "proxy.oddity.colon": "there is not one colon before its port",
    "proxy.oddity.port": "its port is no number up to 65535",
    "proxy.oddity.sign": "it holds a sign that no URL can hold there",
    "proxy.ignored.fix": "Write {variable} as http://HOST:PORT, with nothing around it.",
    "proxy.ignored.fix_place": (
        "Write {variable} in {place} as http://HOST:PORT, with nothing around it."
    ),
    "proxy.ignored.fix_set": "Set {variable} to {url}.",
    "proxy.ignored.fix_set_place": "Set {variable} in {place} to {url}.",
    "proxy.ignored.fix_set_login": (
        "Set {variable} to {url}, with USER:PASSWORD@ in front of the host and their special "
        "characters percent-encoded: # is %23, / is %2F, ? is %3F, @ is %40, a backslash is %5C, "
        "a blank is %20."
    ),
    "proxy.ignored.fix_set_login_place": (
        "Set {variable} in {place} to {url}, with USER:PASSWORD@ in front of the host and their "
        "special characters percent-encoded: # is %23, / is %2F, ? is %3F, @ is %40, a backslash "
        "is %5C, a blank is %20."
    ),
    "proxy.evidence.form": "http://HOST:PORT",
    "proxy.evidence.instead": "what happens instead",
    "proxy.passed": "{proxy} ({variable}) answers",
    "proxy.skipped": "no proxy applies",
    "proxy.unreachable": "The proxy {proxy} ({variable}) does not answer",
    "proxy.unreachable.closed": "The proxy {proxy} ({variable}) takes the connection and closes it",
    "proxy.unreachable.silent": (
        "The proxy {proxy} ({variable}) takes the connection and does not answer"
    ),
    "proxy.unreachable.fix_start": "Start the proxy at {proxy}, or correct the address.",
    "proxy.unreachable.fix_settings": "Switch the proxy server off in the settings of Windows.",
    "proxy.unreachable.fix_unset": "Unset {variable}, which the environment sets.",
    "proxy.unreachable.fix_remove": "Remove {variable} from {place}.",
    "proxy.no_proxy_form.any": (
        "{variable} does not cover {host}: {entry} covers names, not IP addresses"
    ),
    "proxy.no_proxy_form.scheme": "{variable} does not cover {host}: {entry} has a scheme",
    "proxy.no_proxy_form.port": "{variable} does not cover {host}: {entry} has a port",
    "proxy.no_proxy_form.wildcard": "{variable} does not cover {host}: {entry} has a wildcard",
    "proxy.no_proxy_form.no_commas": (
        "{variable} does not cover {host}: {entry} stands in a list without commas"
    ),
    "proxy.no_proxy_form.other_name": (
        "{variable} does not cover {host}: {entry} is not {host}, as base_url writes it"
    ),
    "proxy.no_proxy_form.hidden": (
        "{variable} does not cover {host}: it is set as well, and hides no_proxy, which does"
    ),
    "proxy.no_proxy_form.fix_variable": "Add {host} to {variable}.",
    "proxy.no_proxy_form.fix_place": "Add {host} to {variable} in {place}.",
    "proxy.not_http": "The proxy {proxy} ({variable}) is not an HTTP proxy",
    "proxy.not_http.fix_address": "Give {variable} the address of an HTTP proxy.",
    "proxy.socks": (
        "The proxy {proxy} ({variable}) is a SOCKS proxy, and Codex connects through none"
    ),
    "proxy.wrong_scheme.speaks_tls": (
        "The proxy {proxy} ({variable}) speaks TLS, and its URL says http://"
    ),
    "proxy.wrong_scheme.speaks_plain": (
        "The proxy {proxy} ({variable}) speaks plain HTTP, and its URL says https://"
    ),
    "proxy.wrong_scheme.fix_settings": (
        "Write {url} as the proxy server in the settings of Windows."
    ),
    "proxy.wrong_scheme.fix_variable": (
        "Set {variable} to {url}, with user and password as before if any."
    ),
    "proxy.wrong_scheme.fix_place": (
        "Set {variable} in {place} to {url}, with user and password as before if any."
    ),
    "proxy.tls_failed": "The TLS connection to the proxy {proxy} ({variable}) fails: {detail}",
    "proxy.tls_failed.fix_file": ("Name a PEM file with the authority of {host} in {variable}."),
    "proxy.header_limit": "The proxy {proxy} ({variable}) answers with {detail}",
    "proxy.header_limit.fix_headers": "Let the proxy at {proxy} send fewer headers.",
    "proxy.refuses_target": (
        "The proxy {proxy} ({variable}) does not connect to {host}:{port}: {detail}"
    ),
    "proxy.refuses_target.fix_allow": "Allow {host}:{port} in the proxy, or ask who runs it to.",
    "proxy.intercepts_loopback": (
        "The proxy {proxy} ({variable}) applies to {host}, and says {detail}"
    ),
    "proxy.auth_required": "The proxy {proxy} ({variable}) wants a user and a password",
    "proxy.your_login": "<your user>:<your password>",
    "proxy.auth_required.fix_login": (
        "Put user and password into {variable}: http://USER:PASSWORD@{host}:{port}, special "
        "characters percent-encoded."
    ),
    "proxy.evidence.addresses": "addresses of the proxy",
    "proxy.evidence.connects": "200",
    "proxy.evidence.set_in": "{value}, from {place}",
    "proxy.evidence.settings": "{value}, from the settings of Windows",
    "proxy.evidence.environment": "{value}, from the environment",
    "proxy.evidence.direct": "the endpoint without the proxy",
    "proxy.evidence.answers": "answers",
    "proxy.evidence.silent": "does not answer",
    "proxy.refuses_target.turn": "The proxy refuses to connect to {host}",
    "proxy.refuses_target.unseen": (
        "A filter on the way to {host} refuses the request; Codex uses no proxy of yours for it"
    ),
    "proxy.refuses_target.fix_unseen": "Ask whoever runs this network to let {host} through.",
    "proxy.refuses_target.fix_no_proxy": "Add {host} to NO_PROXY, or allow it in the proxy.",
    "proxy.intercepts_loopback.answers": (
        "A proxy answers in the place of {host}, which is this machine"
    ),
    "proxy.auth_required.turn": "The proxy before {host} wants a user and a password (407)",
    "proxy.auth_required.unseen": (
        "{host} answers like a proxy that wants a user and a password (407), and Codex uses no "
        "proxy of yours for it: one behind the endpoint, or on the way, is meant"
    ),
    "proxy.auth_required.fix_variable": (
        "Put user and password into the URL of the proxy variable, percent-encoded."
    ),
    "proxy.auth_required.fix_no_proxy": (
        "Add {host} to NO_PROXY, if it can be reached without the proxy."
    ),
    "proxy.intercepts_loopback.named": (
        "The proxy {proxy} ({variable}) answers in the place of {host}, which is this machine"
    ),
    "proxy.intercepts_loopback.evidence.past": "the same request past the proxy",
}

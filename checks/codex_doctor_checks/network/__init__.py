"""Checks of the way to the endpoint: names, proxies, connections, TLS."""

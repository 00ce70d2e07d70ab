"""Connects: addresses, local ports, proxies."""

"""Asks who the host is: name servers, search domains, hosts files."""

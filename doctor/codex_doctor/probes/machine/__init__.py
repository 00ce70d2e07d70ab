"""Looks at the programs of this machine, without the network."""

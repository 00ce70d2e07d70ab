"""Runs turns, and when one fails the experiments that tell causes apart."""

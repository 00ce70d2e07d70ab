"""Simplified Chinese: a module an area, as in English; ids and places are the same."""

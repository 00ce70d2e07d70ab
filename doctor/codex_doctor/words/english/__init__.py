"""English: a module an area (what stands before the first dot of a template's id)."""

"""What endpoints say: error bodies to causes, model lists, near misses of an id."""

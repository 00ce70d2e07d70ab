"""One file with all that a diagnosis saw, to be attached, judged again and compared."""

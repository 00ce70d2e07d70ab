"""What `--json` writes: a type for each document, which its schema and reference are made from."""

"""Reading what the user wrote: TOML and `.env` files, with the place of each key."""

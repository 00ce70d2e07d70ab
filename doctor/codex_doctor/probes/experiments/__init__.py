"""Changes one thing of a refused request to tell causes apart."""

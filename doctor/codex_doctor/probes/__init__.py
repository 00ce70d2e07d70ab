"""Eyes: each probe looks at one thing and returns facts; a failure is a fact."""

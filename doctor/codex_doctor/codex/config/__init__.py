"""The layers of the configuration, the environment, and the provider they end up with."""

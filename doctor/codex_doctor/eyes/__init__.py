"""Where facts come from: live probes, or a recording of a run."""

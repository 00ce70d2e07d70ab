"""What people and programs see: one renderer a file, `render(report, options) -> str`."""

"""What people read: every sentence is a template of a catalogue with the values it was given."""

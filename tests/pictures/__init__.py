"""What a person sees, as pictures for the README (`make pictures`)."""

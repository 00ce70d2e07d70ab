"""What is wrong with a set-up: each module judges one part of it and reports problems."""

"""What a file really is, and whether it may come in: `inspect` is the one way."""

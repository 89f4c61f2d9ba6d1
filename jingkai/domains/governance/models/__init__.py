"""The nouns, one module per family."""

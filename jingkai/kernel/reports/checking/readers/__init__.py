"""The readers: one per kind of file; each gives the text and its blocks."""

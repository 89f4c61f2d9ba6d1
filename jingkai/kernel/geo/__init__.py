"""Shapes on the earth: kept, measured, read, found, drawn. See README.md."""

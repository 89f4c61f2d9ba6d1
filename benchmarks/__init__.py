"""Measurements; `docs/measurements.md` holds their figures, each with the command that makes it."""

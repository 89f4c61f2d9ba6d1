"""All reads of governance, scoped to the seat that asks."""

"""The park's own pages of the office."""

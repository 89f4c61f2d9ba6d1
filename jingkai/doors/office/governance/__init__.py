"""Pages of grassroots governance."""

"""Our platform as it is, with a plain Django admin beside it, on the benchmark's database."""

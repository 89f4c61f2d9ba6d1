"""Pages of economic operation: relief, the threshold, efficiency per mu, the evaluation."""

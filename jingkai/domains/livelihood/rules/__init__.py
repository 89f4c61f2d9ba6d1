"""Pure rules of the people's livelihood."""

"""Shapes on the ground: kept as they were drawn, measured on the ellipsoid, found by their box."""

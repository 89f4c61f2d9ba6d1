"""Open311 GeoReport v2: requests of citizens, for any program that speaks it."""

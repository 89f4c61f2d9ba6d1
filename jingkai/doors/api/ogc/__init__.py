"""Map layers for geographic programs: OGC API – Features, Part 1: Core (OGC 17-069r4).

Conformance classes Core, GeoJSON and OpenAPI 3.0. Every register with a `Layer` is a collection; a
token sees what its seat sees, anybody the layers and columns that are declared public.
"""

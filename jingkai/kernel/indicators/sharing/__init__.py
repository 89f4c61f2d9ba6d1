"""Publication and exchange across zones: what each has published upward, side by side.

`asking` reads it, `comparing` sets zones beside one another, `observations` and `structure` are
SDMX, `tables` the Excel tables of a statistics office, `receiving` reads another's file.
"""

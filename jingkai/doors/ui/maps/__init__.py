"""What the maps of all doors share: layers with their legends, tiles, cards, places by name.

A door says who looks and where its addresses are (`Door`); its views do nothing but that.
"""

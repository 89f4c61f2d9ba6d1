"""The office's map: every register with a shape is a layer."""

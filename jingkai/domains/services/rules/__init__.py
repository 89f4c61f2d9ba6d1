"""Pure rules of government services: values in, values out."""

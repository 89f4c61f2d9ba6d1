"""Pure rules of governance: values in, values out."""

"""Pure rules of party building: values in, values out."""

"""Pure rules of the park: values in, values out. No database, no clock on the wall."""

"""Pure rules of the green park: values in, values out. No database, no clock on the wall."""

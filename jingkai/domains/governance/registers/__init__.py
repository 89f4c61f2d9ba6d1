"""What the doors show of governance, in the order in which workbooks depend on each other."""

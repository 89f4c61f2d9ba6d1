"""All writes of governance beyond entering rows, which the registers do."""

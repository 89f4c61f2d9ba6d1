"""The nation's pages: zones beside one another, by what each has published upward."""

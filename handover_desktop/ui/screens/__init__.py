"""The places in the window; they do not know each other."""

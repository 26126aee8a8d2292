"""A camera in the window: its live picture, and taking photos with it."""

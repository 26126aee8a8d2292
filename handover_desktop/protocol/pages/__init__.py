"""What stands on the pages of each document, and putting them together into a file."""

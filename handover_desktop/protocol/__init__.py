"""The printed document: its texts and layout, and reading it back. Import its modules where they are used."""

"""Asset lists: how they come in from spreadsheets, with every doubt named, and how they go out again."""

"""Giving data and labels out: what is wanted is asked, remembered, and written in the background."""

"""Reading documents back: pages as pictures and text, codes, scans, and the proof of our own pages."""

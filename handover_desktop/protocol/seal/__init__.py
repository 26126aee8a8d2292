"""The seal: keys, certificates, sealing, and judging what a file is worth."""

"""Scanners that type as a keyboard does: their bursts told from hands, read right on any layout, and heard."""

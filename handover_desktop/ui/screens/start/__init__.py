"""The rooms of the register: its handovers, its assets, its journal."""

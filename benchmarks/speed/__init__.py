"""How fast the program is, beside what else does the same."""

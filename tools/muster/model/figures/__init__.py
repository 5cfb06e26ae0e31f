"""Figures in sentences: what the numbers of a goal mean, read the same by importer and rules."""

"""The judge, and where consensus stands. Pure: facts in, report out."""

"""The rules: one value in one file each, named after the offence, independent of each other."""

"""What records must not do to each other."""

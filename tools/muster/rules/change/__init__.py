"""What a branch may do."""

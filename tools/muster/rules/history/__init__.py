"""What must never have landed."""

"""What one record must say."""

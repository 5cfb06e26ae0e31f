"""What the registry is made of: strict reading, records, and the facts that rules judge. No I/O."""

"""Whether approval on GitHub is a human gate, and what makes it one; plain values, no I/O."""

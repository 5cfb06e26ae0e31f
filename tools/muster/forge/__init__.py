"""GitHub, reached through its own client ``gh``; nothing here decides anything."""

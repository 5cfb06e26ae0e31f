"""Who may do what, proved by signatures."""

"""How reports look: for a terminal, a program, GitHub's log, a comment. Texts arrive untrusted."""

"""The adapter to Git: plumbing for reading in bulk, GitPython for questions to the history."""

"""The adapter to Git: plumbing for reading in bulk, GitPython for commits and the working tree."""

"""A stand-in for GitHub. It is not GitHub.

It is this project's own, knows only what ``extract.py`` lists, and holds what those operations
promise in GitHub's published description: every request and every answer is validated against it.
What the description does not say (who may do what, what a merge makes, what an event carries) is
written after GitHub's documentation and was never compared with GitHub itself.

``Forge`` (``forge.py``) is what tests use; ``runner.py`` runs workflow files under act.
"""

from support.forge.forge import Forge

__all__ = ["Forge"]

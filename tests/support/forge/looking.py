"""What git says of a pull request or a commit of the stand-in's repository."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from support.forge.hub import ConflictError
from support.forge.state import Pull

if TYPE_CHECKING:
    from support.forge.forge import Forge


def commits_of(forge: Forge, pull: Pull) -> list[str]:
    """The commits of a pull request, oldest first."""
    base = f"{pull.merge_commit_sha}^1" if pull.merged_at else pull.base_ref
    base = base if pull.merged_at else forge.upstream.tip(pull.base_ref) or pull.base_sha
    told = forge.upstream.git("rev-list", "--reverse", "--topo-order", pull.head_sha, f"^{base}")
    return told.split()


def mergeable(forge: Forge, pull: Pull) -> bool | None:
    """Whether git merges it without a conflict; None for a closed one, as GitHub has it."""
    base = forge.upstream.tip(pull.base_ref)
    if pull.state != "open" or not base or forge.uncounted:
        return None
    try:
        forge.hub.merged_tree(forge.upstream, base, pull.head_sha)
    except ConflictError:
        return False
    return True


def extent_of(forge: Forge, pull: Pull) -> dict[str, int]:
    """How many files and lines a pull request changes."""
    if forge.uncounted:
        return {"changed_files": 0, "additions": 0, "deletions": 0}
    base = f"{pull.merge_commit_sha}^1" if pull.merged_at else pull.base_sha
    common = forge.hub.ask(forge.upstream, "merge-base", base, pull.head_sha)
    lines = _numbers(forge, "diff", common or base, pull.head_sha)
    return {
        "changed_files": len(lines),
        "additions": sum(added for added, _, _ in lines),
        "deletions": sum(gone for _, gone, _ in lines),
    }


def files_of(forge: Forge, sha: str) -> list[dict[str, Any]]:
    """The files that a commit changes against its first parent, as the API shows them."""
    kinds = forge.upstream.git(
        "show", "--format=", "--first-parent", "--no-renames", "-z", "--name-status", sha
    ).split("\0")
    words = {"A": "added", "D": "removed", "M": "modified", "T": "changed"}
    status = dict(zip(kinds[1::2], (words[kind] for kind in kinds[:-1:2]), strict=True))
    page = f"{forge.url}/blob/{sha}"
    return [
        {
            "sha": None,
            "filename": _text(path),
            "status": status[path],
            "additions": added,
            "deletions": gone,
            "changes": added + gone,
            "blob_url": page,
            "raw_url": page,
            "contents_url": page,
        }
        for added, gone, path in _numbers(forge, "show", "--format=", "--first-parent", sha)
    ]


def _numbers(forge: Forge, *arguments: str) -> list[tuple[int, int, str]]:
    told = forge.upstream.git(*arguments, "--no-renames", "--numstat", "-z")
    lines = (line.split("\t", 2) for line in told.split("\0") if line)
    count = {"-": "0"}  # of a binary file
    return [(int(count.get(a, a)), int(count.get(b, b)), path) for a, b, path in lines]


def _text(path: str) -> str:
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")

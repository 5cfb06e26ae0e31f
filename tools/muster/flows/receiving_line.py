"""Who may move a branch that is under way.

A push has no author: whoever has seen a signed commit can push it. So the hook asks who signed what
is new, and lets no branch go back to a commit that it had before.
"""

from __future__ import annotations

from collections.abc import Collection

from muster.flows.receiving_push import Push, PushRefusedError, Update, change_of
from muster.model.change import Step
from muster.rules.case import Case


def require_keys(
    push: Push,
    update: Update,
    case: Case,
    allowed: Collection[str],
    refusal: PushRefusedError,
    path: str = "",
) -> None:
    """Refuse unless every step that the update brings is signed by one of these keys.

    Where a record is handed on, the key that stands in ``path`` after a step may go on with it.

    A branch that goes on brings what is behind its old tip; one that is rewound or rebased all of
    its steps, and must bring some: to take a branch back to main needs a signature too.
    """
    steps = brought_steps(push, update, case)
    may: set[str | None] = {*allowed}
    for step in steps:
        if step.signer is None or step.signer not in may:
            raise refusal
        may.add(step.keys.get(path))
    if not steps:
        raise refusal


def require_onward(push: Push, update: Update, refusal: PushRefusedError) -> None:
    """Refuse a branch that loses commits."""
    if not push.repository.is_ancestor(update.old, update.new):
        raise refusal


def require_new(push: Push, update: Update, beside: Collection[str] = ()) -> None:
    """Refuse a tip that the branch had before: it can be pushed by anybody who has seen it.

    ``beside`` are refs in whose name it could be pushed as well.
    """
    if update.old and push.repository.is_ancestor(update.old, update.new):
        return
    refs = sorted({*([update.ref] if update.old else []), *beside})
    if not refs:
        return
    had = push.repository.run("rev-list", "--walk-reflogs", *refs).decode("ascii").split()
    olds = [update.old, *(push.tips[ref] for ref in refs if ref in push.tips)]
    asked = [*dict.fromkeys(filter(None, [*olds, *had])), f"^{push.main}"]
    known = push.repository.run("rev-list", "--stdin", given="\n".join(asked).encode("ascii"))
    if update.new in known.decode("ascii").split():
        raise PushRefusedError(
            f"Commit {update.new[:12]} was on such a branch before, and anybody who saw it then "
            "can push it again. Make a new commit of it, signed anew.",
            "git commit --amend --no-edit -S --date=now",
        )


def brought_steps(push: Push, update: Update, case: Case) -> list[Step]:
    """The steps of a branch that the update brings: those behind its old tip, or all."""
    steps = list(change_of(case).steps)
    if update.old and push.repository.is_ancestor(update.old, update.new):
        ids = [step.commit for step in steps]
        return steps[ids.index(update.old) + 1 :] if update.old in ids else steps
    return steps

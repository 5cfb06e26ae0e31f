"""Who approved what main has, in words and as data."""

from __future__ import annotations

from typing import Any

from muster.model.approval import Approval


def approved_by(approval: Approval | None) -> str:
    """Who approved it, or why nobody can say."""
    if approval is None:
        return "no approval can be verified"
    if approval.origin:
        return "began with the registry"
    if approval.assumed:
        return f"{approval.reason} ({approval.commit[:12]})"
    if not approval.verified:
        return f"not verified: {approval.reason} ({approval.commit[:12]})"
    return f"by {approval.approver} ({approval.commit[:12]})"


def approval_data(approval: Approval | None) -> dict[str, Any] | None:
    """The same as data; None where nobody could ever approve."""
    if approval is None:
        return None
    return {
        "commit": approval.commit or None,
        "approver": approval.approver or None,
        "counts": approval.counts,
        "verified": approval.verified,
        "reason": approval.reason or None,
    }

"""The record of a free number, for the session that will claim it to fill in."""

from __future__ import annotations

UNFILLED_ID = "YOUR-SESSION-ID"
"""What stands where the session's id is still to be written."""


def template(number: int) -> str:
    """A record in which everything that starts with YOUR is still to be written."""
    return f"""\
# yaml-language-server: $schema=../../schema/session.schema.json
number: {number}
name: YOUR-NAME          # lower-case letters, digits and hyphens; stays for good
session_id: {UNFILLED_ID}
role:
  title: YOUR ROLE in a few words
  does: YOUR WORK in one line
goal:
  statement: YOUR GOAL with its figures, for example 25 prospects a day
  metrics:
    - {{name: prospects_found, at_least: 25, per: day}}
responsibilities:
  - YOUR FIRST DUTY
status: registered
ready: true              # you accept role, goal and responsibilities
timestamp: 2025-01-31T12:00:00Z
"""

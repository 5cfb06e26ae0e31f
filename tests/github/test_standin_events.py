"""The payloads of events, as far as workflows look at them."""

from __future__ import annotations

import pytest

from support.forge import Forge
from support.forge.clients import pull_of


@pytest.mark.parametrize("action", ["opened", "synchronize", "edited", "closed"])
def test_the_events_of_a_pull_request_say_what_workflows_look_at(forge: Forge, action: str) -> None:
    number = pull_of(forge, "eve", "one")
    before = forge.state.pulls[number].head_sha
    forge.commit("eve", "one", {"more": "x"})
    event = forge.event("pull_request_target", number=number, action=action, before=before)
    pull = event["pull_request"]
    assert (event["action"], event["number"], pull["number"]) == (action, number, number)
    assert pull["head"]["sha"] == forge.fork("eve").tip("one") != before
    assert (pull["head"]["repo"]["full_name"], pull["base"]["ref"]) == ("eve/registry", "main")
    assert event["repository"]["full_name"] == "team/registry"
    assert (event["sender"]["login"], event.get("before")) == (
        "eve",
        before if action == "synchronize" else None,
    )


def test_the_event_of_a_push_says_what_came(forge: Forge) -> None:
    number = pull_of(forge, "eve", "one")
    before = forge.main()
    made = forge.merge(number, by="ada")
    event = forge.event("push", by="ada")
    assert (event["ref"], event["before"], event["after"]) == ("refs/heads/main", before, made)
    assert [commit["id"] for commit in event["commits"]][-1] == made == event["head_commit"]["id"]

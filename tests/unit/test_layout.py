"""What each path under registry/ stands for."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.model.layout import RecordKind, Slot, in_registry, session_path, slot


@pytest.mark.parametrize(
    ("path", "kind", "number"),
    [
        ("registry/charter.yaml", RecordKind.CHARTER, None),
        ("registry/activation.yaml", RecordKind.ACTIVATION, None),
        ("registry/sessions/007.yaml", RecordKind.SESSION, 7),
        ("registry/sessions/1000.yaml", RecordKind.SESSION, 1000),
        ("registry/sessions/100000.yaml", RecordKind.SESSION, 100000),
        ("registry/acks/012.yaml", RecordKind.ACK, 12),
        ("registry/rulings/R001.yaml", RecordKind.RULING, 1),
    ],
)
def test_the_one_spelling_of_each_kind_is_canonical(
    path: str, kind: RecordKind, number: int | None
) -> None:
    assert slot(path) == Slot(kind, number, canonical=True)


@pytest.mark.parametrize(
    ("path", "number"),
    [
        ("registry/sessions/7.yaml", 7),
        ("registry/sessions/07.yaml", 7),
        ("registry/sessions/0007.yaml", 7),
        ("registry/sessions/01000.yaml", 1000),
        ("registry/sessions/007.yml", 7),
        ("registry/sessions/007.YAML", 7),
        ("Registry/Sessions/007.yaml", 7),
        ("registry/sessions/agent-12.yaml", 12),
        ("registry/sessions/000.yaml", 0),
        ("registry/sessions/mails.yaml", None),
        ("registry/sessions/007.yaml\n.yaml", 7),
    ],
)
def test_a_session_under_another_spelling_is_taken_for_one_but_not_canonical(
    path: str, number: int | None
) -> None:
    assert slot(path) == Slot(RecordKind.SESSION, number, canonical=False)


@pytest.mark.parametrize(
    "path",
    [
        "registry/Charter.yaml", "registry/charter.yml", "registry/sessions/a/007.yaml",
        "registry/sessions/007.yaml.bak", "registry/sessions/007", "registry/acks/7.yaml",
        "registry/rulings/001.yaml", "registry/rulings/r001.yaml", "registry/README.md",
        "Registry/acks/007.yaml", "registry", "sessions/007.yaml",
        "registry/sessions/007.yaml/x", "xregistry/sessions/007.yaml",
    ],
)  # fmt: skip
def test_a_stray_path_stands_for_nothing(path: str) -> None:
    assert slot(path) == Slot(None, None, canonical=False)


@pytest.mark.parametrize("path", ["registry/acks/0007.yaml", "registry/rulings/R0001.yaml"])
def test_a_number_that_is_padded_too_far_is_not_canonical(path: str) -> None:
    assert slot(path).number in (1, 7)
    assert not slot(path).canonical


@given(st.integers(1, 999_999))
def test_the_path_of_a_number_is_canonical_and_says_the_number(number: int) -> None:
    assert slot(session_path(number)) == Slot(RecordKind.SESSION, number, canonical=True)


@given(st.from_regex(r"registry/(sessions|acks|rulings)/R?[0-9]{1,8}\.ya?ml", fullmatch=True))
def test_no_two_canonical_paths_of_one_kind_say_one_number(path: str) -> None:
    found = slot(path)
    if found.canonical and found.kind is RecordKind.SESSION:
        assert found.number is not None
        assert path == session_path(found.number)


@given(st.text(max_size=60))
def test_any_text_stands_for_something_or_nothing(text: str) -> None:
    for path in (text, f"registry/{text}", f"registry/sessions/{text}.yaml"):
        found = slot(path)
        assert found.number is None or found.number >= 0
        if found.canonical:
            assert re.fullmatch(r"[a-z]+(/[a-z]+)?/(R?[0-9]{3,6}|charter|activation)\.yaml", path)


@pytest.mark.parametrize("path", ["registry/x", "Registry/x", "REGISTRY/a/b", "registry"])
def test_the_registry_is_in_any_mix_of_case(path: str) -> None:
    assert in_registry(path)


@pytest.mark.parametrize("path", ["registry.md", "registryx/a", "src/registry/x", "", "regıstry/x"])
def test_what_only_looks_like_the_registry_is_outside(path: str) -> None:
    assert not in_registry(path)

"""The schemas as files for editors, and as judges whose messages are ours."""

import base64
import copy
import json
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from muster.model.layout import RecordKind
from muster.model.problem import MOST_PROBLEMS, Kind, Problem
from muster.model.schema import judge, schema, schema_file
from muster.model.strict_yaml import Document, read

KINDS = tuple(RecordKind)
FORBIDDEN = {"$ref", "$dynamicRef", "format", "uniqueItems", "oneOf", "anyOf", "allOf"}
KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI" + "A" * 43
DIGEST = "sha256:" + "a" * 64

RECORD = {
    "number": 7,
    "name": "mails",
    "session_id": "session-1",
    "role": {"title": "Mails", "does": "Write mails", "scope": {"prospects": ["1-25", 30]}},
    "goal": {
        "statement": "Write 20 mails daily",
        "metrics": [{"name": "mails", "exactly": 20, "per": "day", "counts": "prospects"}],
        "serves": "mrr",
    },
    "responsibilities": ["Write"],
    "schedule": [{"do": "Write", "at": "10:00-11:00", "days": "mon-fri"}],
    "status": "registered",
    "ready": True,
    "timestamp": "2025-11-15T21:45:34Z",
    "key": KEY,
}
WHOLE: Mapping[RecordKind, dict[str, Any]] = {
    RecordKind.SESSION: RECORD,
    RecordKind.CHARTER: {
        "name": "Team",
        "size": 12,
        "timezone": "Europe/Berlin",
        "objectives": [{"id": "mrr", "statement": "Reach it", "target": 1.5, "per": "month"}],
        "orchestrator": {"number": 1, "github": "octo-cat"},
        "approvers": [{"name": "Ann", "github": "ann", "key": KEY}],
        "identity": "open",
        "approval": "forge",
        "dimensions": {"prospects": "range", "shift": ["early", "late"]},
        "coverage": [{"dimension": "prospects", "of": "1-50", "by": [1, 2]}],
        "overlap": {"note": 0.5, "review": 0.7, "block": 1},
        "week_one": {"starts": "2025-11-17"},
    },
    RecordKind.RULING: {
        "sessions": [1, 2],
        "rule": "M204",
        "decision": "They differ.\nSee the boundaries.",
        "boundaries": [{"number": 1, "does": "Writes"}],
        "findings": [DIGEST],
        "charter": DIGEST,
        "digests": [{"number": 1, "digest": DIGEST}],
    },
    RecordKind.ACTIVATION: {"consensus": 1, "digest": DIGEST, "confirmed_by": 1},
    RecordKind.ACK: {"number": 7, "digest": DIGEST, "accepts": True},
}


def judged(value: object, kind: RecordKind = RecordKind.SESSION) -> tuple[Problem, ...]:
    """What the judge says of data, read back from YAML as it would be."""
    document = read(yaml.safe_dump(value, sort_keys=False, allow_unicode=True).encode())
    assert not document.problems, document.problems
    return judge(document, kind)


def changed(path: str, value: object, record: Mapping[str, Any] = RECORD) -> dict[str, Any]:
    """A copy of a record with one value set; ``...`` takes the key away."""
    result = copy.deepcopy(dict(record))
    *parents, last = path.split(".")
    inner: Any = result
    for part in parents:
        inner = inner[int(part) if part.isdigit() else part]
    if value is ...:
        del inner[last]
    else:
        inner[int(last) if last.isdigit() else last] = value
    return result


def parts(node: Any) -> Iterator[Any]:
    yield node
    for inner in (
        node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    ):
        yield from parts(inner)


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_is_a_valid_schema_of_2020_12(kind: RecordKind) -> None:
    loaded = json.loads(schema_file(kind).read_text("utf-8"))
    assert loaded["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    jsonschema.Draft202012Validator.check_schema(loaded)
    assert schema(kind) == loaded


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_has_no_keyword_that_costs_more_than_the_data_or_points_elsewhere(
    kind: RecordKind,
) -> None:
    used = {key for part in parts(schema(kind)) if isinstance(part, dict) for key in part}
    assert used & FORBIDDEN == set()


@pytest.mark.parametrize("kind", KINDS)
def test_every_key_of_a_record_is_described(kind: RecordKind) -> None:
    conditions = {
        id(part) for key in ("if", "then", "else") for part in parts(schema(kind).get(key))
    }
    bare = [
        name
        for part in parts(schema(kind))
        if isinstance(part, dict) and id(part) not in conditions
        for name, inner in part.get("properties", {}).items()
        if len(inner.get("description", "")) < 5
    ]
    assert bare == []
    assert len(schema(kind)["description"]) > 20


@pytest.mark.parametrize("kind", KINDS)
def test_every_mapping_is_closed_and_every_pattern_is_told_in_words(kind: RecordKind) -> None:
    for part in parts(schema(kind)):
        if isinstance(part, dict) and part.get("type") == "object":
            assert part["additionalProperties"] is False
        if isinstance(part, dict) and isinstance(part.get("pattern"), str):
            assert part["pattern"].startswith("^")
            assert part["pattern"].endswith(r"(?!\n)$")
            assert part["patternErrorMessage"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_whole_record_of_each_kind_fits(kind: RecordKind) -> None:
    assert judged(WHOLE[kind], kind) == ()


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("size: 12\norchestrator: {number: 1}\n", 1, "name is missing."),
        ("name: T\nsize: 12\norchestrator:\n  github: x\n", 3, "orchestrator.number is missing."),
        (
            "name: T\nsize: 12\norchestrator:\n  number: 1\n  handle: x\n", 5,
            "orchestrator.handle is no key here; the keys are number, github.",
        ),
        (
            "name: T\nsize: 12\norchestrator: {number: 1}\ndimensions:\n  A b: range\n", 5,
            "dimensions.A b is no name: a name has lower-case letters, digits, _ and -.",
        ),
        ("name: T\norchestrator: {number: 1}\nsize: twelve\n", 3, "size must be an integer."),
        ("name: T\norchestrator: []\nsize: 2\n", 2, "orchestrator must be a mapping."),
        (
            "name: T\nsize: 2\norchestrator: {number: 1}\ncoverage:\n"
            "- {dimension: a, by: [1], of: true}\n", 5,
            "coverage[0].of must be a text or an integer or a list.",
        ),
        ("name: T\nsize: 2\norchestrator: {number: 1}\noverlap:\n  note: x\n", 5,
         "overlap.note must be a number."),
        ("name: T\nsize: 2\norchestrator: {number: 1}\nidentity: closed\n", 4,
         "identity must be one of signed, open."),
        ("name: T\nsize: 2\norchestrator: {number: 1}\ntimezone: here there\n", 4,
         "timezone does not fit: it is an IANA time zone like Europe/Berlin or UTC."),
        ("name: T\nsize: 2\norchestrator: {number: 1}\ndimensions:\n  a: []\n", 5,
         "dimensions.a is empty."),
        ("name: T\nsize: 0\norchestrator: {number: 1}\n", 2, "size must be at least 1."),
        ("name: T\nsize: 100001\norchestrator: {number: 1}\n", 2, "size must be at most 100000."),
        (
            "name: T\nsize: 2\norchestrator: {number: 1}\ncoverage:\n"
            f"- {{dimension: a, by: [1], of: {'x' * 201}}}\n", 5,
            "coverage[0].of is longer than 200 characters.",
        ),
        (
            "name: T\nsize: 2\norchestrator: {number: 1}\napprovers:\n" + "- {name: A}\n" * 65, 4,
            "approvers has more than 64 entries.",
        ),
        (
            "name: T\nsize: 2\norchestrator: {number: 1}\ndimensions:\n"
            + "".join(f"  d{n}: range\n" for n in range(17)), 4,
            "dimensions has more than 16 entries.",
        ),
    ],
)  # fmt: skip
def test_a_charter_is_told_its_mistake_at_the_line_of_the_key(
    text: str, line: int, message: str
) -> None:
    (problem,) = judge(read(text.encode()), RecordKind.CHARTER)
    assert (problem.kind, problem.line, problem.message) == (Kind.SCHEMA_VIOLATION, line, message)
    assert "schema/charter.schema.json" in problem.help


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        ("ready", False, "ready must be true in a registered record."),
        ("ready", ..., "ready is missing."),
        ("session_id", ..., "session_id is missing."),
        ("timestamp", ..., "timestamp is missing."),
        ("status", "paused", "status must be one of pending, registered."),
        ("goal.metrics.0.exactly", "20", "goal.metrics[0].exactly must be a number."),
        ("goal.metrics.0.exactly", True, "goal.metrics[0].exactly must be a number."),
        ("responsibilities.0", " x", "responsibilities[0] does not fit: it has at most 500 "
         "characters, the first one visible, and no line break at its end."),
        ("role.scope.prospects", 1.5,
         "role.scope.prospects must be a text or an integer or a list."),
        ("number", None, "number must be an integer."),
    ],
)  # fmt: skip
def test_a_session_is_told_its_mistake(path: str, value: object, message: str) -> None:
    problems = judged(changed(path, value))
    assert message in [problem.message for problem in problems]


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        ("ready", True, "ready must be false or absent in a pending record."),
        ("timestamp", RECORD["timestamp"], "timestamp stands only in a registered record."),
    ],
)
def test_a_planned_slot_has_nothing_that_a_claim_brings(
    path: str, value: object, message: str
) -> None:
    slot = {key: RECORD[key] for key in ("number", "name", "role", "goal")} | {"status": "pending"}
    assert judged(slot) == ()
    assert judged(slot | {"ready": False, "session_id": "hint", "key": KEY}) == ()
    (problem,) = judged(slot | {path: value})
    last_line = yaml.safe_dump(slot | {path: value}, sort_keys=False).count("\n")
    assert (problem.message, problem.line) == (message, last_line)


def test_an_ack_accepts_or_is_none() -> None:
    (problem,) = judged(WHOLE[RecordKind.ACK] | {"accepts": False}, RecordKind.ACK)
    assert (problem.message, problem.line) == ("accepts must be true.", 3)


def test_a_ruling_has_a_decision_and_sessions() -> None:
    whole = WHOLE[RecordKind.RULING]
    told = judged(whole | {"decision": "", "sessions": []}, RecordKind.RULING)
    assert {problem.message for problem in told} == {"decision is empty.", "sessions is empty."}


@pytest.mark.parametrize("value", [[], "text", 7, None, True])
def test_a_record_that_is_no_mapping_is_told_as_a_whole(value: object) -> None:
    problems = judged(value)
    assert "the record must be a mapping." in [problem.message for problem in problems]


@pytest.mark.parametrize("number", ["7.0", "7e0"])
def test_a_number_with_a_point_is_no_integer(number: str) -> None:
    text = yaml.safe_dump(RECORD).replace("number: 7", f"number: {number}")
    (problem,) = judge(read(text.encode()), RecordKind.SESSION)
    assert problem.message == "number must be an integer."


def test_a_target_may_have_a_point_or_none() -> None:
    for target in (20, 20.5, -1, 0):
        assert judged(changed("goal.metrics.0.exactly", target)) == ()


@pytest.mark.parametrize("end", ["\n", "\n\n", " ", "\r", "\u2028"])
@pytest.mark.parametrize("path", ["name", "session_id", "key", "timestamp"])
def test_what_is_compared_has_nothing_after_its_end(path: str, end: str) -> None:
    whole: Any = RECORD[path]
    problems = judge(Document(b"{}", changed(path, whole + end)), RecordKind.SESSION)
    assert [problem.subject for problem in problems] == [path]


@pytest.mark.parametrize(
    "name", ["-mails", "Mails", "mails*", "a b", "1mails", "", "a\x07", "a" * 65]
)
def test_a_name_that_a_shell_or_a_person_could_misread_is_refused(name: str) -> None:
    problems = judge(Document(b"{}", changed("name", name)), RecordKind.SESSION)
    assert [problem.subject for problem in problems] == ["name"]


@pytest.fixture(scope="session")
def made_keys(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Real public keys, as ssh-keygen writes them but for the comment."""
    folder: Path = tmp_path_factory.mktemp("keys")
    made = {}
    for kind, *bits in (("ed25519",), ("rsa", "-b", "2048"), ("ecdsa",)):
        file = folder / kind
        command = ["ssh-keygen", "-q", "-t", kind, *bits, "-N", "", "-C", "", "-f", str(file)]
        subprocess.run(command, check=True, capture_output=True)
        made[kind] = file.with_suffix(".pub").read_text("ascii").strip()
    return made


def security_key(application: bytes = b"ssh:") -> str:
    """A public key of a hardware token: RFC 4251 strings of kind, point and application."""
    strings = (b"sk-ssh-ed25519@openssh.com", bytes(range(32)), application)
    blob = b"".join(len(part).to_bytes(4, "big") + part for part in strings)
    return f"sk-ssh-ed25519@openssh.com {base64.b64encode(blob).decode()}"


@pytest.mark.parametrize("kind", ["session", "approver"])
def test_ed25519_and_its_hardware_form_are_keys(kind: str, made_keys: dict[str, str]) -> None:
    for key in (made_keys["ed25519"], security_key(), security_key(b"ssh:team-token")):
        if kind == "session":
            assert judged(changed("key", key)) == ()
        else:
            whole = WHOLE[RecordKind.CHARTER]
            assert judged(changed("approvers.0.key", key, whole), RecordKind.CHARTER) == ()


def test_other_keys_options_and_comments_are_refused(made_keys: dict[str, str]) -> None:
    good = made_keys["ed25519"]
    for key in (
        made_keys["rsa"], made_keys["ecdsa"], f"{good} me@host", f"restrict {good}",
        f'command="sh" {good}', good[:-1], good + "A", good.replace(" ", "  "), good[12:],
        f"ssh-ed25519 {security_key().split()[1]}", security_key() + " me", f" {good}", "",
    ):  # fmt: skip
        problems = judged(changed("key", key))
        assert [problem.subject for problem in problems] == ["key"], key


def test_a_message_never_holds_a_long_text_of_the_record() -> None:
    long = "x" * 5_000
    for value in (
        changed("name", long), changed("status", long), changed("role.title", long),
        changed("ready", long), changed("number", long), changed("role.scope.prospects", long),
        {**RECORD, long: 1}, changed("role.scope", {long: 1}), changed("responsibilities", long),
        changed("goal.metrics", [{long: long}]), changed("schedule.0.at", long),
    ):  # fmt: skip
        problems = judged(value)
        assert problems
        assert all(
            len(problem.message) < 500 and "x" * 60 not in problem.message for problem in problems
        )


def test_at_most_twenty_problems_are_told() -> None:
    problems = judged({**RECORD, **{f"k{n}": n for n in range(100)}})
    assert len(problems) == MOST_PROBLEMS


def test_one_mistake_is_told_once() -> None:
    problems = judged(changed("status", ...))
    assert len({problem.message for problem in problems}) == len(problems)


PLAIN = {
    kind: jsonschema.Draft202012Validator(json.loads(schema_file(kind).read_text("utf-8")))
    for kind in KINDS
}
_scalars = st.one_of(
    st.none(), st.booleans(), st.integers(-2, 100_002), st.sampled_from([0.5, -1.5]),
    st.sampled_from([
        "", " ", "x", "mails", "A b", "range", "pending", "registered", "M204", "mon-fri", "24:00",
        "08:00", "2025-11-17", RECORD["timestamp"], KEY, KEY + "\n", DIGEST, "x" * 130, "x" * 600,
        "mails\n", "true", "1-25",
    ]),
)  # fmt: skip
_values = st.recursive(
    _scalars,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(["number", "name", "does", "x", "A b", "of"]), inner, max_size=3
        ),
    ),
    max_leaves=6,
)


def _pointers(value: Any, at: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    yield at
    inner = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    for key, item in inner:
        yield from _pointers(item, (*at, key))


@st.composite
def _mutants(draw: st.DrawFn) -> tuple[RecordKind, Any]:
    kind = draw(st.sampled_from(KINDS))
    value: Any = copy.deepcopy(WHOLE[kind])
    for _ in range(draw(st.integers(1, 3))):
        pointer = draw(st.sampled_from(list(_pointers(value))))
        if not pointer:
            continue
        inner = value
        for key in pointer[:-1]:
            inner = inner[key]
        act = draw(st.sampled_from(["set", "take", "add"]))
        if act == "take":
            del inner[pointer[-1]]
        elif act == "set" or not isinstance(inner, dict):
            inner[pointer[-1]] = draw(_values)
        else:
            inner[draw(st.sampled_from(["x", "A b", "github", "timestamp"]))] = draw(_values)
    return kind, value


@settings(max_examples=400)
@given(_mutants())
def test_our_judge_and_the_plain_library_agree_on_what_fits(mutant: tuple[RecordKind, Any]) -> None:
    kind, value = mutant
    assert bool(judge(Document(b"{}", value), kind)) is not PLAIN[kind].is_valid(value)

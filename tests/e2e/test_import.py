"""A document becomes a registry; what is there already is never touched."""

from pathlib import Path

import pytest

from support.repos import Done, environment, muster_at

ROOT = Path(__file__).resolve().parents[2]
SEED = ROOT / "tests/data/seed/session-identity-registry.md"


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    folder = tmp_path / "desk"
    folder.mkdir()
    return folder


def run_import(desk: Path, *arguments: str) -> Done:
    return muster_at(desk, environment(desk), "import", *arguments)


def files(desk: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(desk)): path.read_bytes()
        for path in sorted((desk / "registry").rglob("*.yaml"))
    }


def test_the_real_teams_document_gives_a_charter_and_twelve_slots(desk: Path) -> None:
    done = run_import(desk, str(SEED), "--into", ".", "--json")
    assert done.code == 0
    assert len(files(desk)) == 13
    assert (desk / "schema/session.schema.json").read_bytes() == (
        ROOT / "schema/session.schema.json"
    ).read_bytes()
    told = {one["file"]: one for one in done.json["data"]["files"]}
    assert {one["written"] for one in told.values()} == {"new"}
    assert any(
        "maintain quality standards" in s for s in told["registry/sessions/009.yaml"]["untold"]
    )
    shown = run_import(desk, str(SEED), "--into", "elsewhere").out
    for number in range(1, 13):
        assert f"registry/sessions/{number:03d}.yaml  new" in shown


def test_running_it_twice_changes_nothing(desk: Path) -> None:
    run_import(desk, str(SEED), "--into", ".")
    before = files(desk)
    done = run_import(desk, str(SEED), "--into", ".", "--json")
    assert {one["written"] for one in done.json["data"]["files"]} == {"same"}
    assert files(desk) == before


def test_a_record_completed_by_hand_is_left_as_it_is(desk: Path) -> None:
    run_import(desk, str(SEED), "--into", ".")
    completed = desk / "registry/sessions/009.yaml"
    completed.write_text("# by hand\n" + completed.read_text("utf-8"), "utf-8")
    before = files(desk)
    done = run_import(desk, str(SEED), "--into", ".", "--json")
    written = {one["file"]: one["written"] for one in done.json["data"]["files"]}
    assert written.pop("registry/sessions/009.yaml") == "kept"
    assert set(written.values()) == {"same"}
    assert files(desk) == before


def test_this_repositorys_registry_is_the_documents_but_for_what_was_completed_by_hand(
    desk: Path,
) -> None:
    run_import(desk, str(SEED), "--into", ".")
    differ = {path for path, data in files(desk).items() if (ROOT / path).read_bytes() != data}
    assert differ == {"registry/charter.yaml", "registry/sessions/010.yaml"}
    for path in differ:
        assert b"# Completed by hand from the document:" in (ROOT / path).read_bytes()


def test_a_link_in_the_place_of_a_record_is_not_followed(desk: Path) -> None:
    outside = desk / "outside.yaml"
    (desk / "registry/sessions").mkdir(parents=True)
    (desk / "registry/sessions/003.yaml").symlink_to(outside)
    done = run_import(desk, str(SEED), "--into", ".")
    assert not outside.exists()
    assert done.code in (0, 3)
    assert "Traceback" not in done.err


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("nowhere.md", "--into", "."), 2, "no-such-file"),
        ((".", "--into", "."), 3, "unreadable-file"),
        (("empty.md", "--into", "."), 2, "no-sessions"),
        (("large.md", "--into", "."), 2, "oversized-document"),
        ((str(SEED), "--into", "taken/below"), 3, "not-writable"),
        ((str(SEED),), 2, "usage"),
    ],
)
def test_what_cant_be_imported_is_told_in_one_answer(
    desk: Path, arguments: tuple[str, ...], code: int, told: str
) -> None:
    (desk / "empty.md").write_text("# Nothing here\n")
    (desk / "large.md").write_bytes(b"x" * ((1 << 20) + 1))
    (desk / "taken").write_text("a file")
    done = run_import(desk, *arguments, "--json")
    assert (done.code, done.json["code"]) == (code, told)
    assert not (desk / "registry").exists()

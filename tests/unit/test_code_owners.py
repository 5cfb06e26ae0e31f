"""Who owns the registry on GitHub."""

from muster.engine.code_owners import code_owners
from muster.model.charter import Charter
from muster.model.registry import read_file
from muster.model.source_file import SourceFile


def charter(approvers: str) -> Charter:
    """A charter with these approvers."""
    data = f"name: T\nsize: 2\norchestrator: {{number: 1}}\napprovers: {approvers}\n".encode()
    file = read_file(
        SourceFile("registry/charter.yaml", 0o100644, "", len(data), data), by_schema=True
    )
    assert isinstance(file.record, Charter)
    return file.record


def test_the_approvers_with_a_handle_own_what_decides() -> None:
    team = charter("[{name: Ann, github: ann}, {name: Cy}, {name: Bob, github: bob-1}]")
    owned = "/registry/ @ann @bob-1\n/schema/   @ann @bob-1\n/.github/  @ann @bob-1\n"
    assert code_owners(team) == owned
    assert code_owners(team, "docs/CODEOWNERS").splitlines()[-1].split() == [
        "/docs/CODEOWNERS", "@ann", "@bob-1",
    ]  # fmt: skip
    assert code_owners(charter("[{name: Cy}]")) == ""

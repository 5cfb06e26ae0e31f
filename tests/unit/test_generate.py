"""The registries that the benchmark measures on are such as muster finds no fault with."""

import pytest

from bench.generate import generate
from muster.flows.judging import judge_commit
from muster.flows.judging_change import judge_branch
from muster.git.repository import Repository
from support.repos import NOW


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    folder = tmp_path_factory.mktemp("generated") / "team.git"
    generate(folder, 230)
    return Repository.open(folder)


def test_a_generated_registry_is_as_large_as_asked_for_and_fine(generated: Repository) -> None:
    judged = judge_commit(generated, "main", generated.resolve("main"), NOW)
    assert len(judged.registry.sessions) == 230
    assert sum(session.registered for session in judged.registry.sessions) == 229
    assert judged.report.findings == ()


def test_its_claim_branch_is_one_claim_and_fine(generated: Repository) -> None:
    judged = judge_branch(generated, "main", "claim", NOW)
    assert not judged.report.empty
    assert judged.report.findings == ()
    assert all(session.registered for session in judged.registry.sessions)

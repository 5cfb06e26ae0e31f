"""M001: each kind of file has one path."""

from muster.model.layout import ACTIVATION, CHARTER
from rules.agreeing import ack, ack_at, confirmation
from rules.cases import (
    Example,
    at,
    block,
    branch,
    charter,
    claimed,
    note,
    planned,
    ruling,
    ruling_at,
    whole,
)

DIGEST = "sha256:" + "a" * 64


def stray(path: str, content: str = "just: text\n") -> dict[str, str]:
    return {path: content}


ROSTER = {at(7): claimed(7), ruling_at(1): ruling(claimed(7))}

EXAMPLES = (
    *(
        Example(
            "M001",
            f"{path} is refused as a spelling of 007.yaml",
            whole(stray(path, claimed(7))),
            (block("M001", path),),
            tells=("registry/sessions/007.yaml", f"git mv {path} {at(7)}"),
        )
        for path in (
            "registry/sessions/7.yaml",
            "registry/sessions/07.yaml",
            "registry/sessions/0007.yaml",
            "registry/sessions/007.yml",
            "registry/sessions/007.YAML",
        )
    ),
    Example(
        "M001",
        "a case-only twin of a record is refused, and never moved over it",
        whole({at(7): claimed(7), "registry/sessions/007.YAML": "- not a record\n"}),
        (
            block("M001", "registry/sessions/007.YAML"),
            block("M101", "registry/sessions/007.YAML", 1),
            block("M501", at(7), 1),
        ),
        tells=("that file is there already",),
        hides=("git mv",),
    ),
    Example(
        "M001",
        "a case-only twin of the folder is refused",
        whole(stray("Registry/sessions/007.yaml", claimed(7))),
        (block("M001", "Registry/sessions/007.yaml"),),
    ),
    *(
        Example(
            "M001",
            f"{path} is refused as no file of a registry",
            whole(stray(path)),
            (block("M001", path),),
            tells=("rename it",),
            hides=("git mv",),
        )
        for path in (
            "registry/README.md",
            "registry/Charter.yaml",
            "registry/sessions/007.yaml.bak",
            "registry/sessions/a/007.yaml",
            "registry/rulings/001.yaml",
        )
    ),
    Example(
        "M001",
        "an ack spelled too long is told the path of an ack",
        whole(stray("registry/acks/0007.yaml", f"number: 7\ndigest: {DIGEST}\naccepts: true\n")),
        (block("M001", "registry/acks/0007.yaml"), note("M406", "registry/acks/0007.yaml", 2)),
        tells=(
            "is registry/acks/007.yaml",
            "git mv registry/acks/0007.yaml registry/acks/007.yaml",
        ),
        hides=("sessions/007",),
    ),
    Example(
        "M001",
        "a ruling spelled too long is told the path of a ruling",
        whole(
            stray(
                "registry/rulings/R0002.yaml",
                ruling(planned(1), planned(2)),
            )
        ),
        (block("M001", "registry/rulings/R0002.yaml"),),
        tells=("is registry/rulings/R002.yaml",),
        hides=("sessions/002",),
    ),
    Example(
        "M001",
        "a path that a shell would take apart is never put into a command",
        whole(stray("registry/sessions/7;reboot.yaml", claimed(7))),
        (block("M001", "registry/sessions/7;reboot.yaml"),),
        hides=("git mv",),
    ),
    Example(
        "M001",
        "zero is no number in any spelling",
        whole(stray("registry/sessions/000.yaml", planned(1))),
        (
            block("M001", "registry/sessions/000.yaml"),
            block("M102", "registry/sessions/000.yaml", 1),
        ),
    ),
    Example(
        "M001",
        "a bad path that main has stands apart from what a branch brings",
        branch({"registry/sessions/7.yaml": claimed(7)}, {at(8): claimed(8)}),
        standing=(block("M001", "registry/sessions/7.yaml"),),
    ),
    Example(
        "M001",
        "four digits are canonical from 1000 on",
        whole({CHARTER: charter(size=1000), at(1000): claimed(1000)}),
    ),
    Example(
        "M001",
        "one file of each kind is where it belongs",
        whole(
            {
                **ROSTER,
                ack_at(7): ack(7, ROSTER),
                ACTIVATION: confirmation(ROSTER),
            }
        ),
    ),
)

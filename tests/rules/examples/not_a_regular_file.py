"""M002: a record is a plain file."""

from rules.cases import Example, at, block, branch, claimed, source, submodule, symlink, whole

EXAMPLES = (
    Example(
        "M002",
        "a symbolic link is refused",
        whole({at(7): symlink(at(7))}),
        (block("M002", at(7)),),
        tells=("a symbolic link",),
    ),
    Example(
        "M002",
        "a submodule that a branch brings is refused",
        branch({}, {at(7): submodule(at(7))}),
        (block("M002", at(7)),),
        tells=("a submodule",),
    ),
    Example(
        "M002",
        "an executable file is a plain file",
        whole({at(7): source(at(7), claimed(7))._replace(mode=0o100755)}),
    ),
)

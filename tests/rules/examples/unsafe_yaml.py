"""M005: a record is plain YAML."""

from rules.cases import Example, at, block, claimed, whole

DEEP = "more: " + "[" * 16 + "]" * 16 + "\n"

EXAMPLES = (
    *(
        Example(
            "M005", f"{what} is refused", whole({at(7): content}), (block("M005", at(7), line),)
        )
        for what, content, line in (
            ("an anchor", claimed(7, title="&a Outreach"), 4),
            ("an alias", claimed(7, title="*a"), 4),
            ("a tag", claimed(7, title="!!str Outreach"), 4),
            ("a merge key", claimed(7, more="<<: {}\n"), 12),
            ("a second document", claimed(7, more="---\nnumber: 8\n"), 12),
            ("a directive", "%YAML 1.2\n---\n" + claimed(7), 1),
            ("a seventeenth level", claimed(7, more=DEEP), 12),
            ("a list of 257", claimed(7, more=f"responsibilities: [{'a, ' * 256}a]\n"), 12),
        )
    ),
    Example(
        "M005",
        "the same signs inside a text mean nothing",
        whole({at(7): claimed(7, title="R&D *now* !important <<", does='"&a *b !c << ---"')}),
    ),
    Example(
        "M005", "a document may be opened with three hyphens", whole({at(7): "---\n" + claimed(7)})
    ),
)

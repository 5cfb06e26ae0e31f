"""M004: what a person approves is what the parser reads."""

from rules.cases import Example, at, block, branch, claimed, whole

EXAMPLES = (
    *(
        Example(
            "M004",
            f"{what} is refused",
            whole({at(7): content}),
            (block("M004", at(7), line),),
            tells=(name,),
        )
        for what, content, line, name in (
            ("a right-to-left override", claimed(7, does="go \u202eog"), 5, "U+202E"),
            ("an escaped NUL", claimed(7, does='"go \\0"'), 5, "U+0000"),
            ("an escaped right-to-left override", claimed(7, does='"\\u202E"'), 5, "U+202E"),
            ("a tab", claimed(7, does="a\tb"), 5, "U+0009"),
            ("a byte order mark", "\ufeff" + claimed(7), 1, "byte order mark"),
            ("a byte that is not UTF-8", claimed(7).encode() + b"# \xff\n", 13, "0xFF"),
            ("a zero-width space", claimed(7, title="Out\u200breach"), 4, "U+200B"),
        )
    ),
    Example(
        "M004",
        "what main has stands apart from what a branch brings",
        branch({at(7): claimed(7, does="a\tb")}, {at(8): claimed(8)}),
        standing=(block("M004", at(7), 5),),
    ),
    Example(
        "M004",
        "emoji with joiners and Persian with non-joiners are text",
        whole({at(7): claimed(7, title="👩‍💻 می‌خواهم")}),
    ),
    Example("M004", "Windows line ends are text", whole({at(7): claimed(7).replace("\n", "\r\n")})),
    Example(
        "M004",
        "a backslash that escapes nothing unseen is text",
        whole({at(7): claimed(7, does='"read C:\\\\0 and \\"202E\\""')}),
    ),
)

"""M202: a session is registered once: one id, one name, one key for one number."""

from rules.cases import (
    KEY_A,
    KEY_B,
    Example,
    Landed,
    MainLine,
    at,
    block,
    branch,
    claimed,
    planned,
    whole,
)

# Four spare bits at the end: Q and R are the same last byte, g is another.
HARDWARE = "sk-ssh-ed25519@openssh.com AAAAGnNrLXNzaC1lZDI1NTE5QG9wZW5zc2guY29t" + "A" * 61

EXAMPLES = (
    Example(
        "M202",
        "one id for two numbers is refused, in any mix of case",
        whole({at(7): claimed(7, "session-ab"), at(8): claimed(8, "Session-AB")}),
        (block("M202", at(8), 9),),
        tells=("session id Session-AB of number 8 stands in number 7", "muster show 7"),
    ),
    Example(
        "M202",
        "one name for two numbers is refused, in planned slots too",
        whole({at(7): planned(7, name="mails"), at(8): claimed(8, name="mails")}),
        (block("M202", at(8), 2),),
        tells=("name mails of number 8",),
    ),
    Example(
        "M202",
        "one key for two numbers is refused and not repeated",
        whole({at(7): planned(7, more=f"key: {KEY_A}\n"), at(8): claimed(8, key=KEY_A)}),
        (block("M202", at(8), 12),),
        tells=("The key of number 8",),
        hides=(KEY_A,),
    ),
    Example(
        "M202",
        "what the branch brings stands accused, whichever number is lower",
        branch({at(8): claimed(8, "one")}, {at(7): claimed(7, "one")}),
        (block("M202", at(7), 9),),
        tells=("of number 7 stands in number 8",),
    ),
    Example(
        "M202",
        "three records with one id are one finding",
        whole({at(n): claimed(n, "one") for n in (7, 8, 9)}),
        (block("M202", at(9), 9),),
        tells=("number 7, number 8",),
    ),
    Example(
        "M202",
        "what main has stands apart, unless the branch touches one of the two",
        branch({at(7): claimed(7, "one"), at(8): claimed(8, "one")}, {at(9): claimed(9)}),
        standing=(block("M202", at(8), 9),),
    ),
    Example(
        "M202",
        "an id that is only hinted at in planned slots is nobody's",
        whole(
            {
                at(7): claimed(7, "one"),
                at(8): planned(8, more="session_id: one\n"),
                at(9): planned(9, more="session_id: one\n"),
            }
        ),
    ),
    Example(
        "M202",
        "ids, names and keys that differ in their last character are others",
        whole(
            {
                at(7): claimed(7, "one", name="mails-1", key=KEY_A),
                at(8): claimed(8, "one.", name="mails-2", key=KEY_B),
            }
        ),
    ),
    Example(
        "M202",
        "a session that moves and releases its old number is registered once",
        branch(
            {at(7): claimed(7, "one", key=KEY_A)},
            {at(7): planned(7), at(8): claimed(8, "one", key=KEY_A)},
            signer=KEY_A,
        ),
    ),
    Example(
        "M202",
        "a key is its bytes: spare bits that no reader looks at make no other key",
        whole({at(7): claimed(7, key=HARDWARE + "Q=="), at(8): claimed(8, key=HARDWARE + "R==")}),
        (block("M202", at(8), 12),),
        tells=("The key of number 8 stands in number 7",),
        hides=("AAAA",),
    ),
    Example(
        "M202",
        "a key without its padding is the same text of no key, and no crash",
        whole({at(7): claimed(7, key=HARDWARE + "Q"), at(8): claimed(8, key=HARDWARE + "Q")}),
        (block("M202", at(8), 12),),
    ),
    Example(
        "M202",
        "keys that differ in a bit that counts are others",
        whole({at(7): claimed(7, key=HARDWARE + "Q=="), at(8): claimed(8, key=HARDWARE + "g==")}),
    ),
    *(
        Example(
            "M202",
            f"on main the later one stands accused: {what} comes after",
            whole(both, history=MainLine((Landed("A", "2031", first), Landed("B", "1999", both)))),
            (block("M202", accused, 9),),
        )
        for both in ({at(7): claimed(7, "one"), at(8): claimed(8, "one")},)
        for what, first, accused in (
            ("the lower number", {at(8): both[at(8)]}, at(7)),
            ("the higher number", {at(7): both[at(7)]}, at(8)),
        )
    ),
)

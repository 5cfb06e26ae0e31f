"""M306: one session does not have two claims under way."""

from muster.model.rival import Rival
from muster.model.session import read_session
from muster.model.strict_yaml import read
from rules.cases import (
    KEY_A,
    KEY_B,
    Example,
    at,
    block,
    branch,
    claimed,
    edited,
    planned,
    review,
    whole,
)

# Two spellings of one key: spare bits at the end.
HARDWARE = "sk-ssh-ed25519@openssh.com AAAAGnNrLXNzaC1lZDI1NTE5QG9wZW5zc2guY29t" + "A" * 61
PLAIN, SPARE = HARDWARE + "Q==", HARDWARE + "R=="
MINE = {at(7): claimed(7, "alpha", name="mails", key=KEY_A)}


def rival(text: str, number: int = 8) -> Rival:
    """What stands on another claim branch."""
    return Rival(f"origin/claim/{number:03d}", read_session(at(number), read(text.encode())))


EXAMPLES = (
    *(
        Example(
            "M306",
            f"another claim with the same {words} needs a look",
            branch({}, MINE, rivals=(rival(theirs),)),
            (review("M306", at(7), line),),
            tells=(
                f"The claim on origin/claim/008 has the same {words}; only one of the two",
                "muster release 8",
            ),
            hides=(KEY_A,),
        )
        for words, theirs, line in (
            ("session id", claimed(8, "alpha"), 9),
            ("name", claimed(8, name="mails"), 2),
            ("key", claimed(8, key=KEY_A), 12),
            ("session id and name", claimed(8, "alpha", name="mails"), 9),
            ("name and key", claimed(8, name="mails", key=KEY_A), 2),
            ("session id and name and key", claimed(8, "alpha", name="mails", key=KEY_A), 9),
        )
    ),
    Example(
        "M306",
        "a session id in other letters' case is the same",
        branch({}, MINE, rivals=(rival(claimed(8, "Alpha")),)),
        (review("M306", at(7), 9),),
    ),
    Example(
        "M306",
        "a key in another spelling is the same",
        branch({}, {at(7): claimed(7, key=PLAIN)}, rivals=(rival(claimed(8, key=SPARE)),)),
        (review("M306", at(7), 12),),
    ),
    Example(
        "M306",
        "each rival is told",
        branch({}, MINE, rivals=(rival(claimed(8, "alpha")), rival(claimed(9, "alpha"), 9))),
        (review("M306", at(7), 9), review("M306", at(7), 9)),
        tells=("claim/008 has", "claim/009 has"),
    ),
    Example(
        "M306",
        "a rival is told behind one of the same number",
        branch({}, MINE, rivals=(rival(claimed(7, "alpha"), 7), rival(claimed(9, "alpha"), 9))),
        (review("M306", at(7), 9),),
        tells=("claim/009 has",),
    ),
    Example(
        "M306",
        "a rival that claims a slot of main is told",
        branch(
            {at(7): planned(7, name="mails"), at(8): planned(8)},
            {at(7): claimed(7, "alpha", name="mails")},
            rivals=(rival(claimed(8, "alpha")),),
        ),
        (review("M306", at(7), 9),),
    ),
    Example(
        "M306",
        "a rival is told before the claim is committed",
        branch({}, MINE, rivals=(rival(claimed(8, "alpha")),), committed=False),
        (review("M306", at(7), 9),),
    ),
    Example(
        "M306",
        "a claim that was released is no rival",
        branch({}, MINE, rivals=(rival(planned(8, name="mails", more="session_id: alpha\n")),)),
    ),
    Example(
        "M306",
        "a claim of the same number is decided by who came first",
        branch({}, MINE, rivals=(rival(claimed(7, "alpha", name="mails", key=KEY_A), 7),)),
    ),
    Example(
        "M306",
        "claims of other sessions are no rivals",
        branch({}, MINE, rivals=(rival(claimed(8, "alphabet", name="mails-2", key=KEY_B)),)),
    ),
    Example(
        "M306",
        "a key in other letters' case is another",
        branch({}, MINE, rivals=(rival(claimed(8, key=KEY_A.replace("A" * 43, "a" * 43))),)),
    ),
    Example(
        "M306",
        "what both lack is not the same",
        branch(
            {},
            {at(7): edited(claimed(7, key=None), "session_id: session-7\n", "")},
            rivals=(
                rival(
                    edited(
                        edited(claimed(8, key=None), "session_id: session-8\n", ""),
                        "name: slot-8\n",
                        "",
                    )
                ),
            ),
        ),
        (block("M101", at(7), 1), block("M401", at(7), 8)),
    ),
    Example(
        "M306",
        "a change of the own record is no claim",
        branch(
            MINE,
            {at(7): edited(MINE[at(7)], "Work on", "Care for")},
            signer=KEY_A,
            rivals=(rival(claimed(8, "alpha")),),
        ),
    ),
    Example(
        "M306",
        "a release is no claim",
        branch(
            MINE,
            {at(7): planned(7, name="mails")},
            signer=KEY_A,
            rivals=(rival(claimed(8, "alpha")),),
        ),
    ),
    Example("M306", "a claim alone has no rival", branch({}, MINE)),
    Example("M306", "without a change nobody claims", whole(MINE)),
)

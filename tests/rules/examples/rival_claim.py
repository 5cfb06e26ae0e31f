"""M306: one session has one claim under way, and one number one claim."""

from muster.model.layout import CHARTER
from muster.model.rival import Rival
from muster.model.session import read_session
from muster.model.strict_yaml import read
from rules.cases import (
    KEY_A,
    KEY_B,
    Example,
    Files,
    at,
    block,
    branch,
    charter,
    claimed,
    edited,
    note,
    planned,
    review,
    whole,
)

# Two spellings of one key: spare bits at the end.
HARDWARE = "sk-ssh-ed25519@openssh.com AAAAGnNrLXNzaC1lZDI1NTE5QG9wZW5zc2guY29t" + "A" * 61
PLAIN, SPARE = HARDWARE + "Q==", HARDWARE + "R=="
MINE = {at(7): claimed(7, "alpha", name="mails", key=KEY_A)}
OWN_WORK = {at(7): claimed(7, "alpha", key=KEY_A)}
"""The same as the planned slot of that number has it."""


def rival(text: str, number: int = 8) -> Rival:
    """What stands on another claim branch."""
    return Rival(f"origin/claim/{number:03d}", read_session(at(number), read(text.encode())))


def pull(number: int, text: str, of: int = 7, *, ahead: bool) -> Rival:
    """What another pull request brings for the number ``of``, opened earlier or later."""
    session = read_session(at(of), read(text.encode()))
    return Rival(f"pull request #{number}", session, ahead)


def first(text: str = "", of: int = 7) -> Rival:
    """The pull request that was opened before this one, by another session."""
    return pull(12, text or claimed(of, "beta", name=f"beta-{of}"), of, ahead=True)


def later(text: str = "", of: int = 7) -> Rival:
    """The pull request that was opened after this one, by another session."""
    return pull(15, text or claimed(of, "beta", name=f"beta-{of}"), of, ahead=False)


def team(size: int, slots: tuple[int, ...] = (), held: tuple[int, ...] = ()) -> Files:
    """Main with these planned slots and these numbers held."""
    records = {n: planned(n) for n in slots} | {n: claimed(n) for n in held}
    return {CHARTER: charter(size=size), **{at(n): text for n, text in records.items()}}


BLOCKED = (block("M306", at(7), 1),)
TOLD = (note("M306", at(7), 1),)

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
        "a number that an earlier pull request claims is refused, and what can be had is told",
        branch(team(9, slots=(3, 7), held=(1,)), OWN_WORK, rivals=(first(),)),
        BLOCKED,
        tells=(
            "Number 7 is claimed by pull request #12 too, which was opened first.",
            "Free numbers: 2, 4-6, 8-9. Planned slots that nobody holds: 3.",
            "muster renumber 3",
        ),
        hides=("beta", KEY_B),
    ),
    Example(
        "M306",
        "the earlier of two pull requests is told of the later one, and goes on",
        branch(team(9, slots=(3, 7), held=(1,)), OWN_WORK, rivals=(later(),)),
        TOLD,
        tells=("claimed by pull request #15 too, which was opened later.", "Nothing needs doing"),
        hides=("beta", "renumber", "Free numbers"),
    ),
    Example(
        "M306",
        "a claim with a role of its own is sent to a free number, which keeps it",
        branch(team(9, slots=(3,)), MINE, rivals=(first(),)),
        BLOCKED,
        tells=("muster renumber 1",),
    ),
    Example(
        "M306",
        "a claim with a role of its own is sent to a slot where no number is free",
        branch(team(3, slots=(1, 2)), {at(3): claimed(3)}, rivals=(first(of=3),)),
        (block("M306", at(3), 1),),
        tells=("Free numbers: none.", "muster renumber 1"),
    ),
    Example(
        "M306",
        "who lost the last planned slot fills in a form first",
        branch(team(8, slots=(7,)), OWN_WORK, rivals=(first(),)),
        BLOCKED,
        tells=("muster show 1 >claim.yaml", "muster renumber 1 --from claim.yaml"),
    ),
    Example(
        "M306",
        "nothing is offered that another claim wants, earlier or later",
        branch(
            team(9, slots=(3, 4)),
            MINE,
            rivals=(
                first(),
                *(pull(13, claimed(n, f"c{n}"), n, ahead=True) for n in (1, 3)),
                *(pull(16, claimed(n, f"d{n}"), n, ahead=False) for n in (2, 4)),
            ),
        ),
        BLOCKED,
        tells=("Free numbers: 5-6, 8-9. Planned slots that nobody holds: none.", "renumber 5"),
    ),
    Example(
        "M306",
        "what another pull request releases can be had as before",
        branch(
            team(3, slots=(2,)), {at(3): claimed(3)}, rivals=(first(of=3), first(planned(2), 2))
        ),
        (block("M306", at(3), 1),),
        tells=("Free numbers: 1. Planned slots that nobody holds: 2.",),
    ),
    Example(
        "M306",
        "where nothing is left who comes later waits",
        branch(team(1), {at(1): claimed(1)}, rivals=(first(of=1),)),
        (block("M306", at(1), 1),),
        tells=("Wait until that one is decided. Free numbers: none.",),
        hides=("renumber",),
    ),
    Example(
        "M306",
        "both sides of a queue are told: who is before, and who is behind",
        branch({}, MINE, rivals=(first(), pull(13, claimed(7, "c"), ahead=True), later())),
        (*BLOCKED, *BLOCKED, *TOLD),
        tells=("pull request #12", "pull request #13", "pull request #15"),
    ),
    *(
        Example(
            "M306",
            f"a second pull request of one session {words} is to be closed",
            branch({CHARTER: charter(identity=identity)}, {at(7): mine}, rivals=(first(mine),)),
            BLOCKED,
            tells=("Both are this session's: keep the first, close this one.",),
            hides=("renumber",),
        )
        for words, identity, mine in (
            ("with its key", "signed", MINE[at(7)]),
            ("without keys", "open", claimed(7, "alpha", name="mails", key=None)),
        )
    ),
    Example(
        "M306",
        "who only calls itself by the same session id is another",
        branch({}, MINE, rivals=(first(claimed(7, "alpha", key=KEY_B)),)),
        BLOCKED,
        tells=("muster renumber 1",),
    ),
    Example(
        "M306",
        "an earlier pull request that gives the number up again is no rival",
        branch({at(7): planned(7)}, OWN_WORK, rivals=(first(planned(7)),)),
    ),
    Example(
        "M306",
        "an earlier pull request of another number is no rival",
        branch({}, MINE, rivals=(first(of=8),)),
    ),
    Example(
        "M306",
        "the holder's own change is no rival of a takeover",
        branch(
            {at(7): claimed(7, "beta", key=KEY_A)},
            {at(7): claimed(7, "alpha", key=KEY_A)},
            rivals=(first(claimed(7, "BETA", key=KEY_A, does="Work on more")),),
        ),
    ),
    Example(
        "M306",
        "of two sessions that would take a number over, the later is refused",
        branch(
            {at(7): claimed(7, "beta", key=KEY_A)},
            {at(7): claimed(7, "alpha", key=KEY_A)},
            rivals=(first(claimed(7, "gamma", key=KEY_A)),),
        ),
        BLOCKED,
    ),
    Example(
        "M306",
        "a claim of the same number on a plain remote is the claim itself",
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

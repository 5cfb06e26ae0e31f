"""Likeness and overlap hold for any text: symmetric, in any order, and the same however found."""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from muster.model.common_words import EMPTY_WORDS, SAME_PHRASE, SAME_WORD
from muster.model.content_words import beginnings, content_words, written_words
from muster.model.integer_ranges import IntegerRanges
from muster.model.labels import Labels
from muster.model.likeness import Lexical, Work
from muster.model.overlap import MOST_COUNTED, Overlap, all_overlaps, overlaps_of
from muster.model.scope import Scope

ROLES = Path(__file__).resolve().parents[1] / "data" / "overlap" / "roles.json"
_VOCABULARY = (
    "send sends mail emails outreach prospects research score reply qualify sales "
    "call closer ci/cd k8s kubernetes js javascript batch 1-25 10:00 café naïve 客戶 郵件 "
    "support the of invoices automatically use this agent when you need to expert in "
    "machine learning "
)
VOCABULARY = tuple(_VOCABULARY.split())

texts = st.lists(st.sampled_from(VOCABULARY), max_size=8).map(" ".join)
works = st.builds(Work, texts, texts, st.lists(texts, max_size=3).map(tuple))
anything = st.text(max_size=60) | st.text("aAbBİıßﬁſ㎏①Ⅳ゛ガがกำकि-_/.+#0'’ \n", max_size=30)
ranges = st.tuples(st.integers(1, 12), st.integers(0, 6)).map(
    lambda pair: IntegerRanges(((pair[0], pair[0] + pair[1]),))
)
labels = st.sets(st.sampled_from("xyz"), min_size=1, max_size=2).map(
    lambda names: Labels(frozenset(names))
)
scopes = st.fixed_dictionaries({}, optional={"range": ranges, "label": labels}).map(Scope)
SCORER = Lexical()


@dataclass(frozen=True)
class Plain:
    """A role of a few words."""

    number: int | None
    text: str
    work: Work
    scope: Scope


roles = st.builds(Plain, st.none() | st.integers(1, 9), st.sampled_from("abcdefgh"), works, scopes)


def brute(every: list[Plain], floor: float) -> dict[int, list[Overlap]]:
    """All overlaps by looking at all pairs."""
    found: dict[int, list[Overlap]] = {}
    for one, two in combinations(range(len(every)), 2):
        first, second = every[one], every[two]
        score = SCORER.score(SCORER.read(first.work), SCORER.read(second.work))
        numbers = first.number is not None and first.number == second.number
        pair = score >= floor and not numbers and first.text != second.text
        if pair and first.scope.separated(second.scope) is None:
            found.setdefault(two, []).append(Overlap(one, score))
    return {
        index: sorted(met, key=lambda overlap: (-overlap.score, overlap.other))[:MOST_COUNTED]
        for index, met in found.items()
    }


@given(works, works)
def test_a_score_is_the_same_in_both_directions_and_a_share_of_one(one: Work, two: Work) -> None:
    first, second = SCORER.read(one), SCORER.read(two)
    assert SCORER.score(first, second) == SCORER.score(second, first)
    assert 0 <= SCORER.score(first, second) <= 1
    mine, theirs = SCORER.shared(one, two), SCORER.shared(two, one)
    assert [round(part.share, 9) for part in mine] == [round(part.share, 9) for part in theirs]
    assert (not mine) == (SCORER.score(first, second) == 0) or sum(p.share for p in mine) > 0
    if mine:
        assert abs(sum(part.share for part in mine) - 1) < 1e-9


@given(works)
def test_work_scores_one_with_itself_unless_it_says_nothing(work: Work) -> None:
    read = SCORER.read(work)
    assert SCORER.score(read, SCORER.read(work)) == (1.0 if read.words else 0.0)


@given(st.lists(works, max_size=12), st.floats(0.01, 1), st.data())
def test_pruned_pairs_are_those_of_brute_force(every: list[Work], floor: float, data) -> None:
    read = [SCORER.read(work) for work in every]
    wanted = {
        (one, two): SCORER.score(read[one], read[two])
        for one, two in combinations(range(len(read)), 2)
        if SCORER.score(read[one], read[two]) >= floor
    }
    found = [((first, second), score) for first, second, score in SCORER.pairs(read, floor)]
    assert sorted(found) == sorted(wanted.items())
    few = data.draw(st.sets(st.integers(0, max(0, len(every) - 1)), max_size=len(every)))
    assume(every)
    sought = [((first, second), score) for first, second, score in SCORER.pairs(read, floor, few)]
    assert sorted(sought) == sorted(it for it in wanted.items() if few & set(it[0]))


@settings(max_examples=300)
@given(st.lists(roles, max_size=14), st.sampled_from((0.05, 0.36, 0.8)))
def test_overlaps_are_those_of_brute_force_however_they_are_searched(
    every: list[Plain], floor: float
) -> None:
    wanted = brute(every, floor)
    assert all_overlaps(every, SCORER, floor) == wanted
    for index, role in enumerate(every):
        assert overlaps_of(role, every[:index], SCORER, floor) == wanted.get(index, [])
    some = set(range(0, len(every), 2))
    only = {index: met for index, met in wanted.items() if index in some}
    assert all_overlaps(every, SCORER, floor, some) == only


def test_overlaps_are_those_of_brute_force_where_most_scopes_meet() -> None:
    every = [
        Plain(
            None,
            f"text {index % 37}",
            Work("Outreach", VOCABULARY[index % 7], (VOCABULARY[index % 11],)),
            Scope(
                {
                    "range": IntegerRanges(((index % 5, 60),)),
                    "label": Labels(frozenset("xyz"[index % 3 : index % 3 + 2 - index % 2])),
                }
                if index % 4
                else {}
            ),
        )
        for index in range(120)
    ]
    assert all_overlaps(every, SCORER, 0.2) == brute(every, 0.2)
    separate = [
        Plain(role.number, role.text, role.work, Scope({"range": IntegerRanges(((at, at + 1),))}))
        for at, role in enumerate(every)
    ]
    assert all_overlaps(separate, SCORER, 0.2) == brute(separate, 0.2)


@given(st.lists(works, min_size=2, max_size=8), st.randoms(use_true_random=False))
def test_scores_do_not_depend_on_what_was_read_before(every: list[Work], draw) -> None:
    shuffled = list(every)
    draw.shuffle(shuffled)
    fresh = Lexical()
    before = {work: fresh.read(work) for work in shuffled}
    assert [SCORER.read(work) for work in every] == [before[work] for work in every]


@given(works, works, st.sampled_from((0.1, 0.36, 0.7)))
def test_a_glance_never_overlooks_what_scores_enough(one: Work, two: Work, floor: float) -> None:
    read = SCORER.read(one)
    data = f"role:\n  title: {two.title}\n  does: |\n    {two.does}\nx: {two.duties}\n".encode()
    if SCORER.score(read, SCORER.read(two)) >= floor:
        assert SCORER.glance(read, floor)(data)


def test_a_glance_passes_over_what_shares_nothing_and_lets_escapes_through() -> None:
    may_reach = SCORER.glance(SCORER.read(Work("Outreach AI", "Send emails to prospects")), 0.36)
    assert not may_reach(b"role: {title: Sales closer, does: Prepare calls}")
    assert may_reach(b"role: {title: OUTREACH, does: sending-mails}")
    assert may_reach(b'role: {title: "Sales \\x63loser", does: Prepare calls}')
    assert may_reach("role: {title: Sales closér}".encode())


def every_english_word() -> set[str]:
    """Words of many forms: those of published descriptions, and endings put to their stems."""
    found: set[str] = set()
    for role in json.loads(ROLES.read_text("utf-8")):
        found |= {word.strip(".,:;()'\"").lower() for word in role["does"].split()}
    found = {word for word in found if word.isascii() and word.isalpha()}
    told = (
        "s es ed ing ly er ers ness ies ied y ization izing ational ability ibility able "
        "ful fully less lessness ousness iveness alism ality ative ement ments ogist "
        "ology ance ency eed "
    )
    endings = told.split()
    stems = sorted({word[: max(3, len(word) - 2)] for word in found if len(word) < 9})
    return found | {stem + ending for stem in stems for ending in endings}


def test_every_word_begins_as_its_stem_says() -> None:
    irregular = "skis skies dying lying tying news howe atlas cosmos bias andes idly gently ugly"
    irregular += " early only singly innings exceed proceed succeed generate communism arsenal"
    for word in sorted(every_english_word() | set(irregular.split()) | SAME_WORD.keys()):
        for stem in content_words(word):
            assert any(word.startswith(begin) for begin in beginnings(stem)), (word, stem)


def test_every_alias_is_found_by_its_first_word_and_read_as_no_other_alias() -> None:
    for run, read in SAME_PHRASE.items():
        for stem in {stem for word in read for stem in content_words(word)}:
            assert any(run[0].startswith(begin) for begin in beginnings(stem)), (run, stem)
    for word, read_as in SAME_WORD.items():
        assert read_as == word or read_as not in SAME_WORD
        assert word not in EMPTY_WORDS


@given(anything)
@example("İ" * 50)
@example("\u0345\u1f80ΐ")
def test_hostile_text_never_raises_and_reads_the_same_in_any_case(text: str) -> None:
    stems = content_words(text)
    assert [stem for stem, _ in written_words(text)] == stems
    assert all(stem and not stem[0].isspace() for stem in stems)
    assert content_words(text) == stems
    SCORER.read(Work(text, text, (text,)))


@given(st.text("abcdeé ßüñçøå", max_size=30))
def test_case_and_composition_make_no_other_word(text: str) -> None:
    assert content_words(text.upper()) == content_words(text)

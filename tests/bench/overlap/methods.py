"""The scores that are compared: muster's own, and two well-known ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import fsum, log, sqrt

from overlap.background import ROLES as COUNTED
from overlap.measure import Score
from overlap.roles import Role, read_roles
from rapidfuzz.fuzz import token_set_ratio

from muster.model.background import shipped
from muster.model.content_words import content_words
from muster.model.likeness import Lexical, Work


def muster(roles: Sequence[Role]) -> Score:
    """The shipped scorer, with the pair in question left out of the shipped background."""
    counted = Counter(role.does for role in read_roles(COUNTED))
    stems = [content_words(role.does) for role in roles]

    def score(one: int, two: int) -> float:
        background = shipped()
        for index in (one, two):
            if counted[roles[index].does]:
                background = background.without(stems[index])
        scorer = Lexical(background)
        return scorer.score(*(scorer.read(Work("", roles[index].does)) for index in (one, two)))

    return score


def rapidfuzz(roles: Sequence[Role]) -> Score:
    """RapidFuzz: the ratio of the sets of tokens, 0 to 1."""
    texts = [role.does.lower() for role in roles]
    return lambda one, two: token_set_ratio(texts[one], texts[two]) / 100


def tf_idf(roles: Sequence[Role]) -> Score:
    """TF-IDF on stems with the file's own statistics, which a team of twelve hasn't: cosine."""
    texts = [Counter(content_words(role.does)) for role in roles]
    seen = Counter(stem for text in texts for stem in text)
    vectors = [
        {stem: times * log((1 + len(texts)) / (1 + seen[stem])) for stem, times in text.items()}
        for text in texts
    ]
    lengths = [sqrt(fsum(v * v for v in vector.values())) or 1.0 for vector in vectors]

    def score(one: int, two: int) -> float:
        mine, theirs = vectors[one], vectors[two]
        dot = fsum(value * theirs[stem] for stem, value in mine.items() if stem in theirs)
        return dot / (lengths[one] * lengths[two])

    return score

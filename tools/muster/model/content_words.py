"""The words of a text that say what the work is, each as the stem that its forms share.

Numbers, ranges and clock times are left out: they say which part of the work, and that is the
scope's business. Case, width and marks make no other word. Stems are English ones by Snowball
(https://snowballstem.org/algorithms/english/stemmer.html); a word of another language or script
stands as it is, and scripts without spaces between words are cut into pairs of characters.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

from muster.model.common_words import EMPTY_WORDS, ONE_WORD, SAME_PHRASE, SAME_WORD
from muster.model.lookalikes import without_lookalikes

LONGEST_TEXT = 4_000
"""How many characters of one text are looked at: the schema's limits lie below."""

_LONGEST_WORD = 64  # what is longer is no word; it is cut
_WORD = re.compile(r"[^\W_]+(?:\+\+|#)?")
_MARKS = frozenset(("Mn", "Mc", "Me", "Cf"))
_CASED = re.compile(r"[A-Za-z]*[a-z](?:[A-Z][a-z]+)+")
_PART = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_SPACED = re.compile(r"(?<![^\W_])[^\W\d_](?:[ ._-]+[^\W\d_]){2,}(?![^\W_])")
_HYPHENED = re.compile(r"(?<![\w-])[^\W\d_]{2,}(?:[-\u2010\u2011][^\W\d_]{2,})+(?![\w-])")
_BETWEEN = re.compile(r"[\W_]+")
_SHORT = 4  # letters; a shorter part of a compound may be a part of a word
_DIGITS = "0123456789"
_VOICED = "\u3099\u309a"  # marks that make another Japanese syllable, no accents
# Kana, Han with its extensions, Thai, Lao, Burmese and Khmer are written without spaces.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf"
_UNSPACED += "\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
# Compiled where a text needs them: that takes as long as comparing twelve roles.
_RUN = f"[{_UNSPACED}]+|[^{_UNSPACED}]+"
_LETTERS = re.compile(r"[a-z0-9]*")
_UNSPACED_RUN = f"[{_UNSPACED}]"

_PHRASES: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
for _run, _read in sorted(SAME_PHRASE.items(), key=lambda item: -len(item[0])):
    _PHRASES.setdefault(_run[0], []).append((_run, _read))


def content_words(text: str) -> list[str]:
    """The stems of the content words of a text, in their order, with repeats."""
    return [stem for word in _words(text) for stem in _stems(word)]


def written_words(text: str) -> Iterator[tuple[str, str]]:
    """Yield each stem of ``content_words`` with the word that it was read from."""
    for word in _words(text):
        for stem in _stems(word):
            yield stem, word if len(_stems(word)) == 1 else stem


def folded(text: str) -> str:
    """A text in one case and width, without marks, lookalikes of Latin letters as those."""
    text = text[:LONGEST_TEXT]
    if text.isascii():
        return text.lower()
    # Once before and once after: folding a case can bring a mark, and a mark taken away a case.
    bare = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    kept = "".join(c for c in bare if c in _VOICED or unicodedata.category(c) not in _MARKS)
    return without_lookalikes(unicodedata.normalize("NFC", kept))


def _cut(text: str) -> list[str]:
    """The words of a text as they stand in it, those that are written in an odd way put right."""
    text = folded(_CASED.sub(_parted, text[:LONGEST_TEXT]))
    text = _SPACED.sub(lambda run: _BETWEEN.sub("", run[0]), text)
    words = [_unnumbered(word) for word in _WORD.findall(text)]
    if "-" in text or "\u2010" in text or "\u2011" in text:
        words += [word for match in _HYPHENED.finditer(text) if (word := _rejoined(match[0]))]
    return words


def _rejoined(text: str) -> str:
    """``per-sonalize`` as one word; nothing for a compound of longer words."""
    parts = _BETWEEN.split(text)
    return "".join(parts) if any(len(part) < _SHORT for part in parts) else ""


def _unnumbered(word: str) -> str:
    """A word without the digits before it; of ``2x`` and ``3rd`` nothing is left that says much."""
    bare = word.lstrip(_DIGITS)
    return bare if len(bare) > 2 else word


def _parted(match: re.Match[str]) -> str:
    """``OutreachWriter`` as two words; a name like GitHub or iOS stays one."""
    word = match[0]
    return word if word.lower() in ONE_WORD else " ".join(_PART.findall(word))


def _words(text: str) -> list[str]:
    """The words in order; a phrase that stands for something else is replaced."""
    words = _cut(text)
    if _PHRASES.keys().isdisjoint(words):
        return words
    found: list[str] = []
    at = 0
    while at < len(words):
        for run, read in _PHRASES.get(words[at], ()):
            if tuple(words[at : at + len(run)]) == run:
                found.extend(read)
                at += len(run)
                break
        else:
            found.append(words[at])
            at += 1
    return found


@lru_cache(maxsize=1 << 16)
def _stems(word: str) -> tuple[str, ...]:
    """What a word counts as: one stem, none for a word that says nothing, pairs of characters."""
    word = SAME_WORD.get(word[:_LONGEST_WORD], word[:_LONGEST_WORD])
    if word in EMPTY_WORDS or word[0].isdigit():
        return ()
    if word.isascii():
        if word[-1].isdigit() and word not in SAME_WORD:
            bare = word.rstrip(_DIGITS)  # es6 and python3 are versions, batch2 is a part
            word = bare if len(bare) > 1 else word  # x86 is a name
        return (_stemmer()(word),) if len(word) > 1 and word not in EMPTY_WORDS else ()
    if not re.search(_UNSPACED_RUN, word):
        return (word,) if len(word) > 1 else ()
    return tuple(
        part
        for run in re.findall(_RUN, word)
        for part in (_pairs(run) if re.match(_UNSPACED_RUN, run) else _stems(run))
    )


def _pairs(run: str) -> tuple[str, ...]:
    return tuple(run[at : at + 2] for at in range(max(1, len(run) - 1)))


@lru_cache(maxsize=1 << 14)
def beginnings(stem: str) -> frozenset[str]:
    """How a word in any text must begin, in lower case, for it to count as this ASCII stem.

    Snowball's English stems differ from their words in the last letter at most, but that of dying.
    """
    found = {stem if len(stem) < 3 else stem[: max(2, len(stem) - 1)]}
    if stem.endswith("ie"):
        found.add(stem[:-2] + "ying")
    found |= {word for word, read in SAME_WORD.items() if stem in _stems(read)}
    for run, read in SAME_PHRASE.items():
        if any(stem in _stems(word) for word in read):
            found.add(run[0])
    return frozenset(_LETTERS.match(word)[0] for word in found)  # type: ignore[index]


@cache
def _stemmer() -> Callable[[str], str]:
    """The English stemmer, without the front of its package, which loads those of 35 languages."""
    found = find_spec("snowballstemmer")
    assert found is not None  # noqa: S101 - a declared dependency
    package = ModuleType("_muster_snowball")
    package.__path__ = list(found.submodule_search_locations or ())
    sys.modules.setdefault(package.__name__, package)
    stemmer = import_module(f"{package.__name__}.english_stemmer").EnglishStemmer()
    stem: Callable[[str], str] = stemmer.stemWord
    return stem

"""The words that goals and schedules are read by. English only, as the documents are."""

from __future__ import annotations

from functools import cache, lru_cache


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Verbs whose object is counted: the metric is named after what was done, emails_sent.
_IRREGULAR = {
    "build": "built", "bring": "brought", "buy": "bought", "do": "done", "find": "found",
    "give": "given", "hold": "held", "pay": "paid", "read": "read", "run": "run",
    "sell": "sold", "send": "sent", "set": "set", "ship": "shipped",
    "submit": "submitted", "win": "won", "write": "written", "cut": "cut", "plan": "planned",
    "map": "mapped", "tag": "tagged", "drop": "dropped", "scan": "scanned", "log": "logged",
}  # fmt: skip
_REGULAR = _words(
    "add analyze answer approve assign audit automate book check clean close collect complete"
    " contact convert coordinate create deploy design document draft edit enrich evaluate"
    " fix gather grade identify implement improve index inspect integrate interview invite"
    " label launch merge migrate monitor post process produce prospect publish qualify rank record"
    " recruit refactor release reply research resolve respond review schedule score screen solve"
    " source summarize test track train translate update upload validate verify visit acquire"
    " activate archive attract call email engage increase reduce onboard optimize order prepare"
    " present propose register remove renew report retain sign triage"
)
# Verbs that say nothing about the count: the metric is named after the object alone.
_VAGUE = _words(
    "achieve attain deliver drive ensure facilitate generate handle have hit keep maintain manage"
    " meet reach secure support sustain target with and or get provide earn make at of to"
)

STOPS = _words(
    "a an the in on at by to of for from with within per and or through via across using into over"
    " under about each every all any before after until while when during than daily weekly monthly"
    " hourly quarterly yearly annually that which who as plus via is are be above below least most"
    " minimum maximum min max up between exactly more less fewer no worth"
)
_ADJECTIVES = _words(
    "new good great best high low full real valid unique total more strong perfect active complete"
    " different distinct daily weekly monthly cold warm hot small large big quality relevant fresh"
    " excellent additional extra human-like successful quick fast short long max min top first"
)  # fmt: skip

PERIODS = {
    "daily": "day", "day": "day", "weekly": "week", "week": "week", "wk": "week",
    "monthly": "month", "month": "month", "mo": "month", "hourly": "hour", "hour": "hour",
    "hr": "hour", "quarterly": "quarter", "quarter": "quarter", "yearly": "year",
    "annually": "year", "year": "year", "yr": "year",
}  # fmt: skip
TIME_UNITS = {
    "second": "second", "sec": "second", "s": "second", "minute": "minute", "min": "minute",
    "hour": "hour", "hr": "hour", "h": "hour", "day": "day", "week": "week", "month": "month",
}  # fmt: skip

# What money is told in: the metric, and the period that the word itself means.
REVENUES = {
    "mrr": "month", "arr": "year", "revenue": "", "sales": "", "profit": "", "income": "",
    "pipeline": "", "bookings": "", "gmv": "", "turnover": "",
}  # fmt: skip


def is_verb(word: str) -> bool:
    """Whether a word is one of the verbs known here."""
    return word in _IRREGULAR or word in _REGULAR or word in _VAGUE


def done(verb: str) -> str:
    """The past participle that names a metric, empty for a verb that says nothing about it."""
    if verb in _IRREGULAR:
        return _IRREGULAR[verb]
    if verb not in _REGULAR:
        return ""
    if verb.endswith("e"):
        return verb + "d"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb[:-1] + "ied"
    return verb + "ed"


@lru_cache(maxsize=4096)
def folded(name: str) -> str:
    """A metric's name with each word in the singular: ``emails_sent`` is ``email_sent`` too."""
    return "_".join(singular(word) for word in name.lower().split("_"))


def is_done(word: str) -> bool:
    """Whether a word is the participle of a verb known here: sent, found."""
    return word in _participles()


@cache
def _participles() -> frozenset[str]:
    return frozenset(filter(None, map(done, (*_IRREGULAR, *_REGULAR))))


def qualifies(word: str) -> bool:
    """Whether a word only describes the noun behind it: high-quality, perfectly, personalized."""
    if word in _ADJECTIVES or "-" in word:
        return True
    return len(word) > 4 and word.endswith(("ly", "ed")) and word not in ("reply", "supply", "feed")


def singular(noun: str) -> str:
    """A noun's singular, for regular ones."""
    if noun.endswith("ies") and len(noun) > 4:
        return noun[:-3] + "y"
    if noun.endswith(("sses", "xes", "ches", "shes")):
        return noun[:-2]
    return noun[:-1] if noun.endswith("s") and not noun.endswith(("ss", "us", "is")) else noun

"""Hostile and odd inputs for the strict reader, each with what it must make of it.

The meanings of plain scalars are those of YAML 1.2.2, section 10.3.2; everything else is refused
or read as section 5 of the issue on strict reading asks.
"""

from __future__ import annotations

from typing import Any, NamedTuple

UNREADABLE = "unreadable-text"
UNSAFE = "unsafe-yaml"
TWICE = "duplicate-key"
INVALID = "invalid-yaml"
OVERSIZED = "oversized-file"


class Input(NamedTuple):
    """One input; ``kind`` and ``line`` are of its first problem, ``value`` counts without one."""

    name: str
    data: bytes
    value: Any = None
    kind: str = ""
    line: int = 0


def _bad(name: str, text: str | bytes, kind: str, line: int) -> Input:
    return Input(name, _bytes(text), None, kind, line)


def _good(name: str, text: str | bytes, value: Any) -> Input:
    return Input(name, _bytes(text), value)


def _bytes(text: str | bytes) -> bytes:
    return text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")


def _scalar(text: str, value: Any) -> Input:
    return _good(f"scalar {text!r}", f"a: {text}\n", {"a": value})


def _no_number(text: str) -> Input:
    return _bad(f"number {text[:24]!r}", f"b: 1\na: {text}\n", INVALID, 2)


def _text(text: str) -> Input:
    return _scalar(text, text)


_SCALARS = [
    _scalar("012", 12), _scalar("00", 0), _scalar("-012", -12), _scalar("+1", 1), _scalar("-0", 0),
    _scalar("0o17", 15), _scalar("0x1F", 31), _scalar("0xff", 255), _scalar("1.", 1.0),
    _scalar(".5", 0.5), _scalar("-.5", -0.5), _scalar("+12e03", 12000.0), _scalar("1e3", 1000.0),
    _scalar("0.", 0.0), _scalar("12.30", 12.3), _scalar("1e-400", 0.0), _scalar("-0.0", -0.0),
    _scalar("9" * 18, 10**18 - 1), _scalar("-" + "9" * 18, 1 - 10**18),
    _scalar("0" * 17 + "7", 7), _scalar("0x" + "f" * 14, 16**14 - 1),
    _scalar("0o" + "7" * 18, 8**18 - 1), _scalar("1" * 9 + "." + "1" * 9, 111111111.111111111),
    _scalar("true", True), _scalar("True", True), _scalar("TRUE", True), _scalar("false", False),
    _scalar("False", False), _scalar("FALSE", False), _scalar("null", None), _scalar("Null", None),
    _scalar("NULL", None), _scalar("~", None), _scalar("", None),
]  # fmt: skip
_TEXTS = [
    _text(text)
    for text in (
        "yes", "no", "on", "off", "Yes", "NO", "On", "OFF", "y", "n", "tRUE", "nULL", "none",
        "1_000", "1:30", "190:20:30", "0o8", "0O17", "0b101", "0x", "0xg", "0X1F", "-0o17", "-0x1F",
        "+0x1F", "1e", "e1", "1e+", ".", "..", "...x", "-.", "+", "+.", "1.2.3", "1,000", "0.1.",
        ".e1", "1 000", "１２", "٣", "2025-11-15", "2025-11-15T21:45:34Z", "2001-12-14 21:59:43.10",
        "10:00-11:00", "1-25", "95%", "$120", "inf", "nan", "Infinity", "NaN", ".Inf.", ".iNF",
        "-.nan", "+.NaN", "=", "<", "a:b", "a#b", "-1-", "--1", "~x",
        "é", "🎯", "a\u200db", "\u00a0", "<<x", "0x1F.", "1__0",
    )
]  # fmt: skip
_NO_NUMBERS = [
    _no_number(text)
    for text in (
        ".inf", "-.inf", "+.inf", ".Inf", ".INF", ".nan", ".NaN", ".NAN", "1e999", "-1e999",
        "1e400", "9" * 19, "-" + "9" * 19, "0" * 19, "0x" + "f" * 15, "0o" + "7" * 19,
        "1." + "1" * 18, "1" * 5_000, "0x" + "1" * 5_000, "1e" + "9" * 5_000, "." + "1" * 19,
    )
]  # fmt: skip

_RAW = [
    ("NUL", "\x00"), ("bell", "\x07"), ("backspace", "\x08"), ("tab", "\t"), ("escape", "\x1b"),
    ("vertical tab", "\x0b"), ("form feed", "\x0c"), ("delete", "\x7f"), ("NEL", "\x85"),
    ("C1", "\x9b"), ("line separator", "\u2028"), ("paragraph separator", "\u2029"),
    ("left-to-right override", "\u202d"), ("right-to-left override", "\u202e"),
    ("isolate", "\u2066"), ("pop isolate", "\u2069"), ("right-to-left mark", "\u200f"),
    ("Arabic letter mark", "\u061c"), ("zero-width space", "\u200b"), ("word joiner", "\u2060"),
    ("soft hyphen", "\u00ad"), ("BOM inside", "\ufeff"), ("noncharacter", "\ufffe"),
    ("noncharacter FDD0", "\ufdd0"), ("annotation", "\ufff9"), ("tag", "\U000e0041"),
]  # fmt: skip
_RAW_INPUTS = [
    *(_bad(f"raw {name}", f"b: 1\na: x{c}y\n", UNREADABLE, 2) for name, c in _RAW),
    *(_bad(f"raw {name} quoted", f'b: 1\na: "x{c}y"\n', UNREADABLE, 2) for name, c in _RAW),
    *(_bad(f"raw {name} in a comment", f"b: 1\n# {c}\n", UNREADABLE, 2) for name, c in _RAW),
    _bad("raw tab as indent", "a:\n\tb: 1\n", UNREADABLE, 2),
    _bad("lone CR", "b: 1\ra: 2\n", UNREADABLE, 1),
    _bad("CR at the end", "b: 1\r", UNREADABLE, 1),
    _bad("CR CR LF", "b: 1\r\r\n", UNREADABLE, 1),
]
_ESCAPES = [
    _bad(f"escape {escape}", f'b: 1\na: "x{escape}y"\n', UNREADABLE, 2)
    for escape in (
        r"\0", r"\a", r"\b", r"\t", r"\v", r"\f", r"\r", r"\e", r"\N", r"\L", r"\P", r"\x00",
        r"\x1b", r"\x7F", r"\x85", r"\u0000", r"\u202E", r"\u202e", r"\u2066", r"\u200B", r"\uFEFF",
        r"\uFFFE", r"\uFFFF", r"\uFDD0", r"\U0000202E", r"\U000E0041", r"\u2028", r"\u00AD",
    )
] + [
    _bad(f"bad escape {escape}", f'b: 1\na: "x{escape}y"\n', INVALID, 2)
    for escape in (
        r"\q", r"\'", r"\x", r"\x1", r"\u12", r"\uD800", r"\uDFFF", r"\U00110000", r"\U0000D800",
        r"\UFFFFFFFF",
    )
]  # fmt: skip
_GOOD_ESCAPES = [
    _good("escape line feed", r'a: "x\ny"', {"a": "x\ny"}),
    _good("escape quote, slash, backslash", r'a: "\"\/\\"', {"a": '"/\\'}),
    _good("escape no-break space", r'a: "\_"', {"a": "\u00a0"}),
    _good("escape by number", r'a: "\x41\u0042\U0001F3AF"', {"a": "AB🎯"}),
    _good("escaped line break", 'a: "x\\\n  y"', {"a": "xy"}),
    _good("backslash in single quotes", r"a: '\0\t\u202e'", {"a": r"\0\t\u202e"}),
    _good("backslash in a plain text", r"a: \0\t", {"a": r"\0\t"}),
    _good("backslash in a block", "a: |\n  \\0\n", {"a": "\\0\n"}),
    _bad("escaped key", '"\\u202e": 1\n', UNREADABLE, 1),
]
_ENCODINGS = [
    _bad("UTF-8 BOM", b"\xef\xbb\xbfa: 1\n", UNREADABLE, 1),
    _bad("UTF-16 LE with BOM", "a: 1\n".encode("utf-16"), UNREADABLE, 1),
    _bad("UTF-16 LE", "a: 1\n".encode("utf-16-le"), UNREADABLE, 1),
    _bad("UTF-16 BE", "a: 1\n".encode("utf-16-be"), UNREADABLE, 1),
    _bad("UTF-16 BE with BOM", b"\xfe\xff" + "a: 1\n".encode("utf-16-be"), UNREADABLE, 1),
    _bad("UTF-32 with BOM", "a: 1\n".encode("utf-32"), UNREADABLE, 1),
    _bad("UTF-32 BE", "a: 1\n".encode("utf-32-be"), UNREADABLE, 1),
    _bad("Latin-1", b"b: 1\na: \xe9\n", UNREADABLE, 2),
    _bad("lone continuation byte", b"b: 1\na: \x80\n", UNREADABLE, 2),
    _bad("cut sequence", b"b: 1\na: \xe2\x82", UNREADABLE, 2),
    _bad("overlong slash", b"b: 1\na: \xc0\xaf\n", UNREADABLE, 2),
    _bad("overlong NUL", b"b: 1\na: \xc0\x80\n", UNREADABLE, 2),
    _bad("encoded surrogate", b"b: 1\na: \xed\xa0\x80\n", UNREADABLE, 2),
    _bad("beyond Unicode", b"b: 1\na: \xf4\x90\x80\x80\n", UNREADABLE, 2),
    _bad("byte FF", b"b: 1\n\xff\n", UNREADABLE, 2),
    _bad("only a BOM", b"\xef\xbb\xbf", UNREADABLE, 1),
    _bad("only a NUL", b"\0", UNREADABLE, 1),
    _good("CRLF", b"a: 1\r\nb:\r\n  - 2\r\n", {"a": 1, "b": [2]}),
    _good("CRLF in a block", b"a: |\r\n  x\r\n  y\r\n", {"a": "x\ny\n"}),
    _good("CRLF in quotes", b'a: "x\r\n  y"\r\n', {"a": "x y"}),
    _good("no line end", b"a: 1", {"a": 1}),
]
_UNSAFE = [
    _bad("anchor", "a: &x 1\n", UNSAFE, 1),
    _bad("anchor on a mapping", "a: &x\n  b: 1\n", UNSAFE, 1),
    _bad("anchor on the document", "&x\na: 1\n", UNSAFE, 1),
    _bad("anchor on a key", "&x a: 1\n", UNSAFE, 1),
    _bad("alias", "b: 1\na: *x\n", UNSAFE, 2),
    _bad("anchor and alias", "a: &x 1\nb: *x\n", UNSAFE, 1),
    _bad("alias to itself", "a: &x [*x]\n", UNSAFE, 1),
    _bad("alias as a key", "a: &x b\n*x : 1\n", UNSAFE, 1),
    _bad("alias as a key, twice", "a: 1\n*x : 1\n*x : 2\n", UNSAFE, 2),
    _bad("alias as a key beside an empty one", '"": 1\n*x : 1\n', UNSAFE, 2),
    _bad("alias as the document", "*x\n", UNSAFE, 1),
    _bad("billion laughs", "a: &a [x, x, x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]\n" for n in range(20)
    ), UNSAFE, 1),
    _bad("merge bomb", "a: &a {x: 1}\nb: &b\n  <<: [*a, *a, *a]\nc:\n  <<: [*b, *b]\n", UNSAFE, 1),
    _bad("merge key", "a:\n  <<: {b: 1}\n", UNSAFE, 2),
    _bad("merge key with a scalar", "<<: x\n", UNSAFE, 1),
    _good("quoted merge key", '"<<": x\n', {"<<": "x"}),
    _good("single-quoted merge key", "'<<': x\n", {"<<": "x"}),
    _good("merge sign as a text", "a: <<\n", {"a": "<<"}),
    _bad("tag", "a: !x 1\n", UNSAFE, 1),
    _bad("core tag", "a: !!str 1\n", UNSAFE, 1),
    _bad("non-specific tag", "a: ! 1\n", UNSAFE, 1),
    _bad("verbatim tag", "a: !<tag:yaml.org,2002:str> 1\n", UNSAFE, 1),
    _bad("python tag", "a: !!python/object/apply:os.system [id]\n", UNSAFE, 1),
    _bad("tag on a mapping", "a: !!map {b: 1}\n", UNSAFE, 1),
    _bad("tag on the document", "!!map\na: 1\n", UNSAFE, 1),
    _bad("binary tag", "a: !!binary aGk=\n", UNSAFE, 1),
    _bad("undeclared tag handle", "a: !x!y 1\n", INVALID, 1),
    _bad("two documents", "a: 1\n---\na: 2\n", UNSAFE, 2),
    _bad("second document after its end", "a: 1\n...\n---\nb: 1\n", UNSAFE, 3),
    _bad("empty document, then one", "---\n---\na: 1\n", UNSAFE, 2),
    _bad("document in disguise", "a: 1\n--- {a: 2}\n", UNSAFE, 2),
    _bad("YAML directive", "%YAML 1.2\n---\na: 1\n", UNSAFE, 1),
    _bad("YAML 1.1 directive", "%YAML 1.1\n---\na: 1\n", UNSAFE, 1),
    _bad("TAG directive", "%TAG ! tag:x,2000:\n---\na: 1\n", UNSAFE, 1),
    _bad("YAML 2 directive", "%YAML 2.0\n---\na: 1\n", INVALID, 1),
    _bad("unknown directive", "%FOO bar\n---\na: 1\n", INVALID, 1),
    _good("document start", "---\na: 1\n", {"a": 1}),
    _good("document start and end", "---\na: 1\n...\n", {"a": 1}),
    _good("ampersand inside a text", "a: x & y\n", {"a": "x & y"}),
    _good("mark inside a text", "a: go!\nb: 'x*y'\n", {"a": "go!", "b": "x*y"}),
    _good("quoted sigils", "a: '&x'\nb: \"*x\"\nc: '!x'\n", {"a": "&x", "b": "*x", "c": "!x"}),
]  # fmt: skip
_KEYS = [
    _bad("key twice", "a: 1\na: 2\n", TWICE, 2),
    _bad("key twice, quoted", "a: 1\n'a': 2\n", TWICE, 2),
    _bad("key twice, escaped", 'a: 1\n"\\x61": 2\n', TWICE, 2),
    _bad("key twice, in flow", "x: 1\na: {b: 1, b: 2}\n", TWICE, 2),
    _bad("key twice, apart", "a: 1\nb: 2\nc: 3\na: 4\n", TWICE, 4),
    _bad("empty key twice", "'': 1\n\"\": 2\n", TWICE, 2),
    _bad("quoted merge key twice", "'<<': 1\n\"<<\": 2\n", TWICE, 2),
    _good("key twice, in two mappings", "a: {b: 1}\nc: {b: 1}\n", {"a": {"b": 1}, "c": {"b": 1}}),
    _good("keys that differ in case", "a: 1\nA: 2\n", {"a": 1, "A": 2}),
    _good("keys composed and decomposed", "é: 1\ne\u0301: 2\n", {"é": 1, "e\u0301": 2}),
    _bad("integer key", "b: 1\n1: a\n", INVALID, 2),
    _bad("float key", "1.5: a\n", INVALID, 1),
    _bad("boolean key", "true: a\n", INVALID, 1),
    _bad("null key", "null: a\n", INVALID, 1),
    _bad("tilde key", "~: a\n", INVALID, 1),
    _bad("empty key", ": a\n", INVALID, 1),
    _bad("not finite key", ".nan: a\n", INVALID, 1),
    _good("quoted integer key", "'1': a\n", {"1": "a"}),
    _good("yes as a key", "yes: a\nno: b\n", {"yes": "a", "no": "b"}),
    _bad("mapping as a key", "? {a: 1}\n: b\n", INVALID, 1),
    _bad("sequence as a key", "[a]: b\n", INVALID, 1),
    _bad("deep key", "? ? ? ? a\n", INVALID, 1),
    _good("explicit key", "? a\n: b\n", {"a": "b"}),
    _good("explicit key alone", "? a\n", {"a": None}),
    _good("flow key alone", "{a, b: 1}\n", {"a": None, "b": 1}),
    _good("flow pair in a list", "[a: 1]\n", [{"a": 1}]),
    _good("flow set", "{a, b}\n", {"a": None, "b": None}),
    _bad("key of more than 1,024 characters", "a" * 1_100 + ": 1\n", INVALID, 1),
    _bad("empty pair in a flow list", "[ : ]\n", INVALID, 1),
]
_STRUCTURE = [
    _bad("nothing", "", INVALID, 0),
    _bad("only a line end", "\n", INVALID, 0),
    _bad("only a comment", "# hello\n", INVALID, 0),
    _good("only a document start", "---\n", None),
    _good("a scalar", "hello\n", "hello"),
    _good("a number", "5\n", 5),
    _good("a list", "- 1\n- 2\n", [1, 2]),
    _good("empty collections", "a: {}\nb: []\n", {"a": {}, "b": []}),
    _bad("open list", "b: 1\na: [1, 2\n", INVALID, 2),
    _bad("open mapping", "a: {b: 1\n", INVALID, 1),
    _bad("open double quote", 'b: 1\na: "x\n', INVALID, 2),
    _bad("open single quote", "b: 1\na: 'x\n", INVALID, 2),
    _bad("wrong bracket", "a: [1}\n", INVALID, 1),
    _bad("stray bracket", "a: ]\n", INVALID, 1),
    _bad("stray brace", "}\n", INVALID, 1),
    _bad("list in a mapping", "a: 1\n- b\n", INVALID, 2),
    _bad("mapping in a list", "- a\nb: 1\n", INVALID, 2),
    _bad("wrong indent", "a:\n    b: 1\n  c: 2\n", INVALID, 3),
    _bad("deeper indent", "a: 1\n  b: 2\n", INVALID, 2),
    _bad("colon in a plain text", "a: b: c\n", INVALID, 1),
    _bad("text after quotes", "a: 'x' y\n", INVALID, 1),
    _bad("at sign", "b: 1\na: @x\n", INVALID, 2),
    _bad("backquote", "a: `x`\n", INVALID, 1),
    _bad("percent sign", "a: %x\n", INVALID, 1),
    _bad("block mapping in a flow", "a: [\nb: 1\n  c: 2]\n", INVALID, 3),
    _bad("document end in quotes", 'a: "x\n...\n"\n', INVALID, 2),
    _bad("JSON with a trailing word", '{"a": 1} x\n', INVALID, 1),
    _good("JSON", '{"a": [1, 2.5, true, null, "x"]}', {"a": [1, 2.5, True, None, "x"]}),
    _good("trailing commas", "a: [1, 2,]\nb: {c: 1,}\n", {"a": [1, 2], "b": {"c": 1}}),
    _good("literal block", "a: |\n  x\n   y\n", {"a": "x\n y\n"}),
    _good("folded block", "a: >\n  x\n  y\n", {"a": "x y\n"}),
    _good("block that keeps its end", "a: |+\n  x\n\n", {"a": "x\n\n"}),
    _good("block that drops its end", "a: |-\n  x\n", {"a": "x"}),
    _good("block with an indent of its own", "a: |2\n    x\n", {"a": "  x\n"}),
    _good("block that looks like a number", "a: |-\n  012\n", {"a": "012"}),
    _good("empty block", "a: |\nb: 1\n", {"a": "", "b": 1}),
    _bad("block indent nought", "a: |0\n  x\n", INVALID, 1),
    _bad("block indent of two digits", "a: |10\n  x\n", INVALID, 1),
    _bad("block with words after it", "a: | x\n  y\n", INVALID, 1),
    _bad("block that falls back", "a: |4\n    x\n  y\n", INVALID, 3),
    _good("block of spaces only", "a: |\n   \n", {"a": ""}),
    _good("quoted number", "a: '012'\nb: \"1\"\n", {"a": "012", "b": "1"}),
    _good("quoted null", "a: 'null'\nb: ''\n", {"a": "null", "b": ""}),
    _good("plain text on two lines", "a: x\n  y\n", {"a": "x y"}),
    _good("comment at the end of a line", "a: 1 # x\n", {"a": 1}),
    _good("long comment", "#" * 60_000 + "\na: 1\n", {"a": 1}),
    _good("many comments", "#\n" * 20_000 + "a: 1\n", {"a": 1}),
    _good("many empty lines", "\n" * 60_000 + "a: 1\n", {"a": 1}),
    _good("a long text", "a: " + "x" * 60_000, {"a": "x" * 60_000}),
]
_SIZES = [
    _good("64 KiB", "a: 1\n#" + "x" * (65_536 - 6), {"a": 1}),
    _bad("64 KiB and a byte", "a: 1\n#" + "x" * (65_537 - 6), OVERSIZED, 0),
    _bad("a megabyte of brackets", "[" * 1_000_000, OVERSIZED, 0),
    _good("256 items", "[" + "1," * 256 + "]", [1] * 256),
    _bad("257 items", "[" + "1," * 257 + "]", UNSAFE, 1),
    _bad("257 items in a block", "- 1\n" * 257, UNSAFE, 257),
    _bad("257 lists", "- []\n" * 257, UNSAFE, 257),
    _good("depth 16", "[" * 16 + "]" * 16, [[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]),
    _bad("depth 17", "[" * 17 + "]" * 17, UNSAFE, 1),
    _bad("depth 17 of mappings", "{a: " * 17 + "}" * 17, UNSAFE, 1),
    _bad("depth 17 in a block", "".join(" " * n + "a:\n" for n in range(17)), UNSAFE, 17),
    _bad("depth of dashes", "- " * 40 + "x\n", UNSAFE, 1),
    _bad("64 kB of brackets", "[" * 65_000, UNSAFE, 1),
    _bad("64 kB of braces", "{" * 65_000, INVALID, 1),
    _bad("64 kB of dashes", "- " * 32_000, UNSAFE, 1),
    _bad("64 kB of question marks", "? " * 32_000, INVALID, 1),
    _bad("64 kB of colons", ": " * 32_000, INVALID, 1),
    _bad("64 kB of brackets, closed", "[]" * 32_000, INVALID, 1),
    _bad("64 kB of quotes", '"' * 65_001, INVALID, 1),
    _bad("64 kB of commas", "[" + "," * 65_000, INVALID, 1),
    _bad("64 kB of sharps", "a: [" + "#" * 65_000, INVALID, 1),
    _good(
        "3,999 nodes",
        "".join(f"k{n}: 1\n" for n in range(1_999)),
        {f"k{n}": 1 for n in range(1_999)},
    ),
    _good(
        "4,000 nodes",
        "".join(f"k{n}: 1\n" for n in range(1_998)) + "x: [1]\n",
        {**{f"k{n}": 1 for n in range(1_998)}, "x": [1]},
    ),
    _bad(
        "4,001 nodes",
        "".join(f"k{n}: 1\n" for n in range(1_998)) + "x: [1,\n 2]\n",
        UNSAFE,
        2_000,
    ),
    _bad("keys of 64 kB, once each", "".join(f"k{n}: 1\n" for n in range(6_000)), UNSAFE, 2_000),
    _bad("twenty problems and a broken end", "a: 1\n" * 20 + "b: [", TWICE, 2),
    _bad("twenty problems and an open quote", "a: 1\n" * 20 + "b: '", TWICE, 2),
    _bad("a thousand problems", "a: 1\n" * 1_000, TWICE, 2),
    _bad("a thousand tags", "[" + "!x 1," * 200 + "]", UNSAFE, 1),
]

HOSTILE: list[Input] = [
    *_SCALARS, *_TEXTS, *_NO_NUMBERS, *_RAW_INPUTS, *_ESCAPES, *_GOOD_ESCAPES, *_ENCODINGS,
    *_UNSAFE, *_KEYS, *_STRUCTURE, *_SIZES,
]  # fmt: skip

"""Records as YAML text: the same data gives the same bytes, and every reader the same data back."""

from __future__ import annotations

import math
import re
import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

import yaml

from muster.model.unreadable import first_unreadable, name_of

# A kind's schema, as seen from the folder that its files stand in.
_SCHEMA_FOLDERS = {
    "charter": "../schema",
    "activation": "../schema",
    "session": "../../schema",
    "ruling": "../../schema",
    "ack": "../../schema",
}
_COMMENT_WIDTH = 100
_FLOW_WIDTH = 160  # room for an approver with a key
_NO_FOLDING = 2**31
_MOST_DIGITS = 18  # what the strict reader takes

# Wider than YAML 1.2 core and YAML 1.1 together: a needless pair of quotes costs nothing.
_WORDS = frozenset(
    {"", "~", "null", "true", "false", "y", "yes", "n", "no", "on", "off", "=", "<<"}
    | {sign + word for sign in ("", "+", "-") for word in (".inf", ".nan", "inf", "nan")}
)
_NUMBER = re.compile(r"[-+]?[.0-9][0-9_.,]*([eE][-+]?[0-9_]*)?|[-+]?0[xXoObB][0-9a-fA-F_]*")
_ESCAPED = re.compile(r'["\\\n\U00010000-\U0010ffff]')
_TIME_OR_DATE = re.compile(r"[-+]?[0-9][0-9_]*:|[0-9]{4}-[0-9]{1,2}-[0-9]")


def dump(data: Mapping[str, object], *, kind: str, comments: Sequence[str] = ()) -> str:
    """Write a record as YAML.

    ``kind`` is charter, session, ruling, ack or activation and names the schema in the first line;
    each comment becomes ``#`` lines below it. ``data`` holds mappings with string keys, lists,
    tuples, str, int, float, bool and None.

    Raises ``ValueError`` for anything that the strict reader would refuse, with where it stands.
    """
    if kind not in _SCHEMA_FOLDERS:
        raise ValueError(f"{kind!r} is no kind of record: {', '.join(sorted(_SCHEMA_FOLDERS))}")
    _refuse_unreadable(data, kind)
    lines = [f"# yaml-language-server: $schema={_SCHEMA_FOLDERS[kind]}/{kind}.schema.json"]
    for comment in comments:
        lines += _comment(comment)
    body = yaml.dump(
        _plain(data),
        Dumper=_RecordDumper,
        allow_unicode=True,
        default_flow_style=False,
        sort_keys=False,
        width=_NO_FOLDING,
        line_break="\n",
    )
    return "\n".join([*lines, str(body)])


def flow(data: Mapping[str, object] | Sequence[object]) -> str:
    """Write a mapping or a list in one line of a record: ``{name: leads, exactly: 17}``.

    Raises ``ValueError`` as ``dump`` does.
    """
    _refuse_unreadable(data, "data")
    written = str(
        yaml.dump(
            _plain(data),
            Dumper=_FlowDumper,
            allow_unicode=True,
            sort_keys=False,
            width=_NO_FOLDING,
            line_break="\n",
        )
    )
    return written.rstrip("\n")


def one_line(text: str) -> str:
    """Return the text without characters that a record may not have, white space collapsed."""
    text = " ".join(text.split())
    if first_unreadable(text) is None:
        return text
    kept = "".join(c for c in text if first_unreadable(c) is None)
    return " ".join(kept.split())


def _comment(comment: str) -> list[str]:
    wrapped = textwrap.wrap(one_line(comment), _COMMENT_WIDTH - 2, break_on_hyphens=False)
    return [f"# {line}" for line in wrapped] or ["#"]


def _refuse_unreadable(value: object, where: str) -> None:
    """Raise ``ValueError`` at the first value that would not come back from the strict reader."""
    if isinstance(value, str):
        found = first_unreadable(value)
        if found is not None:
            raise ValueError(f"{where}: the text has {name_of(found)}, which a record may not have")
    elif isinstance(value, Mapping):
        for key, item in value.items():
            if not isinstance(key, str):
                raise ValueError(f"{where}: a key is not a text")
            _refuse_unreadable(key, where)
            _refuse_unreadable(item, f"{where}.{key}")
    elif isinstance(value, list | tuple):
        for index, item in enumerate(value):
            _refuse_unreadable(item, f"{where}[{index}]")
    elif isinstance(value, bool) or value is None:
        return
    elif isinstance(value, int):
        if abs(value) >= 10**_MOST_DIGITS:
            raise ValueError(f"{where}: the number has more than {_MOST_DIGITS} digits")
    elif isinstance(value, float):
        if not math.isfinite(value):
            raise ValueError(f"{where}: the number is not finite")
    else:
        raise ValueError(f"{where}: a record can't hold a {type(value).__name__}")


def _plain(value: object) -> object:
    """Return a value with every mapping as a dict, the only kind that PyYAML knows by itself."""
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, list | tuple) else value


class _RecordDumper(yaml.SafeDumper):
    """Block style with indented lists; small things on one line; never an alias."""

    def ignore_aliases(self, data: Any) -> bool:
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        # PyYAML sets the dashes of a list below its key's first letter; records indent them.
        super().increase_indent(flow, False)

    def choose_scalar_style(self) -> Any:
        # Double quotes are what people know best; single ones where PyYAML would have to escape.
        style = super().choose_scalar_style()
        if (
            style == "'"
            and isinstance(self.event, yaml.ScalarEvent)
            and _ESCAPED.search(self.event.value) is None
        ):
            return '"'
        return style


def _represent_text(dumper: _RecordDumper, text: str) -> yaml.ScalarNode:
    style = None
    if "\n" in text:
        style = "|"
    elif text.lower() in _WORDS or _NUMBER.fullmatch(text) or _TIME_OR_DATE.match(text):
        style = '"'
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def _represent_mapping(dumper: _RecordDumper, data: Mapping[str, object]) -> yaml.MappingNode:
    # Pairs, not the mapping: PyYAML sorts the keys of a mapping that it is given.
    return dumper.represent_mapping("tag:yaml.org,2002:map", data.items(), flow_style=False)


def _represent_list(dumper: _RecordDumper, data: Sequence[object]) -> yaml.SequenceNode:
    node = dumper.represent_sequence("tag:yaml.org,2002:seq", data, flow_style=_words_only(data))
    for item, child in zip(data, node.value, strict=True):
        if isinstance(item, Mapping):
            child.flow_style = _small(item)
    return node


def _words_only(items: Sequence[object]) -> bool:
    """Whether a list is one of numbers and single words, short enough for one line."""
    return all(_is_word(item) for item in items) and _width(items) <= _FLOW_WIDTH


def _is_word(item: object) -> bool:
    if isinstance(item, str):
        return " " not in item and "\n" not in item
    return not isinstance(item, Mapping | list | tuple)


def _small(data: Mapping[str, object]) -> bool:
    """Whether a list's item is a flat mapping that fits on one line."""
    flat = all(
        _words_only(value) if isinstance(value, list | tuple) else not isinstance(value, Mapping)
        for value in data.values()
    )
    one_line_texts = all("\n" not in value for value in data.values() if isinstance(value, str))
    return flat and one_line_texts and _width([*data, *data.values()]) <= _FLOW_WIDTH


def _width(items: Sequence[object]) -> int:
    return sum(len(str(item)) + 2 for item in items)


class _FlowDumper(_RecordDumper):
    """Everything in one line."""


def _represent_flow_mapping(dumper: _FlowDumper, data: Mapping[str, object]) -> yaml.MappingNode:
    return dumper.represent_mapping("tag:yaml.org,2002:map", data.items(), flow_style=True)


def _represent_flow_list(dumper: _FlowDumper, data: Sequence[object]) -> yaml.SequenceNode:
    return dumper.represent_sequence("tag:yaml.org,2002:seq", data, flow_style=True)


_RecordDumper.add_representer(str, _represent_text)
_RecordDumper.add_representer(list, _represent_list)
_RecordDumper.add_representer(dict, _represent_mapping)
_FlowDumper.add_representer(list, _represent_flow_list)
_FlowDumper.add_representer(dict, _represent_flow_mapping)

"""Where each key and list item of a file stands.

Worked out only for files that need it (they have findings, or are shown): most files of a large
registry have none, and keeping the places of all would double the work of reading.
"""

from __future__ import annotations

import yaml

Pointer = tuple[str | int, ...]


def positions(data: bytes) -> dict[Pointer, tuple[int, int]]:
    """Map each pointer to line and column, both from 1; a mapping entry's place is its key's.

    Only for data that ``strict_yaml.read`` found no problem in: it has proven the depth and the
    number of nodes, on which PyYAML's recursive composer depends.
    """
    loader = yaml.CSafeLoader(data)
    found: dict[Pointer, tuple[int, int]] = {}
    stack: list[tuple[Pointer, yaml.Node | None]] = [((), loader.get_single_node())]
    while stack:
        pointer, node = stack.pop()
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                inner = (*pointer, key.value)
                found[inner] = (key.start_mark.line + 1, key.start_mark.column + 1)
                stack.append((inner, value))
        elif isinstance(node, yaml.SequenceNode):
            for index, value in enumerate(node.value):
                inner = (*pointer, index)
                found[inner] = (value.start_mark.line + 1, value.start_mark.column + 1)
                stack.append((inner, value))
    return found

"""A file of a plan with one value a line, for a comparison line by line that knows no YAML."""

from collections.abc import Iterator

from riep_plan.source import nodes
from riep_plan.source.careful import read_carefully
from riep_plan.source.decode import decode
from riep_plan.source.nodes import Node
from riep_plan.source.problems import Unreadable
from riep_plan.values.words import visible_line


def flat(content: bytes) -> bytes:
    """Write each value on a line of its own with the keys that lead to it, in order of the keys.

    What a file writes by its code point is shown by it, and does not act on a terminal.
    What is no plan's file comes back as it is.
    """
    try:
        tree = read_carefully(decode(content))
    except Unreadable:
        return content
    lines = sorted(_lines(tree, ""))
    return "".join(f"{visible_line(line)}\n" for line in lines).encode()


def _lines(node: Node, at: str) -> Iterator[str]:
    if isinstance(node, nodes.Mapping):
        for key, (_, value) in node.entries.items():
            yield from _lines(value, f"{at} › {key}" if at else key)
    elif isinstance(node, nodes.Sequence):
        for item in node.items:
            yield from _lines(item, at)
    else:
        yield f"{at}: {' '.join((node.text or '').split())}"

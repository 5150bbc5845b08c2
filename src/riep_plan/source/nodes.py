"""A file's values with their places, as the careful reader gives them."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from riep_plan.findings.finding import Path
from riep_plan.findings.result import TextSpan


@dataclass(slots=True)
class Scalar:
    """A single value. ``text`` is None where nothing was written."""

    text: str | None
    span: TextSpan
    is_block: bool = False
    plain: bool = True


@dataclass(slots=True)
class Sequence:
    """A list. In brackets its span is all of it; written with dashes, it is where it begins."""

    span: TextSpan
    items: list["Node"] = field(default_factory=list)


@dataclass(slots=True)
class Mapping:
    """Keys and values, in the order written. In braces its span is all of it, as a list's is."""

    span: TextSpan
    entries: dict[str, tuple[Scalar, "Node"]] = field(default_factory=dict)


Node = Scalar | Sequence | Mapping


def weigh(node: Node) -> int:
    """Count the values below a node, itself included; a long text counts for several."""
    own = 1 + len(node.text or "") // 50 if isinstance(node, Scalar) else 1
    return own + sum(weigh(child) for child in _children(node))


def height(node: Node) -> int:
    """Count the steps from a node down to its deepest value."""
    return 1 + max((height(child) for child in _children(node)), default=0)


def _children(node: Node) -> Iterator[Node]:
    if isinstance(node, Mapping):
        yield from (value for _, value in node.entries.values())
    elif isinstance(node, Sequence):
        yield from node.items


def data_of(node: Node) -> object:
    """Give the bare data: every value as its text, ``None`` where nothing was written."""
    if isinstance(node, Mapping):
        return {key: data_of(value) for key, (_, value) in node.entries.items()}
    if isinstance(node, Sequence):
        return [data_of(item) for item in node.items]
    if node.plain and node.text in ("true", "false"):
        return node.text == "true"
    return node.text


def existing(root: Node, path: Path) -> Path:
    """Cut a path to the part of it that leads to something."""
    node = root
    for length, step in enumerate(path):
        below = _step(node, step)
        if below is None:
            return path[:length]
        node = below[1]
    return path


def find_span(root: Node, path: Path, *, on_key: bool = False) -> TextSpan:
    """Find where a value stands.

    A single value is underlined itself, a collection by its key. Where the path leads to
    nothing, the nearest thing above it that exists is underlined instead.
    """
    node, key = root, None
    for step in path:
        below = _step(node, step)
        if below is None:
            break
        key, node = below
    else:
        if on_key and key is not None:
            return key.span
    if isinstance(node, Scalar) and not node.is_block and node.text is not None:
        return node.span
    if key is not None:
        return key.span
    return _first(node)


def _step(node: Node, step: str) -> tuple[Scalar | None, Node] | None:
    if isinstance(node, Mapping):
        return node.entries.get(step)
    if isinstance(node, Sequence) and step.isdecimal() and int(step) < len(node.items):
        return None, node.items[int(step)]
    return None


def _first(node: Node) -> TextSpan:
    """Underline a whole document by its first key, or a list item by its first value."""
    if isinstance(node, Mapping) and node.entries:
        return next(iter(node.entries.values()))[0].span
    if isinstance(node, Sequence) and node.items:
        return _first(node.items[0])
    return node.span

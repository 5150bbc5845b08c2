"""What an expression itself makes sure of: which values are there where it is true or false."""

from collections.abc import Iterator

from riep_plan.figures.expressions.nodes import Node, Part


def path_of(node: Node) -> str | None:
    """Spell a value's place, so that the same place is told again; None for anything else."""
    if node.part is Part.NAME:
        return node.word
    if node.part is Part.KEY:
        holder = path_of(node.parts[0])
        return holder and f"{holder}.{node.word}"
    if node.part is Part.INDEX:
        holder, key = path_of(node.parts[0]), node.parts[1]
        if key.part is Part.TEXT and key.word.isidentifier():
            return holder and f"{holder}.{key.word}"
        inner = repr(key.word) if key.part in (Part.TEXT, Part.NUMBER) else path_of(key)
        return f"{holder}[{inner}]" if holder and inner else None
    return None


def filled_if(node: Node, *, true: bool) -> Iterator[str]:
    """Give the places that are filled where an expression is true, or false."""
    match node:
        case Node(Part.UNARY, "!", (inner,)):
            yield from filled_if(inner, true=not true)
        case Node(Part.BINARY, "&&" | "||" as sign, parts) if (sign == "&&") is true:
            yield from (path for one in parts for path in filled_if(one, true=true))
        case Node(Part.CALL, "has", (inner,)) if true:
            yield from _place(inner)
        case Node(Part.BINARY, "==" | "!=" as sign, (first, last)):
            if (sign == "!=") is true and Part.NULL in (first.part, last.part):
                yield from _place(first if last.part is Part.NULL else last)


def _place(node: Node) -> Iterator[str]:
    """Give a place, and what it is part of: neither is empty where there is something in it."""
    path = path_of(node)
    if path is not None:
        yield path
        if node.part in (Part.KEY, Part.INDEX):
            yield from _place(node.parts[0])

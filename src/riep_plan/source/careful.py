"""The careful reader: slower, keeps every value's place, and says best what is wrong.

It reads a file that the fast reader refuses or leaves alone, and a file in which a finding has
to be placed. It walks libyaml's events, so nothing is ever built from a tag.
"""

import re
from itertools import islice

import yaml
from yaml import events

from riep_plan.findings.result import TextSpan
from riep_plan.source.nodes import Mapping, Node, Scalar, Sequence, height, weigh
from riep_plan.source.problems import (
    FEATURE_REFUSED,
    FILE_EMPTY,
    KEY_GIVEN_TWICE,
    NESTED_TOO_DEEP,
    NOT_YAML,
    Problem,
    Unreadable,
)

DEEPEST = 50
MOST_ALIASED = 10_000

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # a Python without libyaml's wheel: slower, the same events
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]  # same events, same marks

#: How git marks where a conflict begins.
_MERGE_MARK = re.compile(r"<{7,} ")

# libyaml's own wording, and ours for people who do not write YAML every day. What is left open
# to the file's end is shown where it opens, everything else where the reader stopped.
_WORDINGS = (
    (
        r"(did not find|expected).*','.*('\]'|'\}')|expected ',' or",
        "A list or mapping in brackets is not closed.",
        "Add the missing bracket, or a comma between the values.",
    ),
    (
        r"unexpected end of stream|found unexpected end|unexpected document separator",
        "A text in quotes is not closed.",
        "Add the missing quotation mark.",
    ),
    (r"found character '\\t'", "A tab stands here; YAML allows spaces only.", "Use spaces."),
    (
        r"mapping values are not allowed",
        "A second colon stands on this line, or the line is not indented as its neighbours are.",
        "Put a text that contains “: ” in quotes, or line the key up with its neighbours.",
    ),
    (
        r"could not find expected ':'",
        "A key has no colon after it.",
        "Write `key: value`, or indent a text that goes on over several lines.",
    ),
    (
        r"did not find expected (key|'-'|<document start>)|expected <block end>",
        "This line is not indented as its neighbours are, or follows an unclosed value.",
        "Line it up with the keys beside it.",
    ),
    (
        r"cannot start any token|found character that cannot start",
        "A value cannot start with this character.",
        "Put the value in quotes.",
    ),
    (
        r"unknown escape",
        "There is no such escape in a text in double quotes.",
        "Write \\\\ for \\.",
    ),
    (
        r"did not find expected node content",
        "A value is missing here.",
        "Write the value, close the bracket, or take the extra comma out.",
    ),
    (
        r"scanning an (alias|anchor)",
        "A value that starts with * or & means something else to YAML.",
        "Put the value in quotes.",
    ),
    (r"undefined alias", "This refers to an anchor that is not in the file.", "Quote the value."),
)


def read_carefully(text: str) -> Node:
    """Read a file's text to values with their places.

    Raises:
        Unreadable: it is empty, not YAML, or uses what riep does not read; every duplicate key
            is reported in one go.
    """
    composer = _Composer()
    try:
        for event in yaml.parse(text, Loader=_Loader):
            composer.take(event)
    except yaml.MarkedYAMLError as error:
        raise Unreadable(*composer.problems, _syntax_problem(text, error)) from None
    except yaml.YAMLError as error:
        raise Unreadable(Problem(NOT_YAML, f"The file is not YAML: {error}.")) from None
    if composer.root is None or _is_nothing(composer.root):
        raise Unreadable(
            Problem(FILE_EMPTY, "The file is empty.", "Write at least `riep: 1`, or delete it.")
        )
    if composer.problems:
        raise Unreadable(*composer.problems)
    return composer.root


def _is_nothing(node: Node) -> bool:
    return isinstance(node, Scalar) and node.text is None


class _Composer:
    """Builds the tree from events, without recursion, refusing as it goes."""

    def __init__(self) -> None:
        self.root: Node | None = None
        self.problems: list[Problem] = []
        self._open: list[Mapping | Sequence] = []
        self._keys: list[Scalar | None] = []
        self._anchors: dict[str, Node] = {}
        self._aliased = 0

    def take(self, event: events.Event) -> None:
        """Take the next event."""
        if isinstance(event, events.ScalarEvent):
            self._refuse_tag(event)
            self._add(_scalar(event), event)
        elif isinstance(event, (events.MappingStartEvent, events.SequenceStartEvent)):
            self._refuse_tag(event)
            self._start(event)
        elif isinstance(event, (events.MappingEndEvent, events.SequenceEndEvent)):
            self._close(event)
        elif isinstance(event, events.AliasEvent):
            self._add(self._aliased_node(event), event)
        elif isinstance(event, events.DocumentStartEvent):
            self._start_document(event)

    def _start_document(self, event: events.DocumentStartEvent) -> None:
        if self.root is not None:
            self._refuse(event, "A second document starts here.", "Put it in a file of its own.")
        if event.tags:
            self._refuse(event, "This file declares tags.", "Delete the %TAG line.")

    def _start(self, event: events.CollectionStartEvent) -> None:
        is_mapping = isinstance(event, events.MappingStartEvent)
        node: Mapping | Sequence = (Mapping if is_mapping else Sequence)(_span(event))
        self._add(node, event)
        self._open.append(node)
        self._keys.append(None)
        self._refuse_depth(len(self._open), event)

    def _close(self, event: events.Event) -> None:
        node = self._open.pop()
        self._keys.pop()
        end = _span(event)
        if (end.line, end.column) != (end.end_line, end.end_column):  # a bracket closes it
            start = node.span
            node.span = TextSpan(start.line, start.column, end.end_line, end.end_column)

    def _refuse_depth(self, depth: int, event: events.Event) -> None:
        if depth > DEEPEST:
            raise Unreadable(
                Problem(
                    NESTED_TOO_DEEP,
                    f"Values are nested more than {DEEPEST} deep here.",
                    "No part of a plan is that deep: check the brackets and the indentation.",
                    span=_span(event),
                )
            )

    def _add(self, node: Node, event: events.NodeEvent) -> None:
        if event.anchor and not isinstance(event, events.AliasEvent):
            self._anchors[event.anchor] = node
        if not self._open:
            self.root = node
            return
        parent = self._open[-1]
        if isinstance(parent, Sequence):
            parent.items.append(node)
        elif (key := self._keys[-1]) is None:
            self._keys[-1] = self._as_key(node, event)
        else:
            self._keys[-1] = None
            self._enter(parent, key, node)

    def _as_key(self, node: Node, event: events.NodeEvent) -> Scalar:
        if not isinstance(node, Scalar):
            self._refuse(event, "A list or mapping stands where a key belongs.", "Use a word.")
            return Scalar("", _span(event))
        if node.text == "<<" and node.plain:
            self._refuse(
                event, "`<<` merges keys, which riep does not read.", "Write the keys out."
            )
        # A key is its own words: `null` and `.5` stand for nothing else there.
        written = event.value if isinstance(event, events.ScalarEvent) else node.text
        return Scalar(written, node.span, plain=node.plain)

    def _enter(self, parent: Mapping, key: Scalar, node: Node) -> None:
        name = key.text or ""
        if name in parent.entries:
            first = parent.entries[name][0].span
            self.problems.append(
                Problem(
                    KEY_GIVEN_TWICE,
                    f"“{name}” is given twice; it stands on line {first.line} already.",
                    "Keep one of the two, or give the second another id.",
                    span=key.span,
                    related=((first, "the first one"),),
                )
            )
            return
        parent.entries[name] = (key, node)

    def _aliased_node(self, event: events.AliasEvent) -> Node:
        target = self._anchors.get(event.anchor or "")
        if target is None:
            self._refuse(event, f"There is no anchor &{event.anchor} above.", "Quote the value.")
        if any(target is parent for parent in self._open):
            self._refuse(event, f"*{event.anchor} contains itself.", "Write the value out.")
        assert target is not None  # noqa: S101  for the type checker; _refuse has raised
        self._refuse_depth(len(self._open) + height(target) - 1, event)
        self._aliased += weigh(target)
        if self._aliased > MOST_ALIASED:
            self._refuse(
                event,
                f"The aliases of this file stand for more than {MOST_ALIASED:,} values.",
                "Write the values out.",
            )
        return _moved(target, _span(event))

    def _refuse_tag(self, event: events.ScalarEvent | events.CollectionStartEvent) -> None:
        if event.tag:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            self._refuse(event, f"“{tag}” is a tag, which riep does not read.", "Delete it.")

    def _refuse(self, event: events.Event, message: str, advice: str) -> None:
        problem = Problem(FEATURE_REFUSED, message, advice, span=_span(event))
        raise Unreadable(*self.problems, problem)


def _moved(node: Node, span: TextSpan) -> Node:
    """Give an alias its own place; what it stands for keeps the anchor's."""
    if isinstance(node, Scalar):
        return Scalar(node.text, span, node.is_block, node.plain)
    if isinstance(node, Sequence):
        return Sequence(span, node.items)
    return Mapping(span, node.entries)


def _scalar(event: events.ScalarEvent) -> Scalar:
    plain = event.style in (None, "")
    text: str | None = event.value
    if plain and text in ("", "null"):
        text = None
    elif plain:
        text = _completed(event.value)
    return Scalar(text, _span(event), is_block=event.style in ("|", ">"), plain=plain)


def _completed(text: str) -> str:
    """Write ``5.`` as ``5.0``, as the fast reader does."""
    return text + "0" if re.fullmatch(r"-?\d+\.", text) else text


def _span(event: events.Event) -> TextSpan:
    start, end = event.start_mark, event.end_mark
    assert start is not None  # noqa: S101  libyaml marks every event; its types do not say so
    assert end is not None  # noqa: S101
    return TextSpan(start.line + 1, start.column + 1, end.line + 1, end.column + 1)


def _syntax_problem(text: str, error: yaml.MarkedYAMLError) -> Problem:
    said = " ".join(str(part) for part in (error.context, error.problem) if part)
    mark = error.problem_mark or error.context_mark
    if mark is None:
        return Problem(NOT_YAML, f"The file is not YAML: {said}.")
    line_number, column = mark.line + 1, mark.column + 1
    if explained := _marks_of_a_merge(text) or _unseen_space(text, line_number):
        return explained
    opened = error.context_mark
    at_the_end = line_number > text.rstrip().count("\n") + 1 or mark.index >= len(text.rstrip())
    if opened is not None and at_the_end:
        line_number, column = opened.line + 1, opened.column + 1
    span = _clamped(text, line_number, column)
    for pattern, message, advice in _WORDINGS:
        if re.search(pattern, said):
            return Problem(NOT_YAML, message, advice, span=span, related=_opening(error))
    return Problem(NOT_YAML, f"This is not YAML: {said}.", span=span, related=_opening(error))


def _opening(error: yaml.MarkedYAMLError) -> tuple[tuple[TextSpan, str], ...]:
    """Where the thing began that the reader was in the middle of."""
    opened, found = error.context_mark, error.problem_mark
    if opened is None or found is None or opened.line == found.line:
        return ()
    return ((_point(opened.line + 1, opened.column + 1), "it began here"),)


def _clamped(text: str, line: int, column: int) -> TextSpan:
    """Keep a place that lies after the last line on the last character of the file."""
    lines = text.rstrip().split("\n")
    return _point(line, column) if line <= len(lines) else _point(len(lines), len(lines[-1]))


def _point(line: int, column: int) -> TextSpan:
    return TextSpan(line, column, line, column + 1)


def _marks_of_a_merge(text: str) -> Problem | None:
    """Marks that git leaves where two people changed the same lines."""
    for number, line in enumerate(text.split("\n"), 1):
        if _MERGE_MARK.match(line):
            return Problem(
                NOT_YAML,
                "Marks of a merge stand here: two people changed the same lines.",
                "Keep what is right of what stands between <<<<<<< and >>>>>>>, and delete the "
                "marks.",
                span=_point(number, 1),
            )
    return None


def _unseen_space(text: str, line_number: int) -> Problem | None:
    """A tab or a pasted space, on this line or the one before, explains most odd messages."""
    lines = islice(text.split("\n"), max(line_number - 2, 0), line_number)
    for number, line in enumerate(lines, max(line_number - 1, 1)):
        if match := re.match(r" *\t", line):
            return Problem(
                NOT_YAML,
                "This line is indented with a tab; YAML allows spaces only.",
                "Use two spaces for each step (most editors can turn tabs into spaces).",
                span=_point(number, match.end()),
            )
        if match := re.match(r"[^:]*:?[\u00a0\u2007\u202f]", line):
            return Problem(
                NOT_YAML,
                "A no-break space stands here, as pasted text has them; YAML wants a plain space.",
                "Replace it with a space.",
                span=_point(number, match.end()),
            )
    return None

"""Every value of the real plan is found again at its own line and column."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from riep_plan.findings.result import TextSpan
from riep_plan.source.careful import read_carefully
from riep_plan.source.decode import decode
from riep_plan.source.discover import find_plans
from riep_plan.source.load import load
from riep_plan.source.nodes import Mapping, Node, Scalar, Sequence, find_span
from riep_plan.source.place import Locator, pointer
from tests.source.test_readers import REAL_FILES, REAL_PLAN

Keys = tuple[str, ...]


def places(node: Node, path: Keys = ()) -> Iterator[tuple[Keys, Node]]:
    """Every value below a node with the keys that lead to it."""
    if isinstance(node, Mapping):
        for key, (_, value) in node.entries.items():
            yield (*path, key), value
            yield from places(value, (*path, key))
    elif isinstance(node, Sequence):
        for number, item in enumerate(node.items):
            yield (*path, str(number)), item
            yield from places(item, (*path, str(number)))


def stretch(lines: list[str], span: TextSpan) -> str:
    """The text from a span's start to its end, as an editor would select it."""
    if span.line == span.end_line:
        return lines[span.line - 1][span.column - 1 : span.end_column - 1]
    first, *middle = lines[span.line - 1 : span.end_line - 1]
    last = lines[span.end_line - 1][: span.end_column - 1]
    return "\n".join([first[span.column - 1 :], *middle, last])


def read(text: str) -> object:
    """Read a stretch by itself, by a reader that knows nothing of riep."""
    return yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506  it builds text alone


def assert_found(root: Node, path: Keys, node: Node, lines: list[str]) -> None:
    span = find_span(root, path)
    selected = stretch(lines, span)
    if isinstance(node, Scalar) and not node.is_block:
        assert read(selected) == node.text, path
        assert selected == selected.strip()
    elif not path[-1].isdecimal():
        assert read(selected) == path[-1], path
    if not path[-1].isdecimal():
        assert read(stretch(lines, find_span(root, path, on_key=True))) == path[-1]


BOM = b"\xef\xbb\xbf"
VARIANTS = {
    "as it is": (b"", b"\n"),
    "Windows line ends": (b"", b"\r\n"),
    "byte order mark": (BOM, b"\n"),
    "both": (BOM, b"\r\n"),
}


def written(path: Path, variant: str) -> bytes:
    """A file's bytes as another program would have saved them."""
    mark, line_end = VARIANTS[variant]
    return mark + path.read_bytes().replace(b"\n", line_end)


@pytest.mark.parametrize("path", REAL_FILES, ids=lambda path: path.stem)
@pytest.mark.parametrize("variant", VARIANTS)
def test_every_value_is_found(path: Path, variant: str) -> None:
    data = written(path, variant)
    root = read_carefully(decode(data))
    lines = data.decode("utf-8-sig").replace("\r\n", "\n").split("\n")
    found = list(places(root))
    assert len(found) > 10
    for keys, node in found:
        assert_found(root, keys, node, lines)


@pytest.mark.parametrize("path", REAL_FILES, ids=lambda path: path.stem)
def test_positions_do_not_depend_on_line_ends(path: Path) -> None:
    roots = [read_carefully(decode(written(path, variant))) for variant in VARIANTS]
    for keys, _ in places(roots[0]):
        assert len({find_span(root, keys) for root in roots}) == 1


def test_no_two_values_stand_in_one_place() -> None:
    for path in REAL_FILES:
        root = read_carefully(decode(path.read_bytes()))
        spans = [
            find_span(root, keys)
            for keys, node in places(root)
            if isinstance(node, Scalar) and not node.is_block
        ]
        assert len(spans) == len(set(spans))


def test_every_value_is_found_through_the_whole_plan() -> None:
    """A path in the plan leads to the right file of it."""
    (site,) = find_plans(REAL_PLAN)
    locator = Locator(load(site))
    for path in REAL_FILES:
        root = read_carefully(decode(path.read_bytes()))
        lead: Keys = {"policy": ("policy",)}.get(path.stem, ())
        lead = ("projects", path.stem) if path.parent.name == "projects" else lead
        for keys, _ in places(root):
            if keys == ("riep",):
                continue
            place = locator.place((*lead, *keys))
            assert Path(place.file).name == path.name
            assert place.span == find_span(root, keys)
            assert place.pointer == pointer(keys)
            assert place.line in path.read_text(encoding="utf-8").split("\n")


def test_characters_count_once_each() -> None:
    """Columns count characters, as editors do, whatever each takes in bytes or on the screen."""
    text = "a: {b: “é–£”, c: 🙂🙂, d: 1e3}\n"
    root = read_carefully(text)
    assert find_span(root, ("a", "d")) == TextSpan(1, 25, 1, 28)
    assert text[24:27] == "1e3"


def test_an_alias_is_found_where_it_stands() -> None:
    text = "a: &x {b: 1}\nc: *x\nd: &y 2\ne: *y\n"
    root = read_carefully(text)
    assert find_span(root, ("c",)) == TextSpan(2, 1, 2, 2)
    assert find_span(root, ("e",)).line == 4
    assert find_span(root, ("c", "b")).line in (1, 2)


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        (("a", "missing"), TextSpan(1, 1, 1, 2)),
        (("missing",), TextSpan(1, 1, 1, 2)),
        (("a", "list", "7"), TextSpan(2, 3, 2, 7)),
        (("a", "list", "1"), TextSpan(4, 5, 4, 6)),
        (("a", "list", "1", "deeper"), TextSpan(4, 5, 4, 6)),
        (("a", "items", "0"), TextSpan(6, 7, 6, 8)),
        (("a", "block"), TextSpan(7, 3, 7, 8)),
        (("a", "nothing"), TextSpan(9, 3, 9, 10)),
        ((), TextSpan(1, 1, 1, 2)),
    ],
)
def test_the_nearest_thing_is_underlined(keys: Keys, expected: TextSpan) -> None:
    text = "a:\n  list:\n  - x\n  - y\n  items:\n    - k: v\n  block: |\n    text\n  nothing:\n"
    assert find_span(read_carefully(text), keys) == expected


def test_pointer_is_escaped() -> None:
    assert pointer(()) == ""
    assert pointer(("a/b", "c~d", "0")) == "/a~1b/c~0d/0"

"""The two readers read one language: what the fast one accepts, the careful one reads alike."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from riep_plan.check import Options, check
from riep_plan.findings.result import Result
from riep_plan.source.careful import read_carefully
from riep_plan.source.decode import decode
from riep_plan.source.discover import find_plans
from riep_plan.source.fast import NotPlain, read_fast, read_fast_together
from riep_plan.source.nodes import data_of
from riep_plan.source.problems import Problem, Unreadable
from riep_plan.source.read import read_data
from tests.source.documents import ODD, PHRASES, documents, double_quoted, single_quoted

REAL_PLAN = Path(__file__).parents[2] / "plans" / "nwiep-efficiency-2010-11"
REAL_FILES = sorted(REAL_PLAN.rglob("*.yaml"))

many = settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
few = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def fast(text: str) -> object:
    """What the fast reader makes of a text; None where it leaves it to the careful one."""
    try:
        return read_fast(text)
    except NotPlain:
        return None


def assert_read_alike(text: str) -> None:
    read = fast(text)
    if read is None:
        return
    try:
        carefully = data_of(read_carefully(text))
    except Unreadable as unreadable:
        pytest.fail(f"only the fast reader accepts {text!r}: {unreadable}")
    assert read == carefully, text


def decoded(data: bytes) -> str | None:
    try:
        return decode(data)
    except Unreadable:
        return None


# --- The same reading ------------------------------------------------------------------------


def test_real_files_are_read_fast_and_alike() -> None:
    """Were they left to the careful reader, the properties below would prove nothing."""
    texts = [decode(path.read_bytes()) for path in REAL_FILES]
    for text in texts:
        assert_read_alike(text)
    assert sum(fast(text) is not None for text in texts) > len(texts) * 3 / 4


@given(documents())
@settings(max_examples=300, deadline=None, database=None, derandomize=True)
def _count(text: str) -> None:
    COUNTED.append(fast(text) is not None)


COUNTED: list[bool] = []


def test_many_random_documents_are_read_fast() -> None:
    """Else the properties would compare nothing with nothing; most of these are odd on purpose."""
    COUNTED.clear()
    _count()
    assert sum(COUNTED) > len(COUNTED) / 10


def bare(text: str) -> object:
    """What PyYAML's plainest loader makes of it: a third opinion that knows nothing of riep."""
    return yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506  it builds text alone


@pytest.mark.parametrize("path", REAL_FILES, ids=lambda path: path.stem)
def test_real_files_are_read_as_another_reader_does(path: Path) -> None:
    text = decode(path.read_bytes())
    assert read_data(text) == bare(text)


@pytest.mark.parametrize("value", [*ODD, *PHRASES])
def test_odd_values(value: str) -> None:
    one_line = value.replace("\n", " ")
    for written in (one_line, single_quoted(one_line), double_quoted(value)):
        assert_read_alike(f"a: {written}\n")
        assert_read_alike(f"a: [{written}, b]\n")
        assert_read_alike(f"a: {{b: {written}}}\n")
        assert_read_alike(f"- {written}\n- b\n")
        assert_read_alike(f"{written}: b\n")
        assert_read_alike(f"{written}\n")


@pytest.mark.parametrize("value", [*ODD, *PHRASES])
def test_quoted_values_are_kept(value: str) -> None:
    assert read_data(f"a: {double_quoted(value)}\n") == {"a": value}
    if "\n" not in value:
        assert read_data(f"a: {single_quoted(value)}\n") == {"a": value}


@pytest.mark.parametrize(
    "text",
    [
        "a: Health & Safety saves 5% (see *below*)!\n",
        "a: What is asked? The nan of finance is null and void.\n",
        'a: "note:"\nb: |\n  outcomes :\n\n  - and more\n',
        "a: {b: [c, d], e: {}}\nf: [[1, 2], []]\n",
        "a: costs £5 – see http://example.org #2\n",
    ],
)
def test_prose_is_read_fast(text: str) -> None:
    assert fast(text) == bare(text)


@pytest.mark.parametrize(
    "text", ["a:\n", "a: null\n", "a: {b: , c: d}\n", "a: [b, , c]\n", "- \n", "a: [null]\n"]
)
def test_the_fast_reader_gives_no_key_without_a_value(text: str) -> None:
    """Nobody looks for one in what it gives."""
    assert fast(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "...\na: b\n",
        "a: b\n...\n",
        "--- |\na\n",
        "[]!\n",
        "a: >1\n  \n",
        "a: > -\n",
        "- |'\n",
        "a:\n  - > x\n    y\n",
    ],
)
def test_what_the_readers_would_read_otherwise_is_left_to_the_careful_one(text: str) -> None:
    """Ends of documents, texts without an indent, and more than how a last line ends."""
    assert fast(text) is None


def test_what_the_fast_reader_prints_is_not_seen(capfd: pytest.CaptureFixture[str]) -> None:
    assert fast("- a\nb: c\n") is None
    os.write(2, b"what others print is")
    assert capfd.readouterr().err == "what others print is"


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_byte_of_another_encoding_is_named_at_its_place(mark: bytes) -> None:
    with pytest.raises(Unreadable) as refused:
        decode(mark + b"title: caf\xe9\n")
    (problem,) = refused.value.problems
    assert "byte 0xE9" in problem.message
    assert problem.span is not None
    assert (problem.span.line, problem.span.column) == (1, 11)


PLAIN_KEPT = [
    "010",
    "+5",
    "-5",
    "1e3",
    "1E3",
    "0x1F",
    "0o17",
    "1:30",
    "1_000",
    "1,000",
    "0.10",
    "123456789012345678901234567890.123456789",
    "1e400",
    "9007199254740993",
    "yes",
    "no",
    "on",
    "off",
    "y",
    "True",
    "TRUE",
    "~",
    "Null",
    ".inf",
    ".NaN",
    "NaN",
    "£5",
    "£275,00",
    "2010-06-30",
    "2010/11",
    "a#b",
    "a:b",
    "R&D",
    "33%",
]


@pytest.mark.parametrize("value", PLAIN_KEPT)
def test_plain_values_are_kept_as_written(value: str) -> None:
    """No digit, sign or letter is lost on the way: the field decides what they mean."""
    assert read_data(f"a: {value}\nb: [{value.replace(',', '')}]\n") == {
        "a": value,
        "b": [value.replace(",", "")],
    }


@many
@given(documents())
@example("a: .5\nb: 5.\n")
@example("a: -.5\nb: [-5., .5]\n")
@example("- - a\n  - b\n-\n  - c\n")
@example("a: 'x\n  y'\n")
@example('a: "x\\\n  y"\n')
@example("a: |\n  x\n\n\n")
@example("a: >\n  x\n  y\n\n  z\n   w\n")
@example("a: |2\n   x\n")
@example("? a\n: b\n")
@example("a:\nb:\n")
@example("{a, b: c}\n")
@example("[a: b]\n")
@example("a: b\n---\n")
@example("--- {a: b}\n...\n")
@example("'a': 1\n\"b\": 2\n")
@example("a: b #c\nd: e#f\n")
@example("a: b\r\n")
@example("a: {b: c,\n d: e}\n")
@example("a: x\n  y\n\n  z\n")
@example("true: false\n")
@example("a: true\nb: 'true'\nc: True\n")
@example("null: null\n'': ''\n")
@example("a: null\nb: 'null'\nc: ~\n")
def test_fast_and_careful_read_alike(text: str) -> None:
    assert_read_alike(text)


@many
@given(st.lists(documents(), min_size=2, max_size=3), st.data())
@example(["a: 'b\n", "c: d'\n"], None)
@example(["# note\n", "a: b\n---\nc: d\n"], None)
@example(["---\na: b\n", "c: d\n"], None)
@example(["a: |+\n  b\n\n", "c: >\n  d\n\n"], None)
@example(["a: b\n ", "c: d\n"], None)
@example(["a: b", "c: d\n---\ne: f\n"], None)
@example(["a: b\n...\n", "c: d\n"], None)
@example(["- a\n", "b\n"], None)
def test_files_are_read_together_as_each_alone(
    texts: list[str], data: st.DataObject | None
) -> None:
    """One that is odd among plain ones is met as often as two that are."""
    if data is not None and data.draw(st.booleans()):
        texts = data.draw(st.permutations([texts[0], "a: {b: c}\nd: [e]\n"]))
    try:
        together = read_fast_together(texts)
    except NotPlain:
        return
    assert together == [data_of(read_carefully(text)) for text in texts]


def test_real_files_are_read_together() -> None:
    """Were each of them read alone, the property above would prove nothing."""
    texts = [text for text in (decode(path.read_bytes()) for path in REAL_FILES) if fast(text)]
    assert len(texts) > len(REAL_FILES) / 2
    assert read_fast_together(texts) == [fast(text) for text in texts]


@many
@given(st.text("ab1 :#-,.?!&*[]{}'\"|>%@`~=<+_/\\£\n\t", max_size=40))
def test_any_text_is_read_alike(text: str) -> None:
    assert_read_alike(text)


@many
@given(st.data())
def test_changed_real_files_are_read_alike(data: st.DataObject) -> None:
    text = decoded(_changed(data))
    if text is not None:
        assert_read_alike(text)


@few
@given(documents())
def test_reading_gives_data_or_says_why(text: str) -> None:
    """Text is all there is in it, and a refusal has a message and a place within the text."""
    try:
        found = read_data(text)
        problems: tuple[Problem, ...] = ()
    except Unreadable as unreadable:
        found, problems = None, unreadable.problems
    assert list(_strange(found)) == []
    lines = text.split("\n")
    for problem in problems:
        assert problem.message
        if problem.span:
            assert 1 <= problem.span.line <= len(lines)
            assert problem.span.column >= 1


def _strange(data: object) -> Iterator[object]:
    if isinstance(data, dict):
        for key, value in data.items():
            if not isinstance(key, str):
                yield key
            yield from _strange(value)
    elif isinstance(data, list):
        for item in data:
            yield from _strange(item)
    elif not (data is None or isinstance(data, (str, bool))):
        yield data


SLIPS = [
    *(b"", b" ", b"\n", b"\t", b":", b": ", b"- ", b"'", b'"', b"{", b"]", b"#", b" #", b"&a "),
    *(b"*a", b"!x ", b"|\n", b"\r\n", b"\x00", b"\xa3", b"<<: ", b"\xef\xbb\xbf", b"---\n"),
    *(b"? ", b"% ", b",", b"\xc2\xa3", b"riep: 1\n"),
]


def _changed(data: st.DataObject) -> bytes:
    """A real file's bytes with a few places changed, as a slip or a bad merge changes them."""
    content = data.draw(st.sampled_from(REAL_FILES)).read_bytes()[:3_000]
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(content)))
        length = data.draw(st.integers(0, 4))
        insert = data.draw(
            st.one_of(
                st.sampled_from(SLIPS),
                st.binary(max_size=3),
            )
        )
        content = content[:at] + insert + content[at + length :]
    return content


# --- Whatever the bytes ----------------------------------------------------------------------


def checked(folder: Path) -> Result:
    run = check(find_plans(folder), Options())
    assert run.unread == ()
    return run.result


def assert_well_placed(result: Result, folder: Path) -> None:
    """Every finding says something, and stands where there is something."""
    for one in result.reported:
        assert one.message
        assert one.rule.code != "ENG01", one.message
        if one.place.span is not None:
            name = Path(one.place.file).name
            content = next(folder.rglob(name)).read_bytes()
            lines = content.decode("utf-8-sig", "replace").split("\n")
            assert 1 <= one.place.span.line <= len(lines)
            assert 1 <= one.place.span.column <= len(lines[one.place.span.line - 1]) + 2


@few
@given(st.one_of(st.binary(max_size=200), st.text(max_size=60).map(str.encode)))
@example(b"\xff\xfe")
@example(b'riep: 1\nkind: delivery-plan\ntitle: "\\ud800"\n')
@example(b'riep: 1\nkind: delivery-plan\ntitle: "\\ud83d\\ude00"\n')
@example(
    b"riep: 1\nkind: delivery-plan\ntitle: x\nprojects: {a: {title: x, number: %s}}\n"
    % (b"9" * 5000)
)
@example(b"riep: 1\nkind: delivery-plan\ntitle: x\npolicy: {baseline_years: 99999999999}\n")
@example(b"riep: 1\nkind: delivery-plan\ntitle: x\ncalendar: {Q1: {from: 2199, to: 2199}}\n")
@example(b"riep: 1\nkind: delivery-plan\ntitle: x\ncalendar: {Q1: {from: Q1, to: Q2}}\n")
@example(b"riep: 1\nkind: delivery-plan\ntitle: x\nrisk_scale: {likelihood: [], impact: []}\n")
def test_any_bytes_as_a_plan_file_give_findings(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "plan.yaml").write_bytes(content)
        result = checked(folder)
        assert result.plans == 1
        assert_well_placed(result, folder)


@few
@given(documents())
def test_any_document_as_a_project_gives_findings(text: str) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "projects").mkdir()
        (folder / "plan.yaml").write_text("riep: 1\nkind: delivery-plan\ntitle: x\n")
        (folder / "projects" / "a.yaml").write_bytes(text.encode())
        result = checked(folder)
        assert result.reported, "no such document is a project"
        assert_well_placed(result, folder)


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("real") / REAL_PLAN.name
    shutil.copytree(REAL_PLAN, folder)
    return folder


@few
@given(st.data())
def test_changed_real_plans_give_findings(copy: Path, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(sorted(copy.rglob("*.yaml"))))
    before = path.read_bytes()
    try:
        path.write_bytes(_changed(data))
        assert_well_placed(checked(copy), copy)
    finally:
        path.write_bytes(before)

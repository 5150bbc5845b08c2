"""Laws of ``riep fmt``: twice changes nothing, and nothing that a file says is lost or changed.

Texts are drawn in every style that YAML has, plans with amounts and dates in every form; each
file of the plans kept here is taken as it is.
"""

import re
import shutil
import tempfile
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedBase
from ruamel.yaml.tokens import CommentToken

from riep_plan.source.careful import read_carefully
from riep_plan.source.discover import find_plans
from riep_plan.source.formatting import Draft, LeftAlone, drafts
from riep_plan.source.layout import laid_out
from riep_plan.source.load import load
from riep_plan.source.loaded import LoadedPlan
from riep_plan.source.nodes import data_of
from riep_plan.source.problems import Unreadable
from riep_plan.source.sameness import comments, meaning
from riep_plan.values.money import Unit, read_entry, rounding
from riep_plan.values.period import plain_period, read_period
from riep_plan.values.plain import plain_as, plain_entry, plain_number, plain_quantity
from riep_plan.values.quantity import read_number, read_quantity
from riep_plan.values.refusal import Refused
from tests.source.documents import documents
from tests.support.repairs import PLANS

#: A comment that the generator writes: each has a number of its own, so that none can be lost.
_NUMBERED = re.compile(r"# note \d+")


@settings(max_examples=600, deadline=None)
@given(documents())
@example("a:\n    b:\n    - c: |\n         text  \n\n      d: 1   \n    # end\n")
@example("a:\n    b: |+\n      text\n\n\n")
@example("# only\na: {b: [1,\n     2]}  \n")
def test_layout_says_the_same_and_is_final(text: str) -> None:
    text = text if text.endswith("\n") else text + "\n"
    try:
        before = read_carefully(text)
    except Unreadable:
        return
    result = laid_out(text)
    after = read_carefully(result)
    assert data_of(after) == data_of(before)
    assert comments(result, after) == comments(text, before)
    assert laid_out(result) == result


amounts = st.builds(
    "{}{}{}{}".format,
    st.sampled_from(["", "", "-"]),
    st.sampled_from(["", "£"]),
    st.one_of(
        st.integers(0, 99_999).map(lambda number: f"{number}k"),
        st.integers(0, 9_999_999).map(str),
        st.integers(1_000, 9_999_999).map(lambda number: f"{number:,}"),
        st.integers(1_000, 9_999_999).map(lambda number: f"{number:_}"),
        st.integers(0, 99_999).map(lambda pence: f"{Decimal(pence) / 100}"),
        st.sampled_from(["2.5K", "1.7m", "2bn", "7.", ".5", "0", "0k", "106.0", "12.50k"]),
    ),
    st.sampled_from(["", "", " tbc", " (TBC)"]),
)
months = st.sampled_from(["Sept", "sep", "September", "Jan.", "MAY"])
single_dates = st.one_of(
    st.builds("{} {}".format, months, st.integers(2008, 2012)),
    st.builds("{} {} {}".format, st.sampled_from(["1", "03", "30th"]), months, st.just(2010)),
    st.sampled_from(["2010-6-3", "2010-06-03", "2010-06", "2010", "2010/11"]),
)
_RUNS = ["Q2", "q2-q4", "Q2 to 4", "Q1–Q1", "Q1—Q3", "July-Sept 2010", "1 May to 3 June 2010"]
dates = st.one_of(
    single_dates,
    st.sampled_from(_RUNS),
    st.builds("{}{}Dec 2012".format, months, st.sampled_from([" - ", "-", "–", " to "])),
)


@given(amounts, st.sampled_from(Unit))
def test_a_plain_amount_means_the_same_and_is_final(text: str, unit: Unit) -> None:
    try:
        before = read_entry(text, unit)
    except Refused:
        return
    plain = plain_entry(text, unit)
    after = read_entry(plain, unit)
    assert after == before
    assert rounding(after.amount or Decimal(0)) == rounding(before.amount or Decimal(0))
    assert plain_entry(plain, unit) == plain
    assert re.fullmatch(r"-?£?\d+(\.\d+)?( tbc)?", plain)


@given(amounts, st.integers(-(10**9), 10**9), st.sampled_from(Unit))
def test_an_amount_in_the_manner_of_another_is_that_amount(
    like: str, pence: int, unit: Unit
) -> None:
    try:
        confirmed = read_entry(like, unit).is_confirmed
    except Refused:
        return
    amount = Decimal(pence) / 100
    written = read_entry(plain_as(like, amount, unit), unit)
    assert written.amount == amount
    assert written.is_confirmed is confirmed


@given(dates)
def test_a_plain_date_means_the_same_and_is_final(text: str) -> None:
    try:
        before = read_period(text)
    except Refused:
        return
    plain = plain_period(text)
    assert read_period(plain).identity == before.identity
    assert plain_period(plain) == plain


@given(st.from_regex(r"-?(\d{1,3}(,\d{3}){0,2}|\d{1,7})?(\.\d{1,3})?", fullmatch=True))
def test_a_plain_number_means_the_same_and_is_final(text: str) -> None:
    try:
        before = read_number(text)
    except Refused:
        return
    plain = plain_number(text)
    assert read_number(plain) == before
    assert plain_number(plain) == plain
    assert read_quantity(plain_quantity(f"{text} %")) == read_quantity(f"{text}%")


class Page:
    """Writes a plan's file with drawn spacing, quotes and comments."""

    def __init__(self, draw: st.DrawFn) -> None:
        self._draw = draw
        self._notes = 0
        self.step = draw(st.sampled_from([1, 2, 2, 3, 4]))
        self.end = draw(st.sampled_from(["\n", "\n", "\r\n"]))
        self.lines: list[str] = []

    def line(self, depth: int, text: str) -> None:
        """Write a line, perhaps with a comment before or beside it."""
        if self._draw(st.integers(0, 5)) == 0:
            indent = self._draw(st.integers(0, 3)) * self.step
            self.lines += [" " * indent + self._note(), *self._draw(st.sampled_from([[], [""]]))]
        beside = "  " + self._note() if self._draw(st.integers(0, 5)) == 0 else ""
        space = self._draw(st.sampled_from(["", "", " ", "   "]))
        self.lines.append(" " * (depth * self.step) + text + beside + space)

    def _note(self) -> str:
        self._notes += 1
        return f"# note {self._notes}"

    def value(self, values: st.SearchStrategy[str]) -> str:
        text = self._draw(values)
        quote = self._draw(st.sampled_from(["", "", "'", '"']))
        return f"{quote}{text}{quote}" if quote or "," not in text else f'"{text}"'

    def profile(self, depth: int, key: str, values: st.SearchStrategy[str]) -> None:
        """Write an amount over time: alone, in braces or line by line."""
        form = self._draw(st.sampled_from(["alone", "braces", "lines"]))
        cells = [(one, self.value(values)) for one in ("total", "Q1", "Q2")]
        if form == "alone":
            self.line(depth, f"{key}: {cells[0][1]}")
        elif form == "braces":
            self.line(depth, f"{key}: {{{', '.join(f'{one}: {text}' for one, text in cells)}}}")
        else:
            self.line(depth, f"{key}:")
            for one, text in cells:
                self.line(depth + 1, f"{one}:{' ' * self._draw(st.integers(1, 3))}{text}")

    @property
    def content(self) -> bytes:
        blanks = "\n" * self._draw(st.integers(0, 3))
        text = "\n".join(self.lines) + blanks
        mark = self._draw(st.sampled_from(["", "", "\ufeff"]))
        return (mark + text.replace("\n", self.end)).encode()


@st.composite
def plans(draw: st.DrawFn) -> bytes:
    """Draw a plan of one file with amounts, dates and lists in every form and style."""
    page = Page(draw)
    page.line(0, "riep: 1")
    page.line(0, "kind: work-programme")
    page.line(0, "title: Emoji 🙂 in a title")
    if draw(st.booleans()):
        page.line(0, "unit: thousand")
    page.line(0, f"period: {page.value(single_dates)}")
    page.line(0, "funding:")
    page.line(1, "core:")
    page.line(2, "title: Core")
    page.line(2, "kind: core")
    page.profile(2, "amount", amounts)
    page.line(0, "evidence:")
    page.line(1, "costs:")
    page.line(2, "title: Costs")
    page.line(2, "rows:")
    page.line(3, "b: {text: B}")
    page.line(3, "a:")
    page.line(4, "text: A")
    dashes = draw(st.sampled_from([4, 5]))
    page.line(4, "adds:")
    for one in draw(st.permutations(["b", "c", "10", "9"])):
        page.line(dashes, f"- {one}")
    page.line(0, "milestones:")
    page.line(1, "one:")
    page.line(2, "text: >-")
    indent = " " * (2 * page.step + draw(st.integers(1, 4)))
    page.lines += [f"{indent}folded  # no comment", f"{indent}text "]
    page.line(2, f"due: [{page.value(dates)}, {page.value(dates)}]")
    page.line(2, "payments:")
    page.profile(3, "core", amounts)
    return page.content


def found_in(folder: Path) -> tuple[LoadedPlan, list[Draft], list[LeftAlone]]:
    (site,) = find_plans(folder)
    loaded = load(site)
    made = list(drafts(loaded))
    kept = [one for one in made if isinstance(one, LeftAlone)]
    return loaded, [one for one in made if isinstance(one, Draft)], kept


@settings(max_examples=250, deadline=None)
@given(plans())
def test_formatting_keeps_what_a_plan_says(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as name:
        file = Path(name) / "plan.yaml"
        file.write_bytes(content)
        before, made, kept = found_in(file)
        if before.plan is None:
            assert made == []
            return
        assert kept == []
        for draft in made:
            file.write_bytes(draft.after)
        after, again, _ = found_in(file)
        assert again == []
    assert after.plan is not None
    assert before.plan.funding["core"].amount == after.plan.funding["core"].amount
    assert before.plan.unit is after.plan.unit
    assert [one.identity for one in before.plan.milestones["one"].due] == [
        one.identity for one in after.plan.milestones["one"].due
    ]
    assert sorted(before.plan.evidence["costs"].rows["a"].adds) == sorted(
        after.plan.evidence["costs"].rows["a"].adds
    )
    assert before.plan.milestones["one"].text == after.plan.milestones["one"].text
    text = after.files[0].text or ""
    assert sorted(_NUMBERED.findall(before.files[0].text or "")) == sorted(_NUMBERED.findall(text))
    assert not re.search(r"[ \t]+$", text.replace("text \n", "text\n"), re.MULTILINE)


def written(folder: Path) -> None:
    """Write what every plan of a folder becomes."""
    for site in find_plans(folder):
        for draft in drafts(load(site)):
            assert isinstance(draft, Draft), draft
            draft.path.write_bytes(draft.after)


def test_the_plans_kept_here_say_the_same_when_formatted(tmp_path: Path) -> None:
    copy = tmp_path / "plans"
    shutil.copytree(PLANS, copy)
    written(copy)
    files = sorted(PLANS.rglob("*.yaml"))
    assert len(files) > 70
    for file in files:
        before, after = file.read_text("utf-8"), (copy / file.relative_to(PLANS)).read_text("utf-8")
        assert notes(after) == notes(before)
        assert len(after.splitlines()) == len(before.splitlines())
    for site, other in zip(find_plans(PLANS), find_plans(copy), strict=True):
        said, still_said = load(site), load(other)
        assert said.plan is not None
        assert still_said.plan is not None
        assert meaning(still_said.plan) == meaning(said.plan)
        assert list(drafts(still_said)) == []


def notes(text: str) -> list[str]:
    """The comments of a file as ruamel.yaml keeps them, by another path than riep's own."""
    found: list[str] = []
    waiting: list[object] = [YAML(typ="rt").load(text)]
    while waiting:
        node = waiting.pop()
        if isinstance(node, CommentedBase):
            for token in flat([node.ca.comment, list(node.ca.items.values())]):
                found += [line.strip() for line in token.value.splitlines() if line.strip()]
        if isinstance(node, dict):
            waiting.extend(node.values())
        elif isinstance(node, list):
            waiting.extend(node)
    return sorted(found)


def flat(tokens: object) -> Iterator[CommentToken]:
    if isinstance(tokens, CommentToken):
        yield tokens
    elif isinstance(tokens, list):
        for one in tokens:
            yield from flat(one)

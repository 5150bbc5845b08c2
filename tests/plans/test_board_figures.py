"""Every money figure of the board reports, worked out again from the YAML by a path of its own.

The files are read by ruamel.yaml as text and added up here; nothing asks riep for a figure. What
was spent to date is what a return itself states as cumulative, where riep adds quarters up: the
two agree only when both are right.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

import pytest

from tests.plans.raw import ROOT, Data, as_written
from tests.report.command import FORMATS, report_texts
from tests.report.reading import Document, read

PLAN = ROOT / "plans" / "shared-services-2025-26"
QUARTERS = ("Q1", "Q2", "Q3", "Q4")
KINDS = {"revenue": "Revenue", "capital": "Capital"}
SAVED = {"cashable": "Cashable", "non_cashable": "Non-cashable"}
UNKNOWN = "not known †"
Cells = list[str]


HEAD = as_written(PLAN / "plan.yaml")
PROJECTS = dict(
    sorted(
        ((path.stem, as_written(path)) for path in (PLAN / "projects").glob("*.yaml")),
        key=lambda pair: int(pair[1]["number"]),
    )
)
RETURNS = {
    (quarter, path.stem): as_written(path)
    for quarter in QUARTERS
    for path in (PLAN / "returns" / quarter).glob("*.yaml")
}


@dataclass(frozen=True)
class Sum:
    """Pounds that are known, and whether anything in them is not."""

    known: Decimal = Decimal(0)
    is_whole: bool = True

    def __add__(self, other: "Sum") -> "Sum":
        return Sum(self.known + other.known, self.is_whole and other.is_whole)

    def __sub__(self, other: "Sum") -> "Sum":
        return Sum(self.known - other.known, self.is_whole and other.is_whole)


NOUGHT, GAP = Sum(), Sum(is_whole=False)


def pounds(text: str) -> Sum:
    return Sum(Decimal(text.replace("£", "").replace(",", "").replace("_", "")))


def added(found: Iterable[Sum]) -> Sum:
    return sum(found, NOUGHT)


def money(one: Sum) -> str:
    sign, size = ("-" if one.known < 0 else ""), abs(one.known)
    written = f"{sign}£{size:,.0f}" if size == int(size) else f"{sign}£{size:,.2f}"
    if one.is_whole:
        return written
    return f"{written} †" if one.known else UNKNOWN


def gap(one: Sum) -> str:
    return money(one) if one.is_whole else UNKNOWN


def share(one: Sum, whole: Sum) -> str:
    if not (one.is_whole and whole.is_whole):
        return UNKNOWN
    if not whole.known:
        return "–"
    cent = (one.known / whole.known * 100).quantize(Decimal(1), rounding=ROUND_HALF_UP)
    return f"{int(cent)}%"


def name(project_id: str) -> str:
    project = PROJECTS[project_id]
    return str(project.get("short_title", project["title"]))


def corrections(until: str, of: str, project_id: str) -> dict[str, str]:
    """What returns up to a quarter say that figures of an earlier one should have been."""
    return {
        one["at"]: one["becomes"]
        for label in QUARTERS
        if of < label <= until
        for one in RETURNS.get((label, project_id), {}).get("corrections", {}).values()
        if one["quarter"] == of
    }


@dataclass(frozen=True)
class Line:
    """One project's money from one source and of one kind."""

    project: str
    source: str
    kind: str

    @property
    def planned(self) -> Data:
        found: Data = PROJECTS[self.project]["spend"][self.source][self.kind]
        return found

    def original(self, label: str) -> Sum:
        return pounds(self.planned.get(label, "0"))

    def profile(self, label: str, known_in: str) -> Sum:
        moves = (amount for where, amount in agreed(self, known_in) if where == label)
        return added([self.original(label), *moves])

    def budget(self, known_in: str) -> Sum:
        return added(self.profile(label, known_in) for label in QUARTERS)

    def said(self, label: str) -> Data | None:
        found = RETURNS.get((label, self.project))
        row: Data | None = found and found.get("spend", {}).get(self.source, {}).get(self.kind)
        return row or None

    def figure(self, until: str, label: str, key: str) -> Sum | None:
        said = self.said(label)
        at = f"spend/{self.source}/{self.kind}/{key}"
        becomes = corrections(until, label, self.project).get(at)
        if becomes is not None:
            return pounds(becomes)
        return pounds(said[key]) if said and key in said else None

    def to_date(self, quarter: str) -> Sum:
        """What the last return up to a quarter states as cumulative; without one, a gap."""
        silent = False
        for label in reversed([one for one in QUARTERS if one <= quarter]):
            found = RETURNS.get((label, self.project))
            if found is None:
                silent = True
            elif "nothing_to_report" not in found:
                stated = self.figure(quarter, label, "to_date")
                assert stated is not None, (label, self)
                return Sum(stated.known, not silent)
        return GAP if silent else NOUGHT

    def in_quarter(self, quarter: str) -> Sum:
        found = RETURNS.get((quarter, self.project))
        if found is None:
            return GAP
        if "nothing_to_report" in found:
            return NOUGHT
        return self.figure(quarter, quarter, "actual") or GAP

    def last(self, quarter: str) -> Data | None:
        labels = [one for one in QUARTERS if one <= quarter]
        return next((said for one in reversed(labels) if (said := self.said(one))), None)

    def forecast(self, quarter: str) -> Sum:
        later = [one for one in QUARTERS if one > quarter]
        said = self.last(quarter)
        expected = said.get("forecast", {}) if said else {}
        return added(pounds(expected[one]) if one in expected else GAP for one in later)

    def slips(self, quarter: str) -> Sum:
        said = self.last(quarter)
        return pounds(said["slips"]) if said and "slips" in said else NOUGHT


def day(text: str) -> date:
    return datetime.strptime(text, "%d %B %Y").replace(tzinfo=UTC).date()


def ends(label: str) -> date:
    """The first day after a quarter: the first of the month after its last."""
    last = datetime.strptime(HEAD["calendar"][label]["to"], "%B %Y").replace(tzinfo=UTC).date()
    return date(last.year + last.month // 12, last.month % 12 + 1, 1)


def agreed(line: Line, quarter: str) -> list[tuple[str, Sum]]:
    """What virements that a board agreed to by a quarter's end add to a line, and in which quarter.

    The plan's own figures were never changed to them.
    """
    found = []
    for (label, asker), return_ in RETURNS.items():
        if asker not in PROJECTS:
            continue  # the programme's own, which asks for nothing
        for change in return_.get("changes", {}).values():
            meeting = change.get("decision")
            if change["kind"] != "virement" or label > quarter or meeting is None:
                continue
            decision = PROJECTS[asker]["decisions"][meeting]
            assert decision["outcome"] == "approved"
            assert "in_plan_since" not in decision
            if day(HEAD["meetings"][meeting]["on"]) >= ends(quarter):
                continue
            for key, sign in (("from", Decimal(-1)), ("to", Decimal(1))):
                _, owner, _, source, kind, named = full_path(asker, change[key]).split("/")
                if (owner, source, kind) == (line.project, line.source, line.kind):
                    found.append((named, Sum(sign * pounds(change["amount"]).known)))
    return found


def full_path(asker: str, words: str) -> str:
    return words if words.startswith("projects/") else f"projects/{asker}/{words}"


LINES = [
    Line(project_id, source, kind)
    for project_id, project in PROJECTS.items()
    for source, kinds in project["spend"].items()
    for kind in KINDS
    if kind in kinds
]


def cells(lines: Iterable[Line], quarter: str) -> Cells:
    """The figures of one row of a table of spend."""
    known = list(lines)
    budget = added(one.budget(quarter) for one in known)
    planned = added(one.profile(q, quarter) for one in known for q in QUARTERS if q <= quarter)
    actual = added(one.to_date(quarter) for one in known)
    forecast = added(one.forecast(quarter) for one in known)
    outturn, off = actual + forecast, actual - planned
    return [
        *(money(budget), money(planned), money(actual), gap(off), share(off, planned)),
        *(money(forecast), money(outturn), gap(outturn - budget)),
        money(added(one.slips(quarter) for one in known)),
    ]


def grouped(quarter: str, by: Callable[[Line], str], names: dict[str, str]) -> list[Cells]:
    rows = [
        [title, *cells([one for one in LINES if by(one) == key], quarter)]
        for key, title in names.items()
    ]
    return [*rows, ["Programme", *cells(LINES, quarter)]]


@lru_cache(maxsize=4)
def texts(quarter: str) -> dict[str, str]:
    return dict(report_texts(PLAN, "--quarter", quarter))


@pytest.fixture(params=QUARTERS)
def quarter(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(params=FORMATS)
def document(request: pytest.FixtureRequest, quarter: str) -> Document:
    format_ = str(request.param)
    return read(texts(quarter)[f"{PLAN.name}-{quarter}.{format_}"], format_)


def rows(document: Document, caption: str) -> list[Cells]:
    return document.table(caption).rows


SOURCES = {one: source["title"] for one, source in HEAD["funding"].items()}
NAMES = {one: name(one) for one in PROJECTS}


def test_revenue_and_capital(document: Document, quarter: str) -> None:
    wanted = grouped(quarter, lambda one: one.kind, KINDS)
    assert rows(document, "Revenue and capital") == wanted


def test_spend_by_project(document: Document, quarter: str) -> None:
    wanted = grouped(quarter, lambda one: one.project, NAMES)
    assert rows(document, "Spend and forecast outturn by project") == wanted


def test_spend_by_source(document: Document, quarter: str) -> None:
    wanted = grouped(quarter, lambda one: one.source, SOURCES)
    assert rows(document, "Spend and forecast outturn by funding source") == wanted


@pytest.mark.parametrize("kind", KINDS)
def test_spend_by_project_and_source(document: Document, quarter: str, kind: str) -> None:
    lines = [one for one in LINES if one.kind == kind]
    wanted = [[NAMES[one.project], SOURCES[one.source], *cells([one], quarter)] for one in lines]
    wanted.append(["Programme", "", *cells(lines, quarter)])
    caption = f"{KINDS[kind]}: spend and forecast outturn by project and source"
    assert rows(document, caption) == wanted


def budgets(lines: Iterable[Line], quarter: str) -> Cells:
    """What lines had at first, what was agreed since, and what they have now."""
    known = list(lines)
    first = added(one.original(q) for one in known for q in QUARTERS)
    moved = added(amount for one in known for _, amount in agreed(one, quarter))
    return [money(first), money(moved), money(added(one.budget(quarter) for one in known))]


def test_budgets_and_what_was_agreed_since(document: Document, quarter: str) -> None:
    wanted = [[title, *budgets(of_project(one), quarter)] for one, title in NAMES.items()]
    wanted.append(["Programme", *budgets(LINES, quarter)])
    caption = f"Original budget and changes agreed by the end of {quarter}"
    assert rows(document, caption) == wanted
    assert any(row[2] != "£0" for row in wanted) is (quarter == "Q4")


def in_quarter(lines: Iterable[Line], quarter: str) -> Cells:
    known = list(lines)
    planned = added(one.profile(quarter, quarter) for one in known)
    actual = added(one.in_quarter(quarter) for one in known)
    off = actual - planned
    return [money(planned), money(actual), gap(off), share(off, planned)]


def of_project(project_id: str) -> list[Line]:
    return [one for one in LINES if one.project == project_id]


def test_spend_in_the_quarter(document: Document, quarter: str) -> None:
    wanted = [[title, *in_quarter(of_project(one), quarter)] for one, title in NAMES.items()]
    wanted.append(["Programme", *in_quarter(LINES, quarter)])
    assert rows(document, f"Spend in {quarter} itself") == wanted


def test_cumulative_spend(document: Document, quarter: str) -> None:
    """The chart's own table: the actual of a quarter gone by is as known now."""
    wanted = []
    ends = {one: cumulative(one, quarter) for one in QUARTERS if one <= quarter}
    outturn = ends[quarter]
    for label in QUARTERS:
        planned = added(one.profile(q, quarter) for one in LINES for q in QUARTERS if q <= label)
        if label > quarter:
            outturn += added(expected(one, quarter, label) for one in LINES)
        wanted.append(
            [
                label,
                money(planned),
                known(ends[label]) if label in ends else "–",
                known(outturn) if label > quarter else "–",
            ]
        )
    assert rows(document, "Cumulative spend") == without_empty(wanted)


def without_empty(found: list[Cells]) -> list[Cells]:
    """Leave out the columns in which nothing stands, as the report does."""
    kept = [place for place in range(len(found[0])) if any(row[place] != "–" for row in found)]
    return [[row[place] for place in kept] for row in found]


def cumulative(label: str, quarter: str) -> Sum:
    """What was spent by the end of a quarter, as returns up to a later one correct it."""
    return added(_by_then(one, label, quarter) for one in LINES)


def _by_then(line: Line, label: str, quarter: str) -> Sum:
    if (label, line.project) in RETURNS:
        return line.figure(quarter, label, "to_date") or NOUGHT
    later = [one for one in QUARTERS if label < one <= quarter and line.said(one)]
    brought = line.figure(quarter, later[0], "brought_forward") if later else None
    return brought or GAP


def expected(line: Line, quarter: str, label: str) -> Sum:
    said = line.last(quarter)
    forecast = said.get("forecast", {}) if said else {}
    return pounds(forecast[label]) if label in forecast else GAP


def known(one: Sum) -> str:
    return money(one) if one.is_whole else "–"


def test_efficiencies(document: Document, quarter: str) -> None:
    lines = list(saving_lines())
    wanted = [[NAMES[one], SAVED[kind], *saved([(one, kind)], quarter)] for one, kind in lines]
    for key, word in SAVED.items():
        of_kind = [line for line in lines if line[1] == key]
        wanted.append(["Programme", word, *saved(of_kind, quarter)])
    wanted.append(["Programme", "Both kinds", *saved(lines, quarter)])
    assert rows(document, "Efficiencies delivered against profile") == wanted


def saving_lines() -> Iterator[tuple[str, str]]:
    for project_id, project in PROJECTS.items():
        for kind in SAVED:
            if kind in project.get("efficiencies", {}).get("in_year", {}):
                yield project_id, kind


def saved(lines: Iterable[tuple[str, str]], quarter: str) -> Cells:
    planned = promised = here = delivered = NOUGHT
    for project_id, kind in lines:
        row = PROJECTS[project_id]["efficiencies"]["in_year"][kind]
        planned += added(pounds(row[q]) for q in QUARTERS)
        promised += added(pounds(row[q]) for q in QUARTERS if q <= quarter)
        here += saved_in(project_id, kind, quarter)
        delivered += saved_to(project_id, kind, quarter)
    off = delivered - promised
    return [
        *(money(planned), money(promised), money(here), money(delivered)),
        *(gap(off), share(off, promised)),
    ]


def said_saving(project_id: str, kind: str, label: str) -> Data | None:
    found = RETURNS.get((label, project_id), {})
    said: Data | None = found.get("efficiencies", {}).get(kind)
    return said


def saved_in(project_id: str, kind: str, label: str) -> Sum:
    """What was saved in a quarter; silence is nought where nothing was promised for it."""
    said = said_saving(project_id, kind, label)
    if said is not None:
        return pounds(said["actual"])
    found = RETURNS.get((label, project_id), {})
    promised = pounds(PROJECTS[project_id]["efficiencies"]["in_year"][kind][label])
    return NOUGHT if "nothing_to_report" in found or not promised.known else GAP


def saved_to(project_id: str, kind: str, quarter: str) -> Sum:
    said = said_saving(project_id, kind, quarter)
    if said is not None and "to_date" in said:
        return pounds(said["to_date"])
    return added(saved_in(project_id, kind, q) for q in QUARTERS if q <= quarter)


def test_what_was_expected_of_the_quarter(document: Document, quarter: str) -> None:
    wanted = []
    for project_id, title in NAMES.items():
        lines = of_project(project_id)
        earlier = QUARTERS[QUARTERS.index(quarter) - 1] if quarter != "Q1" else None
        source = RETURNS.get((earlier, project_id)) if earlier else None
        if earlier and (source is None or "nothing_to_report" in source):
            continue
        if not any(one.last(quarter) for one in lines):
            continue  # it has not made a return yet that says anything
        forecast = (
            added(expected(one, earlier, quarter) for one in lines)
            if earlier
            else added(one.profile(quarter, quarter) for one in lines)
        )
        actual = added(one.in_quarter(quarter) for one in lines)
        by = f"the return for {earlier}" if earlier else "the plan"
        wanted.append([title, by, money(forecast), money(actual), gap(actual - forecast)])
    assert rows(document, f"What was expected of {quarter}, and what was spent") == wanted


def test_changes_asked_for(document: Document, quarter: str) -> None:
    wanted = [
        [NAMES[one], change["text"], money(pounds(change["amount"]))]
        for one in sorted(PROJECTS)
        for change in RETURNS.get((quarter, one), {}).get("changes", {}).values()
        if "amount" in change
    ]
    caption = f"Changes asked for in the returns for {quarter}"
    found = rows(document, caption) if document.has_table(caption) else []
    stated = [[row[0], row[2], row[3]] for row in found if row[3] != "not stated"]
    assert sorted(stated) == sorted(wanted)


def test_corrections(document: Document, quarter: str) -> None:
    wanted = [
        [NAMES[one], each["quarter"], money(pounds(each["was"])), money(pounds(each["becomes"]))]
        for label in QUARTERS
        if label <= quarter
        for one in PROJECTS
        for each in RETURNS.get((label, one), {}).get("corrections", {}).values()
    ]
    caption = "Corrections of earlier returns"
    found = rows(document, caption) if document.has_table(caption) else []
    assert [[row[0], row[1], row[3], row[4]] for row in found] == wanted


def test_the_sentence_about_money(document: Document, quarter: str) -> None:
    budget, planned, actual, _, _, _, outturn, _, slips = cells(LINES, quarter)
    said = document.section("The position")[2]
    for figure in (budget, actual, outturn):
        assert figure.removesuffix(" †") in said
    assert (planned in said) is ("†" not in actual)
    assert (slips in said) is (slips != "£0")


def test_the_plan_has_what_makes_this_hard() -> None:
    """A missing return, one with nothing to report, a correction and money that slips."""
    assert len([one for _, one in RETURNS if one in PROJECTS]) < len(PROJECTS) * len(QUARTERS)
    assert any("nothing_to_report" in one for one in RETURNS.values())
    assert any("corrections" in one for one in RETURNS.values())
    assert any(one.slips("Q4").known for one in LINES)

"""Charts: what can be read in them, that they are the same each time, and that no text acts."""

import json
import os
import re
import subprocess
import sys
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from riep_plan.report import Document, render
from riep_plan.report.charts import (
    Chart,
    ChartsMissing,
    IndicatorBullet,
    MilestonePoint,
    PlanTotal,
    RagRow,
    RiskPoint,
    RiskScore,
    Scales,
    SpendToDate,
    SplitSpend,
    cumulative_spend,
    indicator_bullets,
    milestone_timeline,
    rag_over_quarters,
    revenue_and_capital,
    risk_grid_chart,
    total_over_time,
)
from riep_plan.report.charts.labels import brief_money, cut, spread, steps, text_width
from riep_plan.values.quantity import read_quantity
from tests.report.charts import CHARTS, EMPTY
from tests.report.reading import Element, parse

SVG = "{http://www.w3.org/2000/svg}"
#: What a plan's text may hold, and must stay text.
HOSTILE = (
    "<script>alert(1)</script>",
    "\"' + alert(1) + '",
    "datum.text",
    "${alert(1)}",
    "</title></desc></svg><img src=x onerror=alert(1)>",
    "]]>&amp;&lt;",
    "javascript:alert(1)",
    "مشروع التنمية \u202eabc",
    "a\x00b\x0b\ufffe\U0001f3fd",
)


@pytest.fixture(params=CHARTS)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def root(chart: Chart) -> ET.Element:
    return ET.fromstring(chart.svg)  # noqa: S314  what riep itself drew


def texts(chart: Chart) -> list[str]:
    """What is written in a drawing, piece by piece."""
    return [one.text or "" for one in root(chart).iter(f"{SVG}text")]


def said(chart: Chart) -> str:
    return " | ".join(texts(chart))


def test_a_drawing_says_what_it_is(name: str) -> None:
    chart = CHARTS[name]("Foster care")
    whole = root(chart)
    title, description = whole.find(f"{SVG}title"), whole.find(f"{SVG}desc")
    assert title is not None
    assert description is not None
    assert whole.attrib["role"] == "img"
    ids = [title.attrib["id"], description.attrib["id"]]
    assert whole.attrib["aria-labelledby"].split() == ids
    assert all(one.startswith(chart.id) for one in ids)
    assert (title.text, description.text) == (chart.title, chart.description)


def test_ids_of_a_page_differ() -> None:
    svgs = "".join(make("Q1").svg for make in CHARTS.values())
    ids = re.findall(r'\sid="([^"]*)"', svgs)
    assert len(set(ids)) == len(ids) == 2 * len(CHARTS)


def test_a_drawing_stands_on_its_own(name: str) -> None:
    """Nothing acts, nothing is loaded, nothing links; text is text and no outline of letters."""
    chart = CHARTS[name]("Foster care")
    tags = {one.tag.removeprefix(SVG) for one in root(chart).iter()}
    assert tags <= {"svg", "title", "desc", "g", "path", "line", "rect", "text"}
    names = {key for one in root(chart).iter() for key in one.attrib}
    assert not [one for one in names if one.startswith("on") or "href" in one]
    assert "url(" not in chart.svg
    assert re.findall(r"https?://[^\s\"]*", chart.svg) == ["http://www.w3.org/2000/svg"]
    assert len(texts(chart)) > 3


def test_a_drawing_fits_a_page(name: str) -> None:
    assert root(CHARTS[name]("Foster care")).attrib["width"] == "640"


@pytest.mark.parametrize("hostile", HOSTILE)
def test_no_text_acts(name: str, hostile: str) -> None:
    plain = CHARTS[name]("Foster care")
    chart = CHARTS[name](hostile)
    tags = [one.tag for one in root(chart).iter() if one.tag != f"{SVG}text"]
    assert sorted(tags) == sorted(one.tag for one in root(plain).iter() if one.tag != f"{SVG}text")


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=st.text(max_size=60))
@example(text="")
@example(text="\ud800")
def test_any_text_gives_xml(name: str, text: str) -> None:
    assert root(CHARTS[name](text)).tag == f"{SVG}svg"


def test_text_that_turns_what_stands_beside_it_is_made_plain() -> None:
    chart = rag_over_quarters("a", "RAG", ["Q1"], [RagRow("abc\u202edef", ("RED",))])
    assert "abcdef" in texts(chart)
    assert "\u202e" not in chart.svg


DRAWN = """\
import hashlib
from tests.report.charts import CHARTS
for name, make in CHARTS.items():
    for _ in range(2):
        print(name, hashlib.sha256(make("Foster care & more").svg.encode()).hexdigest())
"""


def drawn(seed: str) -> str:
    """The sums of each chart, drawn twice in a process of its own."""
    finished = subprocess.run(
        [sys.executable, "-c", DRAWN],
        env={**os.environ, "PYTHONHASHSEED": seed},
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    )
    return finished.stdout


def test_the_same_figures_give_the_same_bytes() -> None:
    first, second = drawn("1"), drawn("4711")
    assert first == second
    sums = first.splitlines()
    assert sums[::2] == sums[1::2]
    assert len(set(sums)) == len(CHARTS)


@pytest.mark.parametrize("empty", EMPTY)
def test_nothing_to_show_is_said(empty: str) -> None:
    chart = EMPTY[empty]
    assert "There is nothing to show yet." in texts(chart)
    assert "nothing to show" in chart.description


@pytest.mark.parametrize("make", CHARTS)
def test_each_chart_has_its_table(make: str) -> None:
    chart = CHARTS[make]("Foster care")
    assert chart.table.caption == chart.title
    assert {len(row.cells) for row in chart.table.rows} == {len(chart.table.columns)}


def cells(chart: Chart) -> list[tuple[str, ...]]:
    return [row.cells for row in chart.table.rows]


QUARTERS = [
    SpendToDate("Q1", Decimal(86000), Decimal("70250.50")),
    SpendToDate("Q2", Decimal(231000), Decimal(164000)),
    SpendToDate("Q3", Decimal(366000), None, Decimal(290000)),
    SpendToDate("Q4", Decimal(500000), None, Decimal(488000)),
]


def test_spend_names_each_line_where_it_ends() -> None:
    chart = cumulative_spend("a", "Spend", QUARTERS)
    written = texts(chart)
    assert {"Q1", "Q2", "Q3", "Q4"} <= set(written)
    assert {"Profile £500,000", "Actual £164,000", "Forecast £488,000"} <= set(written)
    assert cells(chart)[0] == ("Q1", "£86,000", "£70,250.50", "–")
    assert chart.description == (
        "Spent to the end of Q2: £164,000, £67,000 (29%) less than the profile of £231,000. "
        "Forecast to the end of Q4: £488,000, £12,000 (2%) less than the profile of £500,000."
    )


def test_lines_differ_in_more_than_colour() -> None:
    svg = cumulative_spend("a", "Spend", QUARTERS).svg
    dashes = re.findall(r'stroke-dasharray="([^"]*)"', svg)
    assert len(set(dashes)) == len(dashes) == 2


def subpaths(chart: Chart, colour: str) -> int:
    """How many pieces the line of a colour has: one of a single point is drawn, and unseen."""
    lines = [
        one.attrib["d"]
        for one in root(chart).iter(f"{SVG}path")
        if one.get("stroke") == colour and not one.get("fill") and not one.get("transform")
    ]
    return sum(len(re.findall("M", line)) for line in lines)


def test_a_missing_figure_is_a_gap_and_not_nought() -> None:
    amounts = [Decimal(5), Decimal(10), None, Decimal(30), Decimal(40)]
    series = [SpendToDate(f"Q{at}", None, one) for at, one in enumerate(amounts)]
    whole = [SpendToDate(one.quarter, None, one.actual or Decimal(0)) for one in series]
    gap = cumulative_spend("a", "Spend", series)
    assert subpaths(gap, "#1d4f76") == 2
    assert subpaths(cumulative_spend("a", "Spend", whole), "#1d4f76") == 1
    assert "Actual spend is not known to the end of Q2." in gap.description
    assert cells(gap)[2] == ("Q2", "–")


def test_nought_and_unknown_are_told_apart() -> None:
    series = [SplitSpend("Q1", Decimal(45625), Decimal(0)), SplitSpend("Q2", None, Decimal(-12000))]
    chart = revenue_and_capital("a", "Split", series)
    assert {"£45,625", "£0", "unknown", "-£12,000", "Revenue", "Capital"} <= set(texts(chart))
    assert cells(chart) == [("Q1", "£45,625", "£0"), ("Q2", "–", "-£12,000")]


@pytest.mark.parametrize(
    "amounts", [[0], [0, 0], [-5, -10], [10**12, 1], [-(10**12), 10**12], [1, None]]
)
def test_odd_amounts_are_drawn(amounts: list[int | None]) -> None:
    known = [None if one is None else Decimal(one) for one in amounts]
    spent = cumulative_spend("a", "S", [SpendToDate("Q", one, one, one) for one in known])
    split = revenue_and_capital("a", "S", [SplitSpend("Q", one, one) for one in known])
    total = total_over_time("a", "S", [PlanTotal(date(2010, 4, 1), one) for one in known])
    for chart in (spent, split, total):
        assert "NaN" not in chart.svg
        assert "undefined" not in chart.svg
        assert len(texts(chart)) > 2


def test_rag_is_in_words() -> None:
    rows = [RagRow("Foster care", ("GREEN", "RED")), RagRow("Hub", ("AMBER", None))]
    chart = rag_over_quarters("a", "RAG", ["Q1", "Q2"], rows)
    assert texts(chart).count("RED") == texts(chart).count("none") == 1
    assert {"Foster care", "Hub", "Q1", "Q2", "GREEN", "AMBER"} <= set(texts(chart))
    assert cells(chart) == [("Foster care", "GREEN", "RED"), ("Hub", "AMBER", "none")]
    assert chart.description == (
        "Q2: 2 projects, 1 RED and 1 without a return. RED: Foster care. "
        "Since Q1: 0 better, 1 worse."
    )


def test_thirty_projects_over_many_quarters_are_drawn_in_letters() -> None:
    quarters = [f"Q{one}" for one in range(14)]
    rows = [RagRow(f"Project {one}", ("RED",) * 14) for one in range(30)]
    chart = rag_over_quarters("a", "RAG", quarters, rows)
    assert texts(chart).count("R") == 30 * 14
    assert {row.cells[1:] for row in chart.table.rows} == {("RED",) * 14}
    assert float(root(chart).attrib["height"]) < 1000


def test_projects_of_one_title_stay_two() -> None:
    rows = [RagRow("Hub", ("RED",)), RagRow("Hub", ("GREEN",))]
    assert texts(rag_over_quarters("a", "RAG", ["Q1"], rows)).count("Hub") == 2


def test_milestones_say_what_is_late() -> None:
    chart = CHARTS["milestones"]("Launch the campaign")
    assert {"Launch the campaign", "Report: 30 September 2010"} <= set(texts(chart))
    assert {"delayed", "delivered", "cancelled", "not started", "on track"} <= set(texts(chart))
    assert cells(chart)[0] == (
        "Launch the campaign",
        "1 July 2010 to 30 September 2010",
        "15 January 2011",
        "delayed",
    )
    assert "Furthest behind its plan: “Launch the campaign”, 107 days." in chart.description


def test_a_milestone_without_days_is_still_named() -> None:
    series = [MilestonePoint("No date", None)]
    chart = milestone_timeline("a", "M", series, as_of=date(1, 1, 1))
    assert {"No date", "not known"} <= set(texts(chart))


def test_indicators_that_went_the_wrong_way_are_named() -> None:
    eight, six, more = map(read_quantity, ("£8m", "£6,500,000", "£8.4m"))
    chart = indicator_bullets("a", "I", [IndicatorBullet("Cost", eight, six, more)])
    assert "£8,400,000" in texts(chart)
    assert "baseline £8,000,000, target £6,500,000" in said(chart)
    assert cells(chart)[0][-1] == "moved away from target"
    assert "Moved away: “Cost”, from £8,000,000 to £8,400,000" in chart.description


@pytest.mark.parametrize(
    ("baseline", "target", "latest", "standing"),
    [
        ("40", "30", "30", "target reached"),
        ("40", "30", "35", "on the way"),
        ("40", "30", "40", "no change"),
        ("40", "30", "41", "moved away from target"),
        ("40", "40", "41", "cannot be placed"),
        ("40", "30", "35%", "cannot be placed"),
        ("40", None, "41", "cannot be placed"),
        ("40", "30", None, "no reading"),
    ],
)
def test_the_standing_of_an_indicator(
    baseline: str, target: str | None, latest: str | None, standing: str
) -> None:
    start, end, now = (
        None if one is None else read_quantity(one) for one in (baseline, target, latest)
    )
    bullet = IndicatorBullet("I", start, end, now)
    assert bullet.standing == standing
    if standing == "cannot be placed":
        assert f"latest {latest}" in texts(indicator_bullets("a", "I", [bullet]))


SCALES = Scales(("low", "high"), ("low", "high"))


def test_risks_stand_in_the_grid_by_number() -> None:
    risks = [
        RiskPoint("1", "Supplier", RiskScore("High", "high"), RiskScore("low", "high")),
        RiskPoint("2", "Staff", RiskScore("low", "low")),
        RiskPoint("3", "Data", RiskScore(None, "low")),
    ]
    chart = risk_grid_chart("a", "Risks", SCALES, risks)
    assert {"1", "2", "Likelihood", "Impact"} <= set(texts(chart))
    assert "3" not in texts(chart)
    assert [row[-1] for row in cells(chart)] == ["up", "new", "new"]
    assert "Highest: 1 (Supplier), likelihood High, impact high." in chart.description
    assert "Not in the grid, because not scored: 3." in chart.description


@pytest.mark.parametrize("number", [1, 40, 400])
def test_no_risk_of_the_grid_is_lost(number: int) -> None:
    """What a full cell cannot hold is counted in it."""
    risks = [RiskPoint(f"r{one}", "X", RiskScore("low", "low")) for one in range(number)]
    written = texts(risk_grid_chart("a", "Risks", SCALES, risks))
    shown = [one for one in written if re.fullmatch(r"r\d+", one)]
    more = [int(one[1:]) for one in written if re.fullmatch(r"\+\d+", one)]
    assert len(shown) + sum(more) == number


def test_efficiencies_give_both_amounts() -> None:
    chart = CHARTS["efficiencies"]("Hub")
    assert {"£2,100,000 of £3,000,000", "unknown of £250,000"} <= set(texts(chart))
    assert cells(chart) == [("Hub", "£3,000,000", "£2,100,000", "£250,000", "–")]
    assert "cashable £2,100,000 delivered, £900,000 (30%) less than" in chart.description


def test_history_ends_with_the_total() -> None:
    chart = CHARTS["history"]("abc1234")
    assert "£1,410,500" in texts(chart)
    assert cells(chart)[0] == ("1 April 2010", "abc1234", "£1,200,000")
    assert "£210,500 (18%) more than at first. The total changed 1 time." in chart.description


def test_charts_without_their_extra_say_what_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    chart = CHARTS["spend"]("Q1")
    with pytest.raises(ChartsMissing, match=r"pip install 'riep-plan\[charts\]'"):
        _ = chart.svg
    assert chart.picture == ""
    assert "pip install 'riep-plan[charts]'" in chart.absence
    assert chart.table
    assert chart.description


@given(st.lists(st.decimals(-(10**9), 10**9, places=2), max_size=5))
def test_steps_hold_every_amount(amounts: list[Decimal]) -> None:
    found = steps(amounts)
    assert Decimal(0) in found
    assert all(found[0] <= one <= found[-1] for one in amounts)
    assert 2 <= len(found) <= 8


@given(st.lists(st.floats(0, 300), max_size=6))
def test_labels_are_moved_apart_in_their_order(places: list[float]) -> None:
    found = spread(places, 15)
    order = sorted(range(len(places)), key=lambda one: (places[one], one))
    moved = [found[one] for one in order]
    assert all(b - a >= 15 - 1e-6 for a, b in pairwise(moved))


@given(st.text(max_size=80), st.integers(20, 300))
def test_a_cut_text_fits(text: str, room: int) -> None:
    assert text_width(cut(text, room, 12), 12) <= room


@pytest.mark.parametrize(
    ("amount", "brief"),
    [
        ("0", "£0"),
        ("950", "£950"),
        ("999.60", "£1k"),
        ("58000", "£58k"),
        ("999999", "£1m"),
        ("1250000", "£1.25m"),
        ("-1234567", "-£1.23m"),
        ("14100000000", "£14.1bn"),
    ],
)
def test_amounts_in_few_signs(amount: str, brief: str) -> None:
    assert brief_money(Decimal(amount)) == brief


TEMPLATE = """\
{% extends "page.j2" %}
{% import "macros.j2" as m %}
{% block content %}
{{ m.chart(one) }}
{% endblock %}
"""


def page(chart: Chart, format_: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A document of one chart, set by a template of the user's own."""
    (folder / "templates" / "own").mkdir(parents=True)
    (folder / "templates" / "own" / "plan.j2").write_text(TEMPLATE, encoding="utf-8")
    monkeypatch.chdir(folder)
    document = Document("own", "Own", ("own/plan.j2",), {"one": chart})
    text = render(document, format_)
    assert isinstance(text, str)
    return text


def test_a_page_has_the_drawing_and_below_it_the_figures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = parse(page(CHARTS["rag"]("A & <b>"), "html", tmp_path, monkeypatch))
    figure = body.all("figure")[0]
    assert [one.tag for one in figure.children if isinstance(one, Element)] == [
        "svg",
        "figcaption",
        "details",
    ]
    assert figure.all("details")[0].all("table")
    assert "A & <b>" in figure.all("summary")[0].text
    assert not body.all("b")


def test_markdown_has_the_figures_and_draws_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for package in ("altair", "vl_convert"):
        monkeypatch.setitem(sys.modules, package, None)
    chart = CHARTS["rag"]("Foster care")
    text = page(chart, "md", tmp_path, monkeypatch)
    assert chart.description in text
    assert "| Foster care | RED | none |" in text
    assert "svg" not in text
    assert "pip" not in text


def test_a_page_without_the_extra_has_the_figures_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "altair", None)
    body = parse(page(CHARTS["rag"]("Foster care"), "html", tmp_path, monkeypatch))
    assert not body.all("svg")
    assert not body.all("details")
    assert "Foster care" in body.all("table")[0].text
    assert "pip install 'riep-plan[charts]'" in body.text


IMPORTED = """\
import json, sys
import riep_plan.report
from tests.report.charts import CHARTS
charts = [make("Q1") for make in CHARTS.values()]
said = [(chart.description, chart.table) for chart in charts]
before = sorted(name.split(".")[0] for name in sys.modules)
[chart.svg for chart in charts]
print(json.dumps([before, sorted(name.split(".")[0] for name in sys.modules)]))
"""
LIBRARIES = {"altair", "vl_convert", "narwhals", "pandas", "numpy"}


def test_no_library_is_loaded_before_a_chart_is_drawn() -> None:
    finished = subprocess.run(
        [sys.executable, "-c", IMPORTED],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    )
    before, after = json.loads(finished.stdout)
    assert {"riep_plan", "markupsafe"} <= set(before)
    assert LIBRARIES & set(before) == set()
    assert LIBRARIES & set(after) == {"altair", "vl_convert", "narwhals"}

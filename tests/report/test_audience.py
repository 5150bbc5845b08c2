"""What the public's edition leaves out: every kind of value, in every format, and its sums.

A marker stands in place of each text and each number of a plan that states something of everything.
Whatever is restricted, its marker is then in no document; what is not restricted still is.
"""

import io
import zipfile
from collections.abc import Iterator, Mapping
from copy import deepcopy
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from ruamel.yaml import YAML

from riep_plan.figures.audience import public_plan
from riep_plan.figures.omission import NOT_PUBLIC
from riep_plan.model import Plan
from riep_plan.report import formats, plan_document, quarter_document, render
from riep_plan.values.refusal import Refused
from tests.report.command import riep
from tests.report.whole import KINDS, WHOLE
from tests.support.needs import needs_pango

Keys = tuple[str, ...]
QUARTER = {"Q1": {"from": "April 2009", "to": "June 2009"}}
ALL_KINDS = ("delivery-plan", *KINDS)
#: What no document can do without, or what only says how the rest is read.
KEPT = {"kind", "unit"}


def leaves(value: object, at: Keys = ()) -> Iterator[tuple[Keys, object]]:
    """Give each single value of raw data with the keys that lead to it."""
    if isinstance(value, dict):
        for key, one in value.items():
            yield from leaves(one, (*at, str(key)))
    elif isinstance(value, list):
        for place, one in enumerate(value):
            yield from leaves(one, (*at, str(place)))
    else:
        yield at, value


def put(data: dict[str, Any], at: Keys, value: object) -> None:
    """Put a value in the place of another, at any depth."""
    here: Any = data
    for key in at[:-1]:
        here = here[int(key) if isinstance(here, list) else key]
    here[int(at[-1]) if isinstance(here, list) else at[-1]] = value


@lru_cache(maxsize=1)
def marked() -> tuple[dict[str, Any], Mapping[Keys, str]]:
    """Give the whole plan with a marker wherever one is taken, and each marker by its keys."""
    data = deepcopy({"kind": "work-programme", "calendar": QUARTER, **WHOLE})
    found: dict[Keys, str] = {}
    for number, (at, value) in enumerate(list(leaves(data))):
        if at[0] in KEPT:
            continue
        amount = 7_000_003 + 1_013 * number
        marker: object = amount if isinstance(value, int) else f"Mark{number:04d}er"
        put(data, at, marker)
        try:
            Plan.model_validate(data)
        except ValidationError:
            put(data, at, value)
        else:
            found[at] = f"{amount:,}" if isinstance(value, int) else str(marker)
    return data, found


def whole_plan(kind: str, restricted: list[Keys]) -> Plan:
    data, _ = marked()
    at = ["/".join(keys) for keys in restricted]
    said = {"it": {"at": at, "reason": "Exempt"}} if at else {}
    return Plan.model_validate(data | {"kind": kind, "restricted": said})


def texts(plan: Plan, *wanted: str) -> str:
    """Give a plan's own document and the report of its quarter, in formats that are text."""
    documents = [plan_document("p", plan, [])]
    if "Q1" in plan.calendar:
        documents.append(quarter_document("p", plan, "Q1", []))
    return "\n".join(render(one, format_) for one in documents for format_ in wanted)


def leaks(text: str, markers: Iterator[str]) -> list[str]:
    """Give the markers that a text holds, written with commas between thousands or without."""
    bare = text.replace(",", "")
    return [one for one in markers if one in text or one.replace(",", "") in bare]


def test_most_of_what_is_marked_is_shown_to_the_board() -> None:
    """Otherwise what follows would search for what no document shows."""
    _, markers = marked()
    text = "\n".join(texts(whole_plan(kind, []), "md") for kind in ALL_KINDS)
    assert len(markers) > 150
    assert len(leaks(text, iter(markers.values()))) > len(markers) * 0.8


@pytest.mark.parametrize("kind", ["work-programme", "delivery-plan"])
def test_each_value_restricted_alone_is_in_no_document(kind: str) -> None:
    _, markers = marked()
    found = []
    for keys, marker in markers.items():
        plan = public_plan(whole_plan(kind, [keys]))
        if leaks(texts(plan, "md"), iter([marker])):
            found.append(keys)
    assert found == []


@settings(max_examples=40)
@given(data=st.data())
def test_values_restricted_together_are_in_no_format_that_is_text(data: st.DataObject) -> None:
    _, markers = marked()
    keys = sorted(markers)
    depths = st.tuples(st.sampled_from(keys), st.integers(1, 6))
    chosen = data.draw(st.lists(depths, min_size=1, max_size=8))
    restricted = [one[:depth] for one, depth in chosen if one[:depth] != ("projects",)]
    kind = data.draw(st.sampled_from(ALL_KINDS))
    text = texts(public_plan(whole_plan(kind, restricted)), "md", "html", "json")
    gone = [one for one in keys if any(one[: len(at)] == at for at in restricted)]
    assert leaks(text, (markers[one] for one in gone)) == []


def test_what_is_not_restricted_stays() -> None:
    plan = public_plan(whole_plan("work-programme", [("projects", "depot", "description")]))
    _, markers = marked()
    text = texts(plan, "md")
    assert markers["projects", "depot", "title"] in text
    assert markers["projects", "fleet", "title"] in text
    assert markers["narrative", "overview"] in text


def test_a_plan_that_restricts_nothing_is_the_same_to_everybody() -> None:
    plan = whole_plan("work-programme", [])
    assert public_plan(plan) is plan


# --- every format, as files ---

RESTRICTED = [
    ("projects", "depot", "short_title"),
    ("projects", "depot", "description"),
    ("projects", "depot", "budget", "lease"),
    ("projects", "depot", "risks", "delay"),
    ("projects", "depot", "additional_funding", "time"),
    ("projects", "depot", "evidence"),
    ("projects", "fleet"),
    ("funding", "brought"),
    ("contacts", "manager"),
    ("meetings", "board", "asked"),
    ("narrative", "paper"),
]


def searchable(name: str, content: bytes) -> str:
    """Give everything that a file holds: parts unpacked, streams inflated, text as it is read."""
    if name.endswith(".docx"):
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            return "\n".join(parts.read(one).decode("utf-8", "replace") for one in parts.namelist())
    if name.endswith(".pdf"):
        with pikepdf.open(io.BytesIO(content)) as pdf:
            streams = [
                one.read_bytes().decode("latin-1")
                for one in pdf.objects
                if isinstance(one, pikepdf.Stream) and "/Subtype" not in one
            ]
            objects = [str(pdf.docinfo), repr(pdf.Root.get("/Outlines")), pdf_metadata(pdf)]
        read = pypdfium2.PdfDocument(content)
        pages = [page.get_textpage().get_text_range() for page in read]
        return " ".join("\n".join([*streams, *objects, *pages]).split())
    return content.decode("utf-8")


def pdf_metadata(pdf: pikepdf.Pdf) -> str:
    return pdf.Root["/Metadata"].read_bytes().decode("utf-8")


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    """Write the plan, with and without what it restricts, in every format that there is."""
    folder = tmp_path_factory.mktemp("audience")
    data, _ = marked()
    at = ["/".join(keys) for keys in RESTRICTED]
    stated = {"riep": 1, **data, "restricted": {"it": {"at": at, "reason": "Exempt Mark9999er"}}}
    with (folder / "p.yaml").open("w", encoding="utf-8") as file:
        YAML(typ="safe", pure=True).dump(stated, file)
    chosen = ("report", "p.yaml", "--out", "out", "--format", ",".join(formats()))
    for audience in ("board", "public"):
        run = riep(*chosen, "--audience", audience, folder=folder)
        assert run.returncode == 0, run.stderr
    return {path.name: path.read_bytes() for path in (folder / "out").iterdir()}


def hidden_markers() -> list[str]:
    _, markers = marked()
    gone = (one for one in markers if any(one[: len(at)] == at for at in RESTRICTED))
    return [*(markers[one] for one in gone), "Mark9999er"]


@needs_pango
@pytest.mark.parametrize("format_", formats())
def test_nothing_restricted_is_in_a_file_for_the_public(
    format_: str, files: Mapping[str, bytes]
) -> None:
    text = searchable(f"p-public.{format_}", files[f"p-public.{format_}"])
    assert leaks(text, iter(hidden_markers())) == []
    assert "for the public" in text


@needs_pango
@pytest.mark.parametrize("format_", formats())
def test_the_search_finds_it_in_the_boards_file(format_: str, files: Mapping[str, bytes]) -> None:
    text = searchable(f"p.{format_}", files[f"p.{format_}"])
    # A table of figures alone has none of the prose, and a PDF breaks long words over lines.
    least = 10 if format_ == "json" else 18
    assert len(leaks(text, iter(hidden_markers()))) >= least
    assert "for the public" not in text


# --- sums ---

MONEY: dict[str, Any] = {
    "kind": "delivery-plan",
    "title": "Plan",
    "calendar": QUARTER,
    "funding": {"core": {"title": "Core", "kind": "core"}},
    "projects": {
        "a": {"title": "A", "spend": {"core": {"revenue": {"total": 100, "Q1": 40, "Q2": 60}}}},
        "b": {"title": "B", "spend": {"core": {"revenue": {"total": 200, "Q1": 90, "Q2": 110}}}},
        "c": {"title": "C", "spend": {"core": {"revenue": {"total": 300, "Q1": 130, "Q2": 170}}}},
    },
    "stated": {"spend": {"revenue": {"total": 600, "Q1": 260, "Q2": 340}}},
}


def restricting(*at: str, data: dict[str, Any] | None = None) -> Plan:
    said = {f"r{place}": {"at": [one], "reason": "Exempt"} for place, one in enumerate(at)}
    return Plan.model_validate((data or MONEY) | {"restricted": said})


def test_a_total_goes_where_it_gives_one_amount_away() -> None:
    plan = public_plan(restricting("projects/a/spend"))
    assert plan.stated is not None
    assert plan.stated.spend is None or plan.stated.spend.revenue is None
    assert plan.projects["b"].spend["core"].revenue is not None


def test_a_total_stays_where_two_amounts_are_hidden_apart() -> None:
    plan = public_plan(restricting("projects/a/spend", "projects/b/spend"))
    assert plan.stated is not None
    assert plan.stated.spend is not None


def test_two_amounts_of_one_restriction_do_not_shield_each_other() -> None:
    """Their sum would be theirs alone: a project's spend from two sources is the project's."""
    data = deepcopy(MONEY)
    data["restricted"] = {"it": {"at": ["projects/a/spend", "projects/b/spend"], "reason": "One"}}
    plan = public_plan(Plan.model_validate(data))
    assert plan.stated is not None
    assert plan.stated.spend is None or plan.stated.spend.revenue is None


@st.composite
def tables(draw: st.DrawFn) -> tuple[dict[str, Any], list[str]]:
    """Make a finance table with some of its totals stated, and restrict some of its rows."""
    rows = draw(st.integers(2, 4))
    keys = [f"Q{one + 1}" for one in range(draw(st.integers(1, 3)))]
    cells = {
        f"p{row}": {key: 10 * row + place + 1 for place, key in enumerate(keys)}
        for row in range(rows)
    }
    sums = {key: sum(row[key] for row in cells.values()) for key in keys}
    stated = {"total": sum(sums.values())} if draw(st.booleans()) else {}
    projects = {}
    for name, row in cells.items():
        total = {"total": sum(row.values())} if draw(st.booleans()) else {}
        projects[name] = {"title": name, "spend": {"core": {"revenue": {**total, **row}}}}
    data = deepcopy(MONEY) | {"projects": projects, "stated": {"spend": {"revenue": stated | sums}}}
    months = (("April", "June"), ("July", "September"), ("October", "December"))
    data["calendar"] = {
        f"Q{one + 1}": {"from": f"{start} 2009", "to": f"{end} 2009"}
        for one, (start, end) in enumerate(months)
    }
    places = [f"projects/{name}/spend/core/revenue" for name in projects]
    chosen = draw(st.lists(st.sampled_from(places), min_size=1, unique=True))
    return data, chosen


@settings(max_examples=60)
@given(tables())
def test_no_hidden_amount_is_determined_by_what_is_shown(
    case: tuple[dict[str, Any], list[str]],
) -> None:
    """By another path: the ranks of the sums' matrix over what a reader does not know."""
    data, restricted = case
    plan = public_plan(restricting(*restricted, data=data))
    shown = {at[:-1] for at, _ in leaves(plan.model_dump(mode="python", by_alias=True)) if at}
    rows: dict[Keys, dict[str, int]] = {
        ("stated",): data["stated"]["spend"]["revenue"],
        **{(name,): one["spend"]["core"]["revenue"] for name, one in data["projects"].items()},
    }
    places = {
        name: ("stated", "spend") if name == ("stated",) else ("projects", *name, "spend", "core")
        for name in rows
    }
    unknown = [
        (name, key)
        for name, row in rows.items()
        if not any(at[: len(places[name]) + 1] == (*places[name], "revenue") for at in shown)
        for key in row
    ]
    matrix = [[Fraction(one.get(cell, 0)) for cell in unknown] for one in _sums_of(rows)]
    for place, (name, _) in enumerate(unknown):
        if "/".join((*places[name], "revenue")) in restricted:
            alone = [int(place == one) for one in range(len(unknown))]
            assert _rank([*matrix, alone]) == _rank(matrix) + 1


def _sums_of(rows: Mapping[Keys, Mapping[str, int]]) -> Iterator[Mapping[tuple[Keys, str], int]]:
    for name, row in rows.items():
        if "total" in row:
            yield {(name, key): -1 if key == "total" else 1 for key in row}
    for key in rows["stated",]:
        parts: dict[tuple[Keys, str], int] = {(("stated",), key): -1}
        for name, row in rows.items():
            if name != ("stated",):
                keys = [key] if key in row else [one for one in row if one != "total"]
                parts |= {(name, one): 1 for one in keys}
        yield parts


def _rank(matrix: list[list[Any]]) -> int:
    return int(np.linalg.matrix_rank(np.array(matrix, dtype=float))) if matrix else 0


def test_a_total_that_is_restricted_takes_a_part_with_it() -> None:
    plan = public_plan(restricting("stated/spend/revenue"))
    left = [one.spend["core"].revenue for one in plan.projects.values() if one.spend]
    assert len([one for one in left if one is not None]) < len(plan.projects)


def test_a_row_goes_whole() -> None:
    plan = public_plan(restricting("projects/a/spend/core/revenue/Q1"))
    assert not plan.projects["a"].spend or plan.projects["a"].spend["core"].revenue is None


# --- what goes along, and what is refused ---


def test_references_to_what_is_restricted_go_with_it() -> None:
    plan = public_plan(restricting("funding/core"))
    assert plan.funding == {}
    assert [one.spend for one in plan.projects.values()] == [{}, {}, {}]


def test_a_quotation_is_blanked_where_it_no_longer_says_the_same() -> None:
    data = deepcopy(MONEY)
    data["narrative"] = {
        "overview": "A has {projects/a/spend/core/revenue}, B {projects/b/spend/core/revenue}, "
        "all {figures/spend}."
    }
    plan = public_plan(restricting("projects/a/spend", data=data))
    said = plan.narrative["overview"].text
    assert said == f"A has {NOT_PUBLIC}, B {{projects/b/spend/core/revenue}}, all {NOT_PUBLIC}."


def test_a_name_leaves_its_place_empty() -> None:
    plan = public_plan(restricting("projects/a/title"))
    assert plan.projects["a"].title == NOT_PUBLIC


@pytest.mark.parametrize(
    ("path", "said"),
    [("projects/x", "nothing stands there"), ("kind", "no document can do without")],
)
def test_what_cannot_be_left_out_is_refused(path: str, said: str) -> None:
    with pytest.raises(Refused) as refused:
        public_plan(restricting(path))
    assert said in refused.value.message


def test_waivers_and_notes_on_what_is_restricted_go_with_it() -> None:
    data = deepcopy(MONEY)
    at = "projects/a/spend/core/revenue/Q1"
    waiver = {"rule": "TOT01", "at": [at], "reason": "Secret", "agreed_by": "B", "until": "2030"}
    data["waivers"] = {"w": waiver}
    data["provenance"] = {"n": {"at": ["projects/b/title", at], "printed": "4O"}}
    plan = public_plan(restricting("projects/a/spend", data=data))
    assert plan.waivers == {}
    assert plan.provenance == {}


def test_what_was_agreed_on_what_is_restricted_goes_with_it() -> None:
    data = deepcopy(MONEY)
    data["meetings"] = {"board": {"body": "Board", "on": "May 2009"}}
    moved = {"kind": "virement", "amount": "100", "at": ["projects/a/spend", "projects/b/spend"]}
    kept = {"kind": "growth", "amount": "100", "at": "projects/b/spend"}
    decision = {"outcome": "approved", "agrees": {"moved": moved, "kept": kept}}
    own = {"outcome": "approved", "agrees": {"more": {"kind": "growth", "at": "spend/core"}}}
    data["decisions"] = {"board": decision}
    data["projects"]["a"]["decisions"] = {"board": own}
    plan = public_plan(restricting("projects/a/spend", data=data))
    assert list(plan.decisions["board"].agrees) == ["kept"]
    assert plan.projects["a"].decisions["board"].agrees == {}


# --- findings ---

FAULTY = """
riep: 1
kind: delivery-plan
title: Plan
calendar: {Q1: {from: April 2009, to: June 2009}, Q2: {from: July 2009, to: September 2009}}
funding: {core: {title: Core, kind: core}}
projects:
  a: {title: A, spend: {core: {revenue: {total: 7100, Q1: 4000, Q2: 3000}}}}
  b: {title: B, spend: {core: {revenue: {total: 9500, Q1: 4000, Q2: 5000}}}}
restricted:
  secret: {at: projects/a/spend, reason: Exempt}
"""


def test_a_finding_is_told_where_what_is_left_gives_it_too(tmp_path: Path) -> None:
    (tmp_path / "p.yaml").write_text(FAULTY, encoding="utf-8")
    told = {}
    for audience in ("board", "public"):
        chosen = ("--audience", audience, "--format", "json", "--out", "-")
        run = riep("report", "p.yaml", *chosen, folder=tmp_path)
        assert run.returncode == 0, run.stderr
        told[audience] = run.stdout
    assert "£100" in told["board"]
    assert "7,000" in told["board"]
    assert leaks(told["public"], iter(["£100", "7,100", "7,000", "3,000", "Exempt"])) == []
    assert "9,500" in told["public"]
    assert "£500" in told["public"]


def test_a_plan_that_restricts_what_is_not_there_has_no_public_edition(tmp_path: Path) -> None:
    (tmp_path / "p.yaml").write_text(FAULTY.replace("projects/a/spend", "projects/x/spend"))
    run = riep("report", "p.yaml", "--audience", "public", folder=tmp_path)
    assert run.returncode == 2
    assert "the plan restricts “projects/x/spend”, and nothing stands there" in run.stderr
    assert not (tmp_path / "reports").exists()


def test_an_audience_that_there_is_not(tmp_path: Path) -> None:
    (tmp_path / "p.yaml").write_text(FAULTY, encoding="utf-8")
    run = riep("report", "p.yaml", "--audience", "press", folder=tmp_path)
    assert run.returncode == 2
    assert "there is no audience “press”; the audiences are board and public" in run.stderr

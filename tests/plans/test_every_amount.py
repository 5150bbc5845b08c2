"""No missed slip: change any one amount of the real plan, and riep says so, at that very figure.

Each amount is changed in three ways (one pound more, two digits exchanged, pounds taken for
thousands), the plan judged again, and what is found compared with what was found before. The
model is changed rather than its file, which is what makes a thousand changes cheap; a sample goes
through the command and a copy of the folder.
"""

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import pytest
from pydantic import BaseModel, RootModel
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap

from riep_plan.figures import Ledger
from riep_plan.findings.finding import Finding
from riep_plan.model import Plan
from riep_plan.rules.registry import all_rules
from riep_plan.source.discover import find_plans
from riep_plan.source.load import load
from riep_plan.source.loaded import LoadedPlan
from riep_plan.source.place import Locator
from tests.plans.raw import PLAN, ROOT, Data
from tests.report.command import riep

Path_ = tuple[str, ...]

#: Amounts from elsewhere that the document neither adds up nor works out: nothing can check them.
ALONE = {
    ("projects", "adult-social-care", "additional_funding", "north-west-jip-csed", "amount"),
    ("projects", "foster-care-placements", "additional_funding", "officer-time", "amount"),
    ("projects", "foster-care-placements", "additional_funding", "local-advertising", "amount"),
}


@dataclass(frozen=True)
class Amount:
    """An amount of the plan: where it stands, in the plan and in its file, and what it is."""

    at: Path_
    file: Path
    line: int
    column: int
    value: Decimal

    @property
    def table(self) -> str:
        """Which of the plan's tables it belongs to."""
        return next(
            one for one in ("additional_funding", "spend", "efficiencies") if one in self.at
        )

    def __str__(self) -> str:
        return "/".join(self.at)


def _round_trip(path: Path) -> CommentedMap:
    data: CommentedMap = YAML(typ="rt").load(path.read_text(encoding="utf-8"))
    return data


@lru_cache(maxsize=1)
def every_amount() -> tuple[Amount, ...]:
    """Walk every file of the plan and give every amount in it, wherever it stands."""
    found: list[Amount] = []
    for path in sorted(PLAN.rglob("*.yaml")):
        before: Path_ = ("projects", path.stem) if path.parent.name == "projects" else ()
        found += _amounts(_round_trip(path), before, path)
    return tuple(found)


def _amounts(data: CommentedMap, at: Path_, path: Path) -> Iterator[Amount]:
    for key, value in data.items():
        here = (*at, str(key))
        if isinstance(value, CommentedMap):
            yield from _amounts(value, here, path)
        elif _is_amount(here, value):
            line, column = data.lc.value(key)
            yield Amount(here, path, line + 1, column + 1, Decimal(str(value)))


def _is_amount(at: Path_, value: object) -> bool:
    in_table = {"spend", "efficiencies", "additional_funding"} & set(at)
    return bool(in_table) and isinstance(value, int) and not isinstance(value, bool)


CHANGES = ("one more", "digits exchanged", "a thousand times")


def changed(value: Decimal, how: str) -> Decimal | None:
    """Give an amount with a slip in it; None where that slip would change nothing."""
    if how == "one more":
        return value + 1
    if how == "a thousand times":
        return value * 1000 if value else None
    digits = f"{value:f}"
    for place, (one, other) in enumerate(pairwise(digits)):
        if one != other and not (place == 0 and other == "0"):
            return Decimal(digits[:place] + other + one + digits[place + 2 :])
    return None


# --- the plan, judged again and again ---


@lru_cache(maxsize=1)
def loaded() -> LoadedPlan:
    return load(find_plans(PLAN)[0])


def real_plan() -> Plan:
    plan = loaded().plan
    assert plan is not None
    assert loaded().complete
    return plan


@lru_cache(maxsize=1)
def _locator() -> Locator:
    return Locator(loaded())


def with_amount(plan: Plan, at: Path_, value: Decimal) -> Plan:
    """Give the plan with one amount changed, and all the rest as it was."""
    if at[0] == "projects":
        project = plan.projects[at[1]]
        renewed = type(project).model_validate(_replaced(_dumped(project), at[2:], value))
        return plan.model_copy(update={"projects": {**plan.projects, at[1]: renewed}})
    stated = plan.stated
    assert stated is not None
    assert at[0] == "stated"
    renewed_total = type(stated).model_validate(_replaced(_dumped(stated), at[1:], value))
    return plan.model_copy(update={"stated": renewed_total})


def _dumped(part: BaseModel) -> Data:
    """Give a part of the model as what it was read from: texts, and nothing that was not set."""
    return {part_field: _plainly(getattr(part, part_field)) for part_field in part.model_fields_set}


def _plainly(value: object) -> object:
    if isinstance(value, dict):
        return {key: _plainly(one) for key, one in value.items()}
    if isinstance(value, tuple):
        return [_plainly(one) for one in value]
    if isinstance(value, RootModel):
        return _plainly(value.root)
    return _dumped(value) if isinstance(value, BaseModel) else str(value)


def _replaced(data: Data, at: Path_, value: Decimal) -> Data:
    first, *rest = at
    assert first in data, f"{first} is not among {list(data)}"
    inner = _replaced(data[first], tuple(rest), value) if rest else str(value)
    return {**data, first: inner}


def judged(plan: Plan) -> list[Finding]:
    ledger = Ledger(plan)
    return [finding for rule in all_rules() for finding in rule(ledger)]


@lru_cache(maxsize=1)
def _known() -> frozenset[tuple[str, Path_]]:
    return frozenset((finding.rule.code, finding.at) for finding in judged(real_plan()))


@lru_cache(maxsize=2_048)
def new_findings(amount: Amount, value: Decimal) -> tuple[Finding, ...]:
    """Give what is found once an amount is changed, that was not found before."""
    found = judged(with_amount(real_plan(), amount.at, value))
    return tuple(one for one in found if (one.rule.code, one.at) not in _known())


def paths_of(finding: Finding) -> set[Path_]:
    return {finding.at, *(at for group in finding.related for at in group.at)}


def shows(finding: Finding, amount: Amount) -> bool:
    """Say whether a finding points at a figure, or at what holds it on the very same line."""
    paths = paths_of(finding)
    if amount.at in paths:
        return True
    holder = _locator().place(amount.at[:-1]).span
    return amount.at[:-1] in paths and holder is not None and holder.line == amount.line


def named(finding: Finding) -> Path_ | None:
    """Give the figure that a finding holds most likely wrong, if it names one: it stands there."""
    return finding.at if "Most likely" in finding.message else None


CHECKABLE = [amount for amount in every_amount() if amount.at not in ALONE]
TABLES = ("spend", "efficiencies", "additional_funding")


def slips(table: str) -> list[tuple[Amount, str, Decimal]]:
    return [
        (amount, how, value)
        for amount in CHECKABLE
        for how in CHANGES
        if amount.table == table and (value := changed(amount.value, how)) is not None
    ]


# --- what is judged ---


def test_every_amount_of_every_table_is_tried() -> None:
    counts = {table: sum(one.table == table for one in every_amount()) for table in TABLES}
    assert counts == {"spend": 165, "efficiencies": 180, "additional_funding": 12}
    assert len(every_amount()) == len({one.at for one in every_amount()}) == 357
    assert {one.at for one in every_amount()} >= ALONE


def test_the_plan_as_it_stands_gives_nothing_new() -> None:
    """The way that the model is changed changes nothing else."""
    for amount in (CHECKABLE[0], CHECKABLE[-1]):
        assert with_amount(real_plan(), amount.at, amount.value) == real_plan()
        assert new_findings(amount, amount.value) == ()


@pytest.mark.parametrize("at", sorted(ALONE), ids="/".join)
def test_an_amount_that_nothing_checks_is_known_to_be_so(at: Path_) -> None:
    """These three stand alone in the document. Should a rule come to check one, take it out."""
    amount = next(one for one in every_amount() if one.at == at)
    assert new_findings(amount, amount.value + 1) == ()


@pytest.mark.parametrize("table", TABLES)
def test_every_slip_is_found_at_its_figure_or_its_total(table: str) -> None:
    tried = slips(table)
    missed = [
        f"{amount}: {amount.value} → {value} ({how})"
        for amount, how, value in tried
        if not any(shows(finding, amount) for finding in new_findings(amount, value))
    ]
    assert missed == []
    assert len(tried) > 2 * sum(amount.table == table for amount in CHECKABLE) * 0.7


@pytest.mark.parametrize("table", ["spend", "efficiencies"])
def test_every_finding_of_a_slip_shows_the_figure(table: str) -> None:
    """No sum is blamed that the figure is no part of."""
    astray = [
        f"{amount} ({how}): {finding.rule.code} at {'/'.join(finding.at)}"
        for amount, how, value in slips(table)
        for finding in new_findings(amount, value)
        if finding.rule.code.startswith("TOT") and not shows(finding, amount)
    ]
    assert astray == []


@pytest.mark.parametrize("table", ["spend", "efficiencies"])
def test_the_figure_named_most_likely_wrong_is_the_slip(table: str) -> None:
    """Where rows and columns cross, a slip is told once, at the changed figure: 100 %."""
    tried = slips(table)
    wrong: list[str] = []
    naming = 0
    for amount, how, value in tried:
        sums = [one for one in new_findings(amount, value) if one.rule.code.startswith("TOT")]
        names = list(dict.fromkeys(named(finding) for finding in sums))
        wrong += [f"{amount} ({how}): {at}" for at in names if at not in (amount.at, None)]
        naming += names == [amount.at]
    assert wrong == []
    assert naming / len(tried) == 1


@pytest.mark.parametrize("table", ["spend", "efficiencies"])
def test_a_slip_is_told_with_both_figures(table: str) -> None:
    """What stands in the plan, and what stood there before the slip."""
    silent = [
        f"{amount} ({how}): {finding.message}"
        for amount, how, value in slips(table)
        for finding in new_findings(amount, value)
        if named(finding)
        and not (
            f"£{value:,.0f}" in finding.message
            and f"£{amount.value:,.0f} " in finding.message
            and (finding.actual, finding.expected) == (value, amount.value)
        )
    ]
    assert silent == []


@pytest.mark.parametrize("table", TABLES)
def test_a_slip_is_shown_at_its_line(table: str) -> None:
    """riep places each path where ruamel.yaml, on its own, found the amount."""
    wrong = []
    for amount in CHECKABLE:
        if amount.table == table:
            place = _locator().place(amount.at)
            assert place.span is not None
            if (ROOT / place.file, place.span.line, place.span.column) != (
                amount.file,
                amount.line,
                amount.column,
            ):
                wrong.append(f"{amount}: {place}")
    assert wrong == []


# --- through the command ---

SAMPLE = [*CHECKABLE[:: max(1, len(CHECKABLE) // 28)], CHECKABLE[-1]]


@pytest.mark.parametrize("amount", SAMPLE, ids=str)
def test_the_command_reports_a_slip_at_its_line(amount: Amount, tmp_path: Path) -> None:
    how = CHANGES[SAMPLE.index(amount) % len(CHANGES)]
    value = changed(amount.value, how) or amount.value + 1
    folder = tmp_path / "plan"
    shutil.copytree(PLAN, folder)
    within = amount.file.relative_to(PLAN)
    _write(folder / within, amount, value)

    run = riep("validate", "plan", "--format", "json", folder=tmp_path)
    assert run.returncode == 1, run.stderr
    open_findings = [one for one in json.loads(run.stdout)["findings"] if one["waiver"] is None]
    assert open_findings
    place = (f"plan/{within.as_posix()}", amount.line)
    assert any(place in _lines(finding) for finding in open_findings)


def _write(path: Path, amount: Amount, value: Decimal) -> None:
    """Change the one amount in the file's text, and nothing else."""
    lines = path.read_text(encoding="utf-8").split("\n")
    line = lines[amount.line - 1]
    before, after = line[: amount.column - 1], line[amount.column - 1 :]
    old = f"{amount.value:f}"
    assert after.startswith(old)
    lines[amount.line - 1] = f"{before}{value:f}{after[len(old) :]}"
    path.write_text("\n".join(lines), encoding="utf-8", newline="\n")


def _lines(finding: Data) -> set[tuple[str, int]]:
    places = [finding, *finding["related"]]
    return {(place["file"], place["line"]) for place in places}

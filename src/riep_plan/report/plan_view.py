"""What stands in a plan's own document, for any kind of plan; its template picks and orders."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from riep_plan.figures import Ledger
from riep_plan.figures.sections import SECTIONS
from riep_plan.figures.tables import (
    CAPITAL,
    REVENUE,
    SAVING_NAMES,
    SAVINGS,
    Row,
    all_spend_rows,
    period_keys,
    project_saving_rows,
    saving_rows,
    spend_rows,
    stated_spend_rows,
)
from riep_plan.findings.finding import Path
from riep_plan.model import Project
from riep_plan.model.indicator import IndicatorKind
from riep_plan.model.profile import TOTAL, Profile
from riep_plan.report.decisions import decision_table
from riep_plan.report.indicators import indicator_table
from riep_plan.report.money_tables import estimate_rows
from riep_plan.report.order import numbered_projects
from riep_plan.report.risks import risk_grid, risk_register
from riep_plan.report.tables import ABSENT, Column, Table, TableRow, figures, table, words
from riep_plan.report.words import follows, saved_from
from riep_plan.values.money import format_money
from riep_plan.values.words import listed

_DOES_NOT_ADD_UP = "A figure marked † does not agree with its parts: see the findings."


@dataclass(frozen=True, slots=True)
class ProjectView:
    """A project as the document sets it out."""

    title: str
    description: str | None
    outcomes: tuple[str, ...]
    actions: Table
    lag: Table
    lead: Table
    no_lag_indicator: str | None

    @property
    def has_measures(self) -> bool:
        """Whether there is anything to show of outcomes, actions or indicators."""
        return bool(self.outcomes or self.actions or self.lag or self.lead)


class PlanView:
    """A plan as its document sets it out."""

    def __init__(self, ledger: Ledger) -> None:
        """Take a plan's figures."""
        self._ledger = ledger
        self._plan = ledger.plan

    @cached_property
    def _doubtful(self) -> set[Path]:
        return {equation.total.at for equation in self._ledger.failing}

    @property
    def title(self) -> str:
        """The plan's title."""
        return self._plan.title

    @property
    def subtitle(self) -> str:
        """The programme and the partnership it belongs to."""
        return ", ".join(one for one in (self._plan.programme, self._plan.partnership) if one)

    @property
    def period(self) -> str:
        """The plan's own period in words; empty without a calendar."""
        return str(self._ledger.days) if self._ledger.days else ""

    @property
    def details(self) -> Table:
        """Who the plan is for and who answers for it."""
        facts = [
            ("Programme", self._plan.programme),
            ("Partnership", self._plan.partnership),
            ("Accountable body", self._plan.accountable_body),
            ("Document", self._plan.document),
        ]
        rows = [(name, value) for name, value in facts if value]
        for contact_id, contact in self._plan.contacts.items():
            name = contact.title or contact_id.replace("-", " ").capitalize()
            rows.append((name, ", ".join(filter(None, (contact.role, contact.organisation)))))
        return table("Details", words("Detail", "As stated"), rows)

    @property
    def decisions(self) -> Table:
        """What was decided on the plan as a whole."""
        return decision_table(self._plan, f"{self.title}: decisions", self._plan.decisions)

    def prose(self, section: str) -> str | None:
        """A section in prose, by its id."""
        found = self._plan.narrative.get(section)
        return found.text if found else None

    @property
    def other_sections(self) -> list[tuple[str, str]]:
        """The sections in prose beyond those of the template: a place in the page, and a title."""
        return [
            (f"other-{one}", section.title or one.replace("-", " ").capitalize())
            for one, section in self._plan.narrative.items()
            if one not in SECTIONS
        ]

    def other_prose(self, place: str) -> str:
        """The prose of such a section, by its place in the page."""
        return self._plan.narrative[place.removeprefix("other-")].text

    @property
    def communications_status(self) -> str | None:
        """Where the communications plan stands."""
        return self._plan.communications.status if self._plan.communications else None

    @property
    def messages(self) -> Table:
        """The key messages of the communications plan."""
        plan = self._plan.communications
        return table(
            "Communications plan",
            words("Key message", "Recipients", "Method", "Frequency"),
            [
                (
                    one.text,
                    one.recipients or ABSENT,
                    one.method or ABSENT,
                    one.frequency or ABSENT,
                )
                for one in (plan.messages.values() if plan else ())
            ],
        )

    @property
    def projects(self) -> list[ProjectView]:
        """Every project, in the order of their numbers; those without one come last."""
        return [self._project(project) for _, project in numbered_projects(self._ledger)]

    def _project(self, project: Project) -> ProjectView:
        lead = f"Project {project.number}: {project.title}" if project.number else project.title
        return ProjectView(
            lead,
            project.description,
            tuple(project.outcomes.values()),
            _actions(project),
            _indicators(project, IndicatorKind.LAG),
            _indicators(project, IndicatorKind.LEAD),
            project.no_lag_indicator,
        )

    @property
    def spend(self) -> Table:
        """The spend profile: each project's revenue, capital and total, and the programme's."""
        everything = [row for _, row in all_spend_rows(self._plan)]
        keys = period_keys(everything)
        rows: list[TableRow] = []
        for project_id, project in numbered_projects(self._ledger):
            rows += self._spend_rows(project_id, project, keys)
        rows += self._programme_rows(keys)
        return self._with_note(
            "Spend profile",
            (*words("Project", "Kind"), *figures("Total", *self._headings(keys))),
            rows,
        )

    def _spend_rows(self, project_id: str, project: Project, keys: list[str]) -> Iterator[TableRow]:
        lines = list(spend_rows(project_id, project))
        several = len(project.spend) > 1
        for kind, row in lines:
            source = self._plan.funding.get(row.at[3])
            label = (
                f"{kind.capitalize()} ({source.title})" if several and source else kind.capitalize()
            )
            yield TableRow((project.name, label, *self._amounts(row, keys)))
        if not lines:
            return
        at: Path = ("projects", project_id, "stated", "spend")
        stated = project.stated.spend if project.stated else None
        totals = dict(stated_spend_rows(stated, at)) if stated else {}
        total = totals.get("overall") or _summed([row for _, row in lines], keys)
        yield TableRow((project.name, "Total", *self._amounts(total, keys)), is_total=True)

    def _programme_rows(self, keys: list[str]) -> Iterator[TableRow]:
        spend = list(all_spend_rows(self._plan))
        stated = self._plan.stated.spend if self._plan.stated else None
        totals = dict(stated_spend_rows(stated, ("stated", "spend"))) if stated else {}
        for kind in (REVENUE, CAPITAL, "overall") if spend else ():
            rows = [row for one, row in spend if kind in (one, "overall")]
            total = totals.get(kind) or _summed(rows, keys)
            name = "Total" if kind == "overall" else kind.capitalize()
            yield TableRow(("Programme", name, *self._amounts(total, keys)), is_total=True)

    def savings(self, horizon: str) -> Table:
        """An efficiencies table: ``in_year`` or ``forecast``."""
        found = [
            (project, kind, row)
            for project_id, project in numbered_projects(self._ledger)
            for (when, kind), row in project_saving_rows(project_id, project)
            if when == horizon
        ]
        keys = period_keys([row for _, _, row in found])
        rows = [
            TableRow(
                (
                    project.name,
                    f"{SAVING_NAMES[kind].capitalize()}{saved_from(project, horizon, kind)}",
                    *self._amounts(row, keys),
                )
            )
            for project, kind, row in found
        ]
        stated = self._plan.stated.efficiencies if self._plan.stated else None
        totals = dict(saving_rows(stated, ("stated", "efficiencies")))
        for kind in SAVINGS if found else ():
            parts = [row for _, one, row in found if one == kind]
            total = totals.get((horizon, kind)) or _summed(parts, keys)
            name = SAVING_NAMES[kind].capitalize()
            rows.append(TableRow(("Programme", name, *self._amounts(total, keys)), is_total=True))
        caption = "In-year efficiencies" if horizon == "in_year" else "Forecast efficiencies"
        by = "" if horizon == "in_year" else "Delivered by "
        headings = [f"{by}{heading}" for heading in self._headings(keys)]
        columns = (*words("Project", "Kind"), *figures("Total", *headings))
        return self._with_note(caption, columns, rows)

    @property
    def has_efficiencies(self) -> bool:
        """Whether there is anything to show of savings or additional funding."""
        return bool(self.additional_funding or self.savings("in_year") or self.savings("forecast"))

    @property
    def additional_funding(self) -> Table:
        """Money and time from elsewhere, project by project."""
        rows = []
        for _, project in numbered_projects(self._ledger):
            for one in project.additional_funding.values():
                source = self._plan.funding.get(one.source)
                amount = format_money(one.amount) if one.amount is not None else "not stated"
                name = source.title if source else one.source
                kind = source.kind.value if source else ABSENT
                rows.append((project.name, name, kind, one.text, amount))
        columns = (*words("Project", "Source", "Kind", "What is given"), *figures("Amount"))
        return table("Additional funding", columns, rows)

    @property
    def estimates(self) -> Table:
        """How additional funding was worked out."""
        rows = [
            row
            for _, project in numbered_projects(self._ledger)
            for funding in project.additional_funding.values()
            for row in estimate_rows(funding.basis, grouped=True)
        ]
        columns = (*words("Estimate"), *figures("Number", "Rate", "Amount"))
        return Table("How additional funding was estimated", columns, tuple(rows))

    @property
    def risks(self) -> Table:
        """The programme's risk register."""
        return risk_register(self._ledger)

    @property
    def risk_grid(self) -> Table:
        """The programme's risks by likelihood and impact."""
        return risk_grid(self._ledger)

    def _headings(self, keys: list[str]) -> list[str]:
        return [self._heading(key) for key in keys]

    def _heading(self, key: str) -> str:
        quarter = self._plan.calendar.get(key)
        return f"{key}: {quarter.start} to {quarter.end}" if quarter else key

    def _amounts(self, row: Row, keys: list[str]) -> list[str]:
        cells = []
        for key in (TOTAL, *keys):
            doubt = " †" if row.cell_path(key) in self._doubtful else ""
            cells.append((format_money(row.amount(key)) if row.shows(key) else ABSENT) + doubt)
        return cells

    def _with_note(self, caption: str, columns: tuple[Column, ...], rows: list[TableRow]) -> Table:
        doubtful = any(cell.endswith("†") for row in rows for cell in row.cells)
        return Table(caption, columns, tuple(rows), _DOES_NOT_ADD_UP if doubtful else "")


def _summed(rows: list[Row], keys: list[str]) -> Row:
    """Add rows up where the document states no total of its own."""
    amounts = {key: sum((row.amount(key) for row in rows), Decimal(0)) for key in (TOTAL, *keys)}
    return Row((), "sum", Profile.of(amounts))


def _actions(project: Project) -> Table:
    rows = []
    for action in project.actions.values():
        served = [project.outcomes.get(one, one) for one in action.serves]
        outcomes = "; ".join(served) or ABSENT
        order = follows(action, project.actions)
        text = f"{action.text} ({order[:1].lower()}{order[1:]})" if order else action.text
        for output in action.outputs.values():
            due = listed([str(period) for period in output.due]) or "not stated"
            rows.append((text, output.text, due, outcomes))
        if not action.outputs:
            rows.append((text, ABSENT, ABSENT, outcomes))
    columns = words("Action", "Output", "Due", "Outcomes served")
    return table(f"{project.name}: actions and outputs", columns, rows)


def _indicators(project: Project, kind: IndicatorKind) -> Table:
    return indicator_table(project.name, project.indicators, project.outcomes, kind)

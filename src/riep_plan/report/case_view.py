"""A project as a business case sets it out, section by section; empty ones are left out."""

from collections.abc import Iterator, Mapping

from riep_plan.figures import Ledger
from riep_plan.figures.sums.evidence import figure
from riep_plan.figures.tables import HORIZONS, SAVING_NAMES, project_saving_rows
from riep_plan.model import Project
from riep_plan.model.delivery import Benefit, Objective, Option
from riep_plan.model.evidence import Evidence
from riep_plan.model.indicator import IndicatorKind
from riep_plan.report.decisions import decision_table
from riep_plan.report.indicators import indicator_table
from riep_plan.report.money_tables import (
    budget_table,
    estimates_table,
    milestone_table,
    profile_words,
    project_funding,
    source_name,
)
from riep_plan.report.risks import risk_table
from riep_plan.report.tables import (
    ABSENT,
    Column,
    Table,
    TableRow,
    figures,
    table,
    titled,
    without_empty,
    words,
)
from riep_plan.report.words import follows, saved_from
from riep_plan.values.money import format_money
from riep_plan.values.words import listed

#: A point of a list, and the points below it.
Point = tuple[str, tuple[str, ...]]


class CaseView:
    """One project of a plan."""

    def __init__(self, ledger: Ledger, project_id: str) -> None:
        """Take a plan's figures and one of its projects."""
        self._plan = ledger.plan
        self.id = project_id
        self._project: Project = ledger.plan.projects[project_id]

    @property
    def title(self) -> str:
        """Its number and title."""
        one = self._project
        return f"{one.number}. {one.title}" if one.number else one.title

    @property
    def description(self) -> str | None:
        """What it is and why."""
        return self._project.description

    @property
    def sections(self) -> list[tuple[str, str]]:
        """Its further sections in prose: heading and text."""
        return [
            (one.title or titled(id_), one.text) for id_, one in self._project.narrative.items()
        ]

    @property
    def contribution(self) -> str | None:
        """How it contributes to targets, in prose."""
        return self._project.contribution

    @property
    def details(self) -> Table:
        """Who it is for and who answers for it."""
        one = self._project
        streams = [
            self._plan.workstreams[stream].title if stream in self._plan.workstreams else stream
            for stream in one.workstreams
        ]
        facts = (
            ("Scope", one.scope),
            ("Workstream", listed(streams)),
            ("Also called", one.short_title),
            ("Sponsor", one.sponsor),
            ("Lead", one.lead),
            ("Authorities involved", one.authorities),
            ("Partners", "; ".join(one.partners)),
            ("Continues", "; ".join(one.continues)),
            ("Page of the document", str(one.page) if one.page else None),
        )
        rows = [(name, value) for name, value in facts if value]
        return table(f"{one.name}: details", words("Detail", "As stated"), rows)

    @property
    def objectives(self) -> list[Point]:
        """What it is to achieve."""
        return list(objective_points(self._project.objectives))

    @property
    def outcomes(self) -> list[Point]:
        """The outcomes it is for."""
        return [(text, ()) for text in self._project.outcomes.values()]

    @property
    def options(self) -> Table:
        """Ways that were weighed."""
        return option_table(f"{self._project.name}: options", self._project.options)

    @property
    def actions(self) -> Table:
        """What will be done, with what it delivers and who pays for it."""
        rows = []
        for action in self._project.actions.values():
            outputs = [
                f"{one.text} ({listed([str(due) for due in one.due]) or 'no date stated'})"
                for one in action.outputs.values()
            ]
            rows.append(
                (
                    action.text,
                    action.theme or ABSENT,
                    "; ".join(action.includes) or ABSENT,
                    listed([source_name(self._plan, one) for one in action.funded_by]) or ABSENT,
                    "; ".join(outputs) or ABSENT,
                    follows(action, self._project.actions) or ABSENT,
                )
            )
        columns = words("Activity", "Theme", "It consists of", "Funded by", "Outputs", "Order")
        return without_empty(table(f"{self._project.name}: activities", columns, rows))

    @property
    def milestones(self) -> Table:
        """Points it reaches by a date, and what is paid for them."""
        stated = self._project.stated
        return milestone_table(
            self._plan,
            f"{self._project.name}: milestones",
            self._project.milestones,
            stated.payments if stated else {},
        )

    @property
    def indicators(self) -> list[Table]:
        """Its lag and lead indicators."""
        one = self._project
        found = (
            indicator_table(one.name, one.indicators, one.outcomes, kind)
            for kind in (IndicatorKind.LAG, IndicatorKind.LEAD)
        )
        return [each for each in found if each]

    @property
    def benefit_points(self) -> list[Point]:
        """What anyone gains, where no benefit has a measure or a value of its own."""
        return [] if self._has_benefit_table else list(benefit_points(self._project.benefits))

    @property
    def benefits(self) -> Table:
        """What anyone gains, with measures and values."""
        benefits = self._project.benefits if self._has_benefit_table else {}
        return benefit_table(f"{self._project.name}: benefits", benefits)

    @property
    def _has_benefit_table(self) -> bool:
        return any(
            one.measures or one.scale or one.value for one in self._project.benefits.values()
        )

    @property
    def targets(self) -> Table:
        """The targets of each framework that it contributes to."""
        rows = []
        for framework_id, targets in self._project.contributes.items():
            framework = self._plan.frameworks.get(framework_id)
            for target in targets:
                text = framework.targets.get(target) if framework else None
                name = framework.title if framework else framework_id
                rows.append((target.upper(), text or ABSENT, name))
        columns = words("Target", "In words", "Framework")
        return table(f"{self._project.name}: targets it contributes to", columns, rows)

    @property
    def funding(self) -> Table:
        """What it is allocated and what it asks for."""
        return project_funding(self._plan, self._project)

    @property
    def budget(self) -> Table:
        """What the money is for."""
        return budget_table(self._plan, self.id, self._project)

    @property
    def additional_funding(self) -> Table:
        """Money or time from elsewhere."""
        rows = [
            (
                source_name(self._plan, one.source),
                one.text,
                ABSENT if one.amount is None else format_money(one.amount),
            )
            for one in self._project.additional_funding.values()
        ]
        columns = (*words("Source", "What is given"), *figures("Amount"))
        return table(f"{self._project.name}: additional funding", columns, rows)

    @property
    def estimates(self) -> list[Table]:
        """How additional funding was worked out."""
        return [
            estimates_table(f"{self._project.name}: how “{one.text}” was worked out", one.basis)
            for one in self._project.additional_funding.values()
            if one.basis
        ]

    @property
    def savings(self) -> Table:
        """What it is expected to save."""
        rows = [
            (
                "In-year" if horizon == HORIZONS[0] else "Forecast",
                f"{SAVING_NAMES[kind].capitalize()}{saved_from(self._project, horizon, kind)}",
                profile_words(row.profile),
            )
            for (horizon, kind), row in project_saving_rows(self.id, self._project)
        ]
        columns = (*words("When", "Kind"), *figures("Saving"))
        return table(f"{self._project.name}: efficiencies", columns, rows)

    @property
    def evidence(self) -> list[Table]:
        """Tables that support the case."""
        return [evidence_table(one) for one in self._project.evidence.values()]

    @property
    def risks(self) -> Table:
        """Its risks."""
        rows = [(titled(id_), one) for id_, one in self._project.risks.items()]
        return without_empty(risk_table(self._project.name, rows))

    @property
    def decisions(self) -> Table:
        """What was decided on it."""
        name = f"{self._project.name}: decisions"
        return decision_table(self._plan, name, self._project.decisions)


def objective_points(objectives: Mapping[str, Objective]) -> Iterator[Point]:
    """Give objectives as points, each under its theme where it has one."""
    for one in objectives.values():
        yield (f"{one.theme}: {one.text}" if one.theme else one.text), one.details


def benefit_points(benefits: Mapping[str, Benefit]) -> Iterator[Point]:
    """Give benefits as points."""
    for one in benefits.values():
        yield one.text, one.details


def benefit_table(caption: str, benefits: Mapping[str, Benefit]) -> Table:
    """Set benefits with what measures them and how large they are."""
    rows = []
    for one in benefits.values():
        value = ABSENT if one.value is None else str(one.value)
        terms = (one.saving, one.over and f"over {one.over}", one.by and f"by {one.by}")
        said = "; ".join(str(term) for term in terms if term)
        rows.append(
            (
                "; ".join((one.text, *one.details)),
                "; ".join(one.measures) or ABSENT,
                one.scale or ABSENT,
                f"{value} ({said})" if said else value,
            )
        )
    columns = words("Benefit", "How it may be measured", "Scale", "Value")
    return without_empty(table(caption, columns, rows))


def option_table(caption: str, options: Mapping[str, Option]) -> Table:
    """Set the ways that were weighed."""
    rows = [(one.text, one.standing.capitalize(), one.reason or ABSENT) for one in options.values()]
    return without_empty(table(caption, words("Option", "Standing", "Reason"), rows))


def evidence_table(one: Evidence) -> Table:
    """Set a table of evidence as it stands."""
    headings = list(dict.fromkeys(heading for row in one.rows.values() for heading in row.values))
    rows = tuple(
        TableRow(
            (row.text, *(row.values.get(heading, ABSENT) for heading in headings)),
            is_total=bool(row.adds),
        )
        for row in one.rows.values()
    )
    numeric = {
        heading
        for heading in headings
        if all(figure(row.values[heading]) for row in one.rows.values() if heading in row.values)
    }
    columns = [Column(heading, numeric=heading in numeric) for heading in headings]
    return Table(one.title, (Column("Item"), *columns), rows, one.note or "")

"""A programme as its document sets it out: what holds for all projects, and the projects."""

from riep_plan.figures import Ledger
from riep_plan.model.evidence import Assessment
from riep_plan.model.indicator import IndicatorKind
from riep_plan.report.case_view import (
    CaseView,
    Point,
    benefit_table,
    evidence_table,
    objective_points,
    option_table,
)
from riep_plan.report.decisions import DECISION_COLUMNS, decision_cells, decision_table
from riep_plan.report.indicators import indicator_table
from riep_plan.report.money_tables import (
    allocation_table,
    appendix_table,
    funding_table,
    milestone_table,
    workings,
)
from riep_plan.report.order import numbered_projects
from riep_plan.report.risks import risk_table
from riep_plan.report.tables import ABSENT, Table, figures, table, titled, without_empty, words
from riep_plan.values.words import listed

_PROGRAMME = "Programme"


class ProgrammeView:
    """A plan of many projects."""

    def __init__(self, ledger: Ledger) -> None:
        """Take a plan's figures."""
        self._ledger = ledger
        self._plan = ledger.plan

    @property
    def details(self) -> Table:
        """What the document is, and who answers for it."""
        plan = self._plan
        facts = (
            ("Partnership", plan.partnership),
            ("Programme", plan.programme),
            ("Accountable body", plan.accountable_body),
            ("Date", plan.date),
            ("Status", plan.status),
            ("For", plan.period),
            ("Amounts are for each of", listed([str(year) for year in plan.annual])),
            ("Organisations served", plan.organisations_served),
            ("Document", plan.document),
        )
        rows = [(name, str(value)) for name, value in facts if value]
        for contact_id, contact in plan.contacts.items():
            who = ", ".join(filter(None, (contact.role, contact.organisation)))
            rows.append((contact.title or titled(contact_id), who))
        return table("Details", words("Detail", "As stated"), rows)

    @property
    def sections(self) -> list[tuple[str, str]]:
        """The sections in prose: heading and text."""
        return [(one.title or titled(id_), one.text) for id_, one in self._plan.narrative.items()]

    @property
    def cases(self) -> list[CaseView]:
        """Every project, in the order of their numbers; those without one come last."""
        return [CaseView(self._ledger, one) for one, _ in numbered_projects(self._ledger)]

    @property
    def meetings(self) -> list[tuple[str, tuple[str, ...]]]:
        """The meetings that it goes to or that decided on it, and what they are asked."""
        return [
            (f"{one.body}, {one.on}" + (f", item {one.item}" if one.item else ""), one.asked)
            for one in self._plan.meetings.values()
        ]

    @property
    def decisions(self) -> list[Table]:
        """What each meeting decided on the projects."""
        return [
            found for meeting_id in self._plan.meetings if (found := self._decisions(meeting_id))
        ]

    @property
    def plan_decisions(self) -> Table:
        """What was decided on the plan as a whole."""
        name = f"{self._plan.title}: decisions"
        return decision_table(self._plan, name, self._plan.decisions)

    def _decisions(self, meeting_id: str) -> Table:
        meeting = self._plan.meetings[meeting_id]
        projects = [
            (f"{one.number}. {one.name}" if one.number else one.name, one.decisions)
            for _, one in numbered_projects(self._ledger)
        ]
        rows = [
            (name, *decision_cells(self._plan, one))
            for name, decisions in projects
            if (one := decisions.get(meeting_id)) is not None
        ]
        columns = words("Project", *DECISION_COLUMNS)
        return without_empty(table(f"Decisions of the {meeting.body}, {meeting.on}", columns, rows))

    @property
    def workstreams(self) -> Table:
        """The workstreams, their champions and leads."""
        rows = [
            (
                stream.title,
                str(stream.number) if stream.number else ABSENT,
                listed(list(stream.champions)) or ABSENT,
                stream.lead or ABSENT,
                "; ".join(stream.outcomes) or ABSENT,
            )
            for stream in self._plan.workstreams.values()
        ]
        columns = words("Workstream", "Number", "Champions", "Lead", "Outcomes")
        return without_empty(table("Workstreams", columns, rows))

    @property
    def frameworks(self) -> list[Table]:
        """The sets of targets that projects contribute to, with the projects that do."""
        return [
            table(
                framework.title,
                words("Target", "In words", "Projects"),
                [
                    (target.upper(), text, self._contributing(framework_id, target))
                    for target, text in framework.targets.items()
                ],
            )
            for framework_id, framework in self._plan.frameworks.items()
        ]

    def _contributing(self, framework_id: str, target: str) -> str:
        names = [
            project.name
            for _, project in numbered_projects(self._ledger)
            if target in project.contributes.get(framework_id, ())
        ]
        return listed(names) or ABSENT

    @property
    def organisations(self) -> Table:
        """The partners."""
        rows = [(one.title, one.role or ABSENT) for one in self._plan.organisations.values()]
        return without_empty(table("Partners", words("Organisation", "Role"), rows))

    @property
    def funding(self) -> Table:
        """Who pays."""
        return funding_table(self._plan)

    @property
    def workings(self) -> list[Table]:
        """How the amounts of the funding sources were worked out."""
        return workings(self._plan)

    @property
    def allocations(self) -> Table:
        """What each project has from each source, with the totals and balances as stated."""
        return allocation_table(self._ledger)

    @property
    def appendix(self) -> Table:
        """Every budget line, source by source."""
        return appendix_table(self._ledger)

    @property
    def savings(self) -> Table:
        """What each project saves, and the total as stated."""
        rows = []
        for _, project in numbered_projects(self._ledger):
            in_year = project.efficiencies.in_year if project.efficiencies else None
            saved = in_year.non_cashable if in_year else None
            if saved is not None:
                rows.append((project.name, str(saved.root.get("total", ABSENT))))
        found = table("Savings", (*words("Project"), *figures("Non-cashable saving")), rows)
        stated = self._plan.stated.saving if self._plan.stated else None
        total = stated.root.get("total") if stated else None
        if total is None:
            return found
        return found.with_total(("Total", str(total)))

    @property
    def objectives(self) -> list[Point]:
        """What the programme is to achieve."""
        return list(objective_points(self._plan.objectives))

    @property
    def outcomes(self) -> list[Point]:
        """The outcomes of the programme."""
        return [(text, ()) for text in self._plan.outcomes.values()]

    @property
    def target_outcomes(self) -> Table:
        """The outcomes of each project, side by side."""
        rows = [
            (project.title, "; ".join(project.outcomes.values()))
            for _, project in numbered_projects(self._ledger)
            if project.outcomes
        ]
        return table("Target outcomes", words("Programme area", "Target outcomes"), rows)

    @property
    def indicators(self) -> list[Table]:
        """The programme's own indicators."""
        plan = self._plan
        found = (
            indicator_table(_PROGRAMME, plan.indicators, plan.outcomes, kind)
            for kind in (IndicatorKind.LAG, IndicatorKind.LEAD)
        )
        return [one for one in found if one]

    @property
    def benefits(self) -> Table:
        """What anyone gains from the programme."""
        return benefit_table("Benefits", self._plan.benefits)

    @property
    def options(self) -> Table:
        """Ways that were weighed."""
        return option_table("Options", self._plan.options)

    @property
    def milestones(self) -> Table:
        """The programme's own milestones."""
        return milestone_table(self._plan, "Milestones", self._plan.milestones, {})

    @property
    def assessments(self) -> list[tuple[str, list[Table]]]:
        """Organisations placed on scales: a title, and its tables."""
        return [
            (one.title, [each for each in self._assessment(one) if each])
            for one in self._plan.assessments.values()
        ]

    def _assessment(self, one: Assessment) -> list[Table]:
        steps = list(one.scale)
        results = [
            (heading, *(str(counts[step]) if step in counts else ABSENT for step in steps))
            for heading, counts in one.results.items()
        ]
        day = f" ({one.at})" if one.at else ""
        caption = f"{one.title}{day}: number of organisations"
        assessed = [("Organisations assessed", str(one.assessed))] if one.assessed else []
        named = [
            ("Returned", self._organisation_names(one.returned)),
            ("Not returned", self._organisation_names(one.not_returned)),
        ]
        return [
            table(caption, (*words("Year"), *figures(*map(str.capitalize, steps))), results),
            table(
                f"{one.title}: who returned",
                words("Return", "Organisations"),
                [*assessed, *(pair for pair in named if pair[1])],
            ),
            table(
                f"{one.title}: the scale",
                words("Step", "What it means"),
                [(step.capitalize(), meaning) for step, meaning in one.scale.items()],
            ),
        ]

    def _organisation_names(self, ids: tuple[str, ...]) -> str:
        known = self._plan.organisations
        return listed([known[one].title if one in known else one for one in ids])

    @property
    def evidence(self) -> list[Table]:
        """Tables that support the programme."""
        return [evidence_table(one) for one in self._plan.evidence.values()]

    @property
    def drivers(self) -> Table:
        """The policies that the plan answers to."""
        rows = [
            (
                one.source,
                one.theme or ABSENT,
                one.text or ABSENT,
                one.reference or ABSENT,
                one.response or ABSENT,
            )
            for one in self._plan.drivers.values()
        ]
        columns = words("Source", "Theme", "What it asks", "Reference", "How the plan answers")
        return without_empty(table("Policy drivers", columns, rows))

    @property
    def risks(self) -> Table:
        """The programme's own risks."""
        rows = [(titled(one), risk) for one, risk in self._plan.risks.items()]
        return without_empty(risk_table(_PROGRAMME, rows))

    @property
    def origins(self) -> Table:
        """What the document prints otherwise than the plan can hold it."""
        rows = [
            (one.printed or ABSENT, one.page or ABSENT, one.note or ABSENT)
            for one in self._plan.provenance.values()
        ]
        columns = words("Printed", "Where", "How it was read")
        return without_empty(table("As printed", columns, rows))

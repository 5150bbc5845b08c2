"""Tables of money: funding, allocations, budgets and payments, each as its document prints it."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from riep_plan.figures import Ledger
from riep_plan.figures.sums.budgets import line_rows
from riep_plan.figures.sums.estimates import worth
from riep_plan.figures.tables import Row, period_keys
from riep_plan.findings.finding import Path
from riep_plan.model import Plan, Project
from riep_plan.model.budget import BudgetLine, EstimateGroup
from riep_plan.model.delivery import Milestone, Step
from riep_plan.model.profile import TOTAL, Profile
from riep_plan.report.order import numbered_projects
from riep_plan.report.tables import ABSENT, Table, TableRow, figures, titled, without_empty, words
from riep_plan.report.words import follows, limits
from riep_plan.values.money import TO_BE_CONFIRMED, Entry, format_money
from riep_plan.values.period import read_period
from riep_plan.values.quantity import format_number
from riep_plan.values.words import listed

_NOT_STATED = "not stated"


def profile_words(profile: Profile | None) -> str:
    """Write an amount over time in one cell: ``£75,000``; ``£50,000 in 2008/09, …``."""
    if profile is None:
        return ABSENT
    parts = [f"{entry} in {key}" for key, entry in profile.root.items() if key != TOTAL]
    total = profile.root.get(TOTAL)
    if total is None:
        return listed(parts)
    return f"{total}: {listed(parts)}" if parts else str(total)


def source_name(plan: Plan, source: str | None) -> str:
    """The title of a funding source; its id where the plan has no such source."""
    if source is None:
        return "Source not stated"
    return plan.funding[source].title if source in plan.funding else source


def funding_table(plan: Plan) -> Table:
    """Who pays, how much, and on what terms; then the total as stated."""
    rows = []
    for source in plan.funding.values():
        terms = [source.ring_fence, source.note, *limits(plan, source)]
        if source.pooled_with:
            terms.append(f"Allocated together with {source_name(plan, source.pooled_with)}")
        if source.until:
            terms.append(f"To be spent by {source.until}")
        kind = f"{source.kind}, {source.status}" if source.status else source.kind
        amount = profile_words(source.amount)
        cells = (source.title, kind, source.funder or ABSENT, _joined(terms), amount)
        rows.append(TableRow(cells))
    total = plan.stated.funding if plan.stated else None
    if total is not None:
        cells = ("Total as stated", "", "", "", profile_words(total))
        rows.append(TableRow(cells, is_total=True))
    columns = (*words("Source", "Kind", "Funder", "Terms"), *figures("Amount"))
    return without_empty(Table("Funding sources", columns, tuple(rows)))


def workings(plan: Plan) -> list[Table]:
    """How the amount of each funding source was worked out, a table for each."""
    return [
        estimates_table(f"{source.title}: how the amount is made up", source.basis)
        for source in plan.funding.values()
        if source.basis
    ]


def estimates_table(caption: str, basis: Mapping[str, EstimateGroup]) -> Table:
    """Set numbers at rates, or amounts, with their subtotals."""
    columns = (*words("What it is"), *figures("Number", "Rate", "Amount"))
    return without_empty(Table(caption, columns, tuple(estimate_rows(basis))))


def estimate_rows(basis: Mapping[str, EstimateGroup], *, grouped: bool = False) -> list[TableRow]:
    """Give each estimate and each subtotal as a row; ``grouped`` names the group before it."""
    rows: list[TableRow] = []
    for group_id, group in basis.items():
        name = group.text or titled(group_id)
        for part_id, part in group.parts.items():
            rate = ABSENT if part.rate is None else format_money(part.rate)
            number = ABSENT if part.number is None else format_number(part.number)
            amount = worth(part) if part.amount is None else part.amount
            what = part.text or titled(part_id)
            cells = (f"{name}: {what}" if grouped else what, number, rate, format_money(amount))
            rows.append(TableRow(cells))
        if group.total is not None:
            cells = (name, ABSENT, ABSENT, format_money(group.total))
            rows.append(TableRow(cells, is_total=True))
    return rows


def allocation_table(ledger: Ledger) -> Table:
    """The programme's summary: what each project has from each source, totals and balances."""
    plan = ledger.plan
    sources = _sources(plan)
    entries = [
        (_streams(plan, project.workstreams), _numbered(project), project.allocation)
        for _, project in numbered_projects(ledger)
        if project.allocation
    ]
    entries += [
        (_streams(plan, line.workstreams), _line_words(line), line.amounts)
        for line in plan.budget.values()
    ]
    entries.sort(key=lambda entry: _stream_order(plan, entry[0]))
    rows = [
        TableRow((stream, name, *(profile_words(given.get(one)) for one in sources), _all(given)))
        for stream, name, given in entries
    ]
    stated = plan.stated
    for title, row in (
        ("Total", stated.allocation if stated else {}),
        ("Available", stated.available if stated else {}),
        ("Left to allocate", stated.unallocated if stated else {}),
    ):
        in_all = stated.allocation_total if stated and title == "Total" else None
        if row or in_all is not None:
            cells = ("", title, *(profile_words(row.get(one)) for one in sources))
            rows.append(TableRow((*cells, profile_words(in_all)), is_total=True))
    titles = [source_name(plan, one) for one in sources]
    columns = (*words("Workstream", "Project"), *figures(*titles, "All sources"))
    return without_empty(Table("Allocations", columns, tuple(rows)))


def appendix_table(ledger: Ledger) -> Table:
    """Every budget line of every project and of the programme, source by source."""
    plan = ledger.plan
    lines = [
        (project.workstreams, _numbered(project), line)
        for _, project in numbered_projects(ledger)
        for line in project.budget.values()
    ]
    lines += [(line.workstreams, ABSENT, line) for line in plan.budget.values()]
    lines.sort(key=lambda one: _stream_order(plan, _streams(plan, one[0])))
    used = dict.fromkeys(source for _, _, line in lines for source in line.amounts)
    sources = [source for source in plan.funding if source in used]
    sources += [source for source in used if source not in plan.funding]
    rows = [
        TableRow(
            (
                _streams(plan, streams),
                project,
                _line_words(line),
                *(profile_words(line.amounts.get(one)) for one in sources),
                profile_words(line.amount),
            )
        )
        for streams, project, line in lines
    ]
    columns = (
        *words("Workstream", "Project", "Line"),
        *figures(*(source_name(plan, one) for one in sources), source_name(plan, None)),
    )
    return without_empty(Table("Every budget line", columns, tuple(rows)))


def project_funding(plan: Plan, project: Project) -> Table:
    """What a project is allocated and what it asks for, source by source."""
    stated = project.stated.allocation if project.stated else None
    rows = [
        TableRow(
            (
                source_name(plan, source),
                profile_words(project.allocation.get(source)),
                profile_words(project.requested.get(source)),
            )
        )
        for source in dict.fromkeys((*project.allocation, *project.requested))
    ]
    if stated is not None:
        cells = ("Total as stated", profile_words(stated), ABSENT)
        rows.append(TableRow(cells, is_total=True))
    columns = (*words("Source"), *figures("Allocated", "Asked for"))
    return without_empty(Table(f"{project.name}: funding", columns, tuple(rows)))


def budget_table(plan: Plan, project_id: str, project: Project) -> Table:
    """A project's budget line by line, over years or by source, with its stated totals."""
    stated = project.stated
    totals: list[tuple[str | None, Row]] = []
    if stated is not None:
        at: Path = ("projects", project_id, "stated")
        totals = [
            (source, Row((*at, "budget", source), "Total", profile))
            for source, profile in stated.budget.items()
        ]
        if stated.budget_total is not None:
            total = Row((*at, "budget_total"), "Total", stated.budget_total)
            totals.append((None, total))
    caption = f"{project.name}: budget"
    lines = project.budget
    if any(line.saving is not None or line.cost_alone is not None for line in lines.values()):
        return _comparison(caption, project, totals)
    rows = list(line_rows(("projects", project_id, "budget"), lines))
    keys = period_keys([row for _, row in [*rows, *totals]])
    if keys:
        return _over_years(plan, caption, project, totals, keys)
    return _by_source(plan, caption, lines, totals)


def _over_years(
    plan: Plan,
    caption: str,
    project: Project,
    totals: list[tuple[str | None, Row]],
    keys: list[str],
) -> Table:
    several = len({source for line in project.budget.values() for source in line.amounts}) > 1
    rows: list[TableRow] = []
    for line in project.budget.values():
        for source, row in line_rows((), {"": line}):
            name = f"{_line_words(line)} ({source_name(plan, source)})" if several else None
            rows.append(TableRow((name or _line_words(line), *_cells(row, keys))))
    for source, row in totals:
        name = f"Total ({source_name(plan, source)})" if several else "Total"
        rows.append(TableRow((name, *_cells(row, keys)), is_total=True))
    indicative = {period.identity for period in project.indicative}
    headings = [
        f"{key} (indicative)" if read_period(key).identity in indicative else key for key in keys
    ]
    return without_empty(
        Table(caption, (*words("Line"), *figures(*headings, "In all")), tuple(rows))
    )


def _by_source(
    plan: Plan,
    caption: str,
    lines: Mapping[str, BudgetLine],
    totals: list[tuple[str | None, Row]],
) -> Table:
    sources: list[str | None] = []
    for line in lines.values():
        sources += [source for source, _ in line_rows((), {"": line})]
    sources = list(dict.fromkeys([*sources, *(source for source, _ in totals)]))
    rows = []
    for line in lines.values():
        given = {source: row.profile for source, row in line_rows((), {"": line})}
        cells = (_line_words(line), *(profile_words(given.get(one)) for one in sources))
        rows.append(TableRow(cells))
    if totals:
        stated = {source: row.profile for source, row in totals}
        cells = ("Total", *(profile_words(stated.get(one)) for one in sources))
        rows.append(TableRow(cells, is_total=True))
    titles = [source_name(plan, one) if one else "Amount" for one in sources]
    return Table(caption, (*words("Line"), *figures(*titles)), tuple(rows))


def _comparison(caption: str, project: Project, totals: list[tuple[str | None, Row]]) -> Table:
    """A budget beside what each organisation would spend alone, and the saving."""
    rows = []
    for line in project.budget.values():
        amounts = [profile_words(row.profile) for _, row in line_rows((), {"": line})]
        cells = (
            _line_words(line),
            "; ".join(amounts) or ABSENT,
            ABSENT if line.cost_alone is None else format_money(line.cost_alone),
            ABSENT if line.saving is None else format_money(line.saving),
        )
        rows.append(TableRow(cells))
    stated = project.stated
    if stated is not None:
        alone, saving = stated.cost_alone, stated.saving
        cells = (
            "Total",
            "; ".join(profile_words(row.profile) for _, row in totals) or ABSENT,
            ABSENT if alone is None else format_money(alone),
            ABSENT if saving is None else format_money(saving),
        )
        rows.append(TableRow(cells, is_total=True))
    columns = (
        *words("Task"),
        *figures("Programme budget", "Cost to each organisation alone", "Saving"),
    )
    return Table(caption, columns, tuple(rows))


def milestone_table(
    plan: Plan, caption: str, milestones: Mapping[str, Milestone], totals: Mapping[str, Profile]
) -> Table:
    """Milestones with their dates, costs and payments, and the total paid as stated."""
    paid = [one.payments for one in milestones.values()]
    paid += [step.payments for one in milestones.values() for step in one.steps.values()]
    sources = list(dict.fromkeys([*(one for given in paid for one in given), *totals]))
    rows = []
    for milestone in milestones.values():
        order = follows(milestone, milestones)
        rows.append(_milestone_row(plan, milestone, (milestone.text, order), sources))
        rows += [
            _milestone_row(
                plan,
                step,
                (f"{milestone.text}: {step.text}", follows(step, milestone.steps)),
                sources,
            )
            for step in milestone.steps.values()
        ]
    if totals:
        cells = ("Total", "", "", "", ABSENT, *(profile_words(totals.get(one)) for one in sources))
        rows.append(TableRow(cells, is_total=True))
    titles = [f"Paid by {source_name(plan, one)}" for one in sources]
    columns = (
        *words("Milestone", "It consists of", "Due", "Note"),
        *figures("Estimated cost", *titles),
    )
    return without_empty(Table(caption, columns, tuple(rows)))


def _milestone_row(
    plan: Plan, one: Milestone | Step, named: tuple[str, str | None], sources: list[str]
) -> TableRow:
    name, order = named
    due = listed([str(period) for period in one.due])
    notes = [one.note, order]
    if one.funded_under:
        other = plan.projects.get(one.funded_under)
        notes.append(f"Paid for under {other.name if other else one.funded_under}")
    cost = one.cost if isinstance(one, Step) else None
    return TableRow(
        (
            name,
            "; ".join(one.includes) or ABSENT,
            "; ".join(filter(None, (due, one.due_text))) or _NOT_STATED,
            _joined(notes),
            ABSENT if cost is None else format_money(cost),
            *(profile_words(one.payments.get(source)) for source in sources),
        )
    )


def _cells(row: Row, keys: list[str]) -> list[str]:
    """A row's amounts by period, then its total as stated or worked out."""
    root = row.profile.root
    cells = [str(root[row.own_key(key)]) if row.has(key) else ABSENT for key in keys]
    return [*cells, str(row.profile.in_all)]


def _all(given: Mapping[str, Profile]) -> str:
    entries = [profile.in_all for profile in given.values()]
    known = [entry.amount for entry in entries if entry.amount is not None]
    if not entries:
        return ABSENT
    if len(known) < len(entries):
        return TO_BE_CONFIRMED
    is_confirmed = all(entry.is_confirmed for entry in entries)
    return str(Entry(sum(known, Decimal(0)), is_confirmed=is_confirmed))


def _sources(plan: Plan) -> list[str]:
    """Every source that anything is allocated from, in the order of the plan's funding."""
    used = [source for project in plan.projects.values() for source in project.allocation]
    used += [source for line in plan.budget.values() for source in line.amounts]
    if plan.stated:
        used += [*plan.stated.allocation, *plan.stated.available, *plan.stated.unallocated]
    order = list(plan.funding)
    return sorted(dict.fromkeys(used), key=lambda one: order.index(one) if one in order else 99)


def _streams(plan: Plan, ids: Iterable[str]) -> str:
    names = [plan.workstreams[one].title if one in plan.workstreams else one for one in ids]
    return listed(names) or ABSENT


def _stream_order(plan: Plan, name: str) -> int:
    titles = [stream.title for stream in plan.workstreams.values()]
    return titles.index(name) if name in titles else len(titles)


def _numbered(project: Project) -> str:
    return f"{project.number}. {project.name}" if project.number else project.name


def _line_words(line: BudgetLine) -> str:
    told = "; ".join((line.text, *line.includes))
    if not line.note:
        return told
    return f"{told} {line.note}" if line.note.startswith("(") else f"{told} ({line.note})"


def _joined(parts: Iterable[str | None]) -> str:
    return "; ".join(part for part in parts if part) or ABSENT

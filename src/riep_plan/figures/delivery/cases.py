"""Business cases: which projects have money and a case, and what the plan's own practice is."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from riep_plan.figures.ledger import Ledger
from riep_plan.figures.words.likeness import words_of
from riep_plan.model import Plan, Project
from riep_plan.model.profile import Profile

#: A practice of the plan: so many projects have a thing, and two of every three.
PRACTICE_FROM = 3
#: A plan with so many funded business cases is a programme, and not a note of one or two projects.
PROGRAMME_FROM = 4
#: Numbers that are nearly complete have gaps; others are references of a wider list.
NUMBERED_FROM, NUMBERED_OF_FOUR = 4, 3
#: What a business case is made of, what most have first; a line of the summary has a title, money
#: and words at most.
CASE = (
    *("outcomes", "actions", "milestones", "indicators", "benefits", "narrative", "objectives"),
    *("options", "efficiencies", "evidence", "risks", "requested"),
)
#: Words that a name may have or leave out and be the same name.
_GENERIC = {"the", "and", "programme", "project", "workstream", "scheme"}
_LEADING = ("governance", "management", "leadership", "accountab")


def is_practice(having: Collection[str], of: Collection[str]) -> bool:
    """Say whether so many of a plan's projects have a thing that one without stands out."""
    return len(having) >= PRACTICE_FROM and 3 * len(having) >= 2 * len(of)


def has_money(profiles: Iterable[Profile]) -> bool:
    """Say whether any of these amounts is not nought, or is still to be confirmed."""
    for one in profiles:
        for entry in one.root.values():
            if entry.amount != 0:
                return True
    return False


def is_allocated(project: Project) -> bool:
    """Say whether the programme allocates money to a project."""
    return has_money(project.allocation.values())


def is_funded(project: Project) -> bool:
    """Say whether a project has, asks for or spends money, known or still to be confirmed."""
    return has_money(_money(project))


def has_case(project: Project) -> bool:
    """Say whether a project is more than a line of the summary."""
    return any(getattr(project, key) for key in CASE)


def funded_cases(ledger: Ledger) -> Mapping[str, Project]:
    """The projects that have money and a business case, by id."""
    return ledger.once(_funded_cases)


def _funded_cases(ledger: Ledger) -> dict[str, Project]:
    return {
        project_id: project
        for project_id, project in ledger.plan.projects.items()
        if is_funded(project) and has_case(project)
    }


def _money(project: Project) -> Iterator[Profile]:
    yield from project.allocation.values()
    yield from project.requested.values()
    for kinds in project.spend.values():
        if kinds.revenue is not None:
            yield kinds.revenue
        if kinds.capital is not None:
            yield kinds.capital
    for line in project.budget.values():
        yield from line.amounts.values()
        if line.amount is not None:
            yield line.amount


def speaks_of(plan: Plan, words: Collection[str]) -> bool:
    """Say whether a section in prose, of the plan or a project, is headed by one of the words."""
    narratives = [plan.narrative, *(project.narrative for project in plan.projects.values())]
    headings = [
        f"{section_id} {section.title or ''}".casefold()
        for narrative in narratives
        for section_id, section in narrative.items()
    ]
    return any(word in heading for word in words for heading in headings)


def is_led(plan: Plan) -> bool:
    """Say whether a plan names anybody who answers for it or leads any part of it."""
    return bool(
        plan.accountable_body
        or plan.contacts
        or any(stream.lead for stream in plan.workstreams.values())
        or any(project.lead or project.sponsor for project in plan.projects.values())
        or speaks_of(plan, _LEADING)
    )


def empty_workstreams(plan: Plan) -> list[str]:
    """The workstreams that no project belongs to, and no budget line of the programme alone."""
    used = {one for project in plan.projects.values() for one in project.workstreams}
    used |= {line.workstreams[0] for line in plan.budget.values() if len(line.workstreams) == 1}
    return [one for one in plan.workstreams if one not in used]


def other_name(project: Project, printed: str) -> str | None:
    """Give the printed name, of several divided by `;`, that is none of a project's own."""
    own = [_named(one) for one in (project.title, project.short_title) if one is not None]
    parts = [part.strip() for part in printed.split(";")]
    return next((part for part in parts if _named(part) and _named(part) not in own), None)


def _named(name: str) -> tuple[str, ...]:
    """The words that tell a name from others, without its number."""
    words = words_of(name)
    start = 1 if len(words) > 1 and words[0].isdecimal() else 0
    return tuple(word for word in words[start:] if word not in _GENERIC)


def numbers_left_out(numbers: Iterable[int | None]) -> list[int]:
    """The numbers that nothing has, where they run from one and few are missing.

    One number far above the others, or a nought, is a slip: its place in the series is missing.
    """
    held = sorted({one for one in numbers if one is not None})
    for own, last in ((held, held[-1:]), (held[:-1], [len(held)]), (held[1:], [len(held)])):
        if len(own) >= NUMBERED_FROM and own[0] == 1 and _few_missing(own):
            return [number for number in range(1, last[0] + 1) if number not in own]
    return []


def _few_missing(numbers: list[int]) -> bool:
    return 4 * len(numbers) >= NUMBERED_OF_FOUR * numbers[-1]

"""Projects that are in two plans: those that say so, and those that look alike."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from riep_plan.figures.delivery.repeats import copies
from riep_plan.figures.ledger import Ledger
from riep_plan.figures.money.sources import statements_of
from riep_plan.figures.portfolio.circles import behind, circular
from riep_plan.figures.portfolio.programme import OF_PROJECTS, Measure, amounts_of
from riep_plan.figures.portfolio.transfers import (
    Doubt,
    Doubtful,
    Item,
    Ledgers,
    Side,
    Transfer,
    Way,
)
from riep_plan.figures.portfolio.years import ByYear, Years, in_years, over_years, plan_years
from riep_plan.figures.returns.traced import Figure, total
from riep_plan.figures.words.likeness import content, plain

#: A project, what is counted, and the years in which it has been taken off already.
_Taken = tuple[Item, Measure, Years]
#: Titles are alike that share so many words, and so large a part of the shorter one's.
_SHARED, _ALIKE = 2, 0.75
#: Words that many titles have, whatever the project.
_GENERAL = content(
    "authority council initiative local new phase plan programme project region regional scheme "
    "service support work"
)


class Likeness(Enum):
    """How it is known, or guessed, that two projects are one."""

    STATED = "the later plan says that it continues the earlier project"
    SAME_TITLE = "the same title"
    LIKE_TITLE = "titles alike"
    SAME_TEXT = "the same text word for word"


@dataclass(frozen=True, slots=True)
class SeenTwice:
    """A project that two plans have, or may have.

    Attributes:
        earlier: the plan and project that come first, by the years of the plans.
        later: the other.
        likeness: how it is known.
        text: what the two have word for word, where that is how.
        given: what each plan gives it, earlier and later; None where a plan does not say.
        foreseen: what the earlier plan foresaw for the later plan's years, where one continues the
            other; None for nothing.
    """

    earlier: Item
    later: Item
    likeness: Likeness
    text: str
    given: tuple[Figure | None, Figure | None]
    foreseen: Figure | None

    @property
    def is_certain(self) -> bool:
        """Whether a plan says so itself."""
        return self.likeness is Likeness.STATED


def continued(ledgers: Ledgers) -> dict[Item, list[Item]]:
    """Give the projects of other plans here that each project says that it continues."""
    found: dict[Item, list[Item]] = {}
    for plan_id, ledger in sorted(ledgers.items()):
        for project_id, project in ledger.plan.projects.items():
            for words in project.continues:
                other_id, _, earlier = words.partition("/")
                other = ledgers.get(other_id)
                if other and other_id != plan_id and earlier in other.plan.projects:
                    found.setdefault((plan_id, project_id), []).append((other_id, earlier))
    return found


def seen_twice(ledgers: Ledgers) -> list[SeenTwice]:
    """Give the projects that stand in two plans: the certain ones first, in order of plans."""
    found: dict[tuple[Item, Item], SeenTwice] = {}
    for later, earlier_ones in continued(ledgers).items():
        for earlier in earlier_ones:
            pair = (earlier, later)
            found[pair] = _pair(ledgers, pair, Likeness.STATED, "")
    # A project whose counterpart in a plan is known needs no guess at another one there.
    settled = {(item, other[0]) for pair in found for item, other in (pair, pair[::-1])}
    known = {frozenset(pair) for pair in found}
    for one, other, likeness, text in [*_like_titles(ledgers), *_same_texts(ledgers)]:
        is_guess = likeness is Likeness.LIKE_TITLE
        if is_guess and {(one, other[0]), (other, one[0])} & settled:
            continue
        if frozenset((one, other)) not in known:
            known.add(frozenset((one, other)))
            pair = _in_time(ledgers, one, other)
            found[pair] = _pair(ledgers, pair, likeness, text)
    order = list(Likeness)
    return sorted(
        found.values(), key=lambda one: (order.index(one.likeness), one.later, one.earlier)
    )


def _in_time(ledgers: Ledgers, one: Item, other: Item) -> tuple[Item, Item]:
    first, second = sorted((one, other), key=lambda item: (plan_years(ledgers[item[0]]), item))
    return first, second


def _pair(ledgers: Ledgers, pair: tuple[Item, Item], likeness: Likeness, text: str) -> SeenTwice:
    earlier, later = pair
    given = (_given(ledgers, earlier), _given(ledgers, later))
    is_stated = likeness is Likeness.STATED
    years = plan_years(ledgers[later[0]])
    foreseen = _foreseen(ledgers, earlier, years) if is_stated else None
    return SeenTwice(earlier, later, likeness, text, given, foreseen)


def _given(ledgers: Ledgers, item: Item) -> Figure | None:
    plan_id, project_id = item
    ledger = ledgers[plan_id]
    found = amounts_of(plan_id, ledger, project_id, Measure.ALLOCATED)
    return total(found.values()) if found else None


def _foreseen(ledgers: Ledgers, item: Item, years: Years) -> Figure | None:
    """Give what a plan foresees for a project in years after its own: the first statement of it."""
    plan_id, project_id = item
    ledger = ledgers[plan_id]
    if years.overlaps(plan_years(ledger)):
        return None
    found: list[Figure] = []
    for by_project in ledger.once(statements_of).values():
        for rows in by_project.get(project_id, ()):
            placed = over_years(in_years(ledger, plan_id, row, is_later=True) for row in rows)
            here = [figure for one, figure in placed.items() if one == years]
            if here:
                found += here
                break
    return total(found) if found else None


def _like_titles(ledgers: Ledgers) -> Iterator[tuple[Item, Item, Likeness, str]]:
    titles = {
        (plan_id, project_id): project.title
        for plan_id, ledger in sorted(ledgers.items())
        for project_id, project in sorted(ledger.plan.projects.items())
    }
    for one, other in _sharing_words(titles):
        if plain(titles[one]) == plain(titles[other]):
            yield one, other, Likeness.SAME_TITLE, ""
        elif _alike(titles[one], titles[other]):
            yield one, other, Likeness.LIKE_TITLE, ""


def _sharing_words(titles: Mapping[Item, str]) -> Iterator[tuple[Item, Item]]:
    """Give the projects of two plans whose titles share a telling word, or are the same."""
    with_word: dict[str, list[Item]] = {}
    for item, title in titles.items():
        before: dict[Item, None] = {}
        for word in sorted(content(title) - _GENERAL) or [plain(title)]:
            before |= dict.fromkeys(with_word.setdefault(word, []))
            with_word[word].append(item)
        yield from ((one, item) for one in sorted(before) if one[0] != item[0])


def _alike(title: str, other: str) -> bool:
    first, second = content(title) - _GENERAL, content(other) - _GENERAL
    shared = len(first & second)
    return shared >= _SHARED and shared >= _ALIKE * min(len(first), len(second))


def _same_texts(ledgers: Ledgers) -> Iterator[tuple[Item, Item, Likeness, str]]:
    """Give the projects of two plans that promise something in the same words."""
    items = {
        f"{plan_id}/{project_id}": (plan_id, project_id)
        for plan_id, ledger in sorted(ledgers.items())
        for project_id in sorted(ledger.plan.projects)
    }
    if not items:
        return
    projects = {key: ledgers[one].plan.projects[other] for key, (one, other) in items.items()}
    any_plan = next(iter(ledgers.values())).plan
    together = any_plan.model_copy(update={"projects": projects})
    for (first, other), found in copies(Ledger(together)).items():
        if items[first][0] != items[other][0]:
            yield items[first], items[other], Likeness.SAME_TEXT, found[0].text


def project_transfers(ledgers: Ledgers) -> Iterator[Transfer]:
    """Give the money of continued projects that two plans give in the same years.

    What goes on by way of a third plan, which may be of other years, is the same project too.
    """
    edges, taken = continued(ledgers), set[_Taken]()
    circle = circular(edges)
    steps = [(one, earlier) for one, its in sorted(edges.items()) for earlier in sorted(its)]
    direct = dict.fromkeys(steps)
    farther = [(one, earlier) for one in sorted(edges) for earlier in sorted(behind(one, edges))]
    for later, earlier in dict.fromkeys((*steps, *farther)):
        for measure in OF_PROJECTS if later not in circle else ():
            found = _transfer(ledgers, earlier, later, measure, taken)
            if found is not None and ((later, earlier) in direct or found.taken_off):
                taken |= {(earlier, measure, years) for years in found.taken_off}
                yield found


def _transfer(
    ledgers: Ledgers, earlier: Item, later: Item, measure: Measure, taken: set[_Taken]
) -> Transfer | None:
    before, after = (_of(ledgers, one, measure) for one in (earlier, later))
    both = [years for years in before if years in after and before[years].amount]
    if not both:
        return None
    off = {one: before[one].amount for one in both if (earlier, measure, one) not in taken}
    giver = _side(ledgers, earlier, before, both)
    receiver = _side(ledgers, later, after, both)
    return Transfer(Way.CONTINUED, measure, giver, receiver, off)


def doubtful_projects(ledgers: Ledgers) -> Iterator[Doubtful]:
    """Give the money of continued projects of which nobody can tell whether it is in both plans."""
    edges = continued(ledgers)
    circle = circular(edges)
    for later, earlier_ones in sorted(edges.items()):
        for earlier in sorted(earlier_ones):
            before, after = (_of(ledgers, one, Measure.ALLOCATED) for one in (earlier, later))
            apart = [
                one for one in before if any(one != two and one.overlaps(two) for two in after)
            ]
            doubt = Doubt.CIRCLE if later in circle else Doubt.UNDIVIDED
            if apart or later in circle:
                giver = _side(ledgers, earlier, before, list(before))
                receiver = _side(ledgers, later, after, list(after))
                yield Doubtful(doubt, Measure.ALLOCATED, receiver, giver)


def _of(ledgers: Ledgers, item: Item, measure: Measure) -> ByYear:
    plan_id, project_id = item
    return amounts_of(plan_id, ledgers[plan_id], project_id, measure)


def _side(ledgers: Ledgers, item: Item, amounts: Mapping[Years, Figure], of: list[Years]) -> Side:
    plan_id, project_id = item
    name = ledgers[plan_id].plan.projects[project_id].name
    return Side(plan_id, name, total(amounts[years] for years in of))

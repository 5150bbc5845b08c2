"""Made-up work programmes whose statements agree: allocations, budgets, payments and funding."""

from collections.abc import Iterable, Sequence
from copy import deepcopy
from decimal import Decimal

from hypothesis import strategies as st

from tests.figures.tables import Data, added, amounts

YEARS = ("2009/10", "2010/11")
#: All money stated in all; budgets over two years, the plan for the first; every table over years.
FORMS = ("in all", "first of two years", "years")
KINDS = {"core": "core", "grant": "ring-fenced", "pot": "capital pot"}
NOTHING = Decimal(0)


@st.composite
def programmes(draw: st.DrawFn, forms: Sequence[str] = FORMS) -> Data:
    """A work programme as data: projects × sources, and every total that a document may state."""
    form = draw(st.sampled_from(forms))
    sources = list(KINDS)[: draw(st.integers(1, 3))]
    ids = [f"p{number}" for number in range(draw(st.integers(1, 3)))]
    projects = {one: draw(_project(sources, form)) for one in ids}
    post = {source: draw(amounts) for source in draw(st.sets(st.sampled_from(sources)))}
    given = {
        source: _in_all(one["allocation"].get(source) for one in projects.values())
        + post.get(source, NOTHING)
        for source in sources
    }
    funding: dict[str, Data] = {
        source: {"title": source, "kind": KINDS[source], "amount": draw(amounts)}
        for source in sources
    }
    available = {source: funding[source]["amount"] for source in sources}
    if draw(st.booleans()):
        brought = {"title": "Brought forward", "kind": "carry-forward", "pooled_with": sources[0]}
        funding["brought"] = brought | {"amount": draw(amounts)}
        available[sources[0]] += funding["brought"]["amount"]
    programme = {"posts": {"text": "Posts", "amounts": post}} if post else {}
    return {
        "kind": "work-programme",
        "title": "A programme",
        "funding": funding,
        "budget": programme,
        "projects": projects,
        "stated": {
            "available": available,
            "funding": sum(available.values(), NOTHING),
            "allocation": given,
            "allocation_total": sum(given.values(), NOTHING),
            "unallocated": {source: available[source] - given[source] for source in sources},
        },
    } | ({"period": YEARS[0]} if form == "first of two years" else {})


@st.composite
def _project(draw: st.DrawFn, sources: list[str], form: str) -> Data:
    """A project whose money is stated five times over, source by source."""
    own = draw(st.lists(st.sampled_from(sources), unique=True, min_size=1))
    lines: dict[str, Data] = {
        f"l{number}": {
            "text": f"Line {number}",
            "amounts": {source: draw(_row(form)) for source in own},
        }
        for number in range(draw(st.integers(1, 3)))
    }
    budget = {source: _added(line["amounts"][source] for line in lines.values()) for source in own}
    allocation = {source: _allocated(budget[source], form) for source in own}
    paid = {source: draw(_shared_out(allocation[source])) for source in own}
    milestones = {
        f"m{number}": {
            "text": f"Milestone {number}",
            "payments": {
                source: paid[source][number] for source in own if number < len(paid[source])
            },
        }
        for number in range(max(len(one) for one in paid.values()))
    }
    return {
        "title": "A project",
        "budget": lines,
        "allocation": allocation,
        "requested": deepcopy(allocation),
        "milestones": milestones,
        "stated": {
            "budget": budget,
            "budget_total": _added(budget.values()),
            "payments": deepcopy(allocation),
            "allocation": _in_all(allocation.values()),
        },
    }


Money = Decimal | dict[str, Decimal]


def _row(form: str) -> st.SearchStrategy[Money]:
    if form == "in all":
        return amounts
    return st.fixed_dictionaries(dict.fromkeys(YEARS, amounts)).map(_totalled)


def _totalled(row: dict[str, Decimal]) -> dict[str, Decimal]:
    return {"total": row[YEARS[0]] + row[YEARS[1]]} | row


def _added(rows: Iterable[Money]) -> Money:
    """Add up what is stated in one form: column by column, or in all."""
    known = list(rows)
    over_years = [row for row in known if isinstance(row, dict)]
    return added(over_years, YEARS) if over_years else _in_all(known)


def _in_all(rows: Iterable[Money | None]) -> Decimal:
    found = NOTHING
    for row in rows:
        found += row["total"] if isinstance(row, dict) else row or NOTHING
    return found


def _allocated(budget: Money, form: str) -> Money:
    if form == "first of two years":
        assert isinstance(budget, dict)
        return budget[YEARS[0]]
    return deepcopy(budget)


@st.composite
def _shared_out(draw: st.DrawFn, whole: Money) -> list[Money]:
    """Payments that add up to an amount."""
    shares: list[Money] = []
    for _ in range(draw(st.integers(0, 2))):
        share = draw(_row("in all" if isinstance(whole, Decimal) else "years"))
        shares.append(share)
        whole = _less(whole, share)
    return [*shares, deepcopy(whole)]


def _less(whole: Money, part: Money) -> Money:
    if isinstance(whole, dict) and isinstance(part, dict):
        return {key: amount - part[key] for key, amount in whole.items()}
    assert isinstance(whole, Decimal)
    assert isinstance(part, Decimal)
    return whole - part

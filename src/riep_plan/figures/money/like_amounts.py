"""Like amounts: those that differ in one key alone, and which of them is out by a thousand.

The periods of one row are alike, and so are the lines of one budget that one source pays for, or
what one source allocates to each project. Nothing here knows the tables by name: amounts are
alike when their paths are the same but for one id or period.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from types import NoneType, UnionType
from typing import Annotated, Any, NamedTuple, Union, cast, get_args, get_origin

from riep_plan.figures.walk import within
from riep_plan.findings.finding import Path
from riep_plan.model import Plan, Project
from riep_plan.model.profile import TOTAL, Profile
from riep_plan.values.money import Entry
from riep_plan.values.remembered import remembered

THOUSAND = 1000
#: So many others make a pattern, if the largest is at most so many times the smallest of them.
_PATTERNS = ((2, 5), (3, 20))
#: At most one in so many amounts may be out; if more are, the table simply has two scales.
_SELDOM = 4
#: Figures that are stated totals, or no part of what the plan has: they have like ones nowhere.
_APART = {"stated", "evidence", "policy", "waivers", "provenance", "indicators", "assessments"}
#: Below these stand funding sources, which are of all sizes.
_BY_SOURCE = {"allocation", "requested", "amounts", "payments", "spend"}
#: Money that stands alone, not in a profile.
_SINGLE = {"amount", "rate", "cost", "cost_alone", "saving"}
#: An amount is exact that is no multiple of so much; so many like ones make another stand out.
_EXACT = Decimal(10)
EXACT_AMOUNTS = 4
_TIMES = Decimal(THOUSAND)
_NOTHING = Decimal(0)


class Like(NamedTuple):
    """An amount with its place.

    Attributes:
        at: where it stands.
        amount: in pounds.
        order: how many amounts of the same part of the plan stand before it.
    """

    at: Path
    amount: Decimal
    order: int


class Outlier(NamedTuple):
    """An amount that is out by a thousand among its like.

    Attributes:
        found: the amount.
        fits: what it would be, a thousand times as much or as little.
        others: the amounts that it is unlike, smallest first.
    """

    found: Like
    fits: Decimal
    others: tuple[Like, ...]


class _Row(NamedTuple):
    """Amounts above nought that stand together: those of a profile, or one by itself.

    Attributes:
        at: what leads to them.
        amounts: each by the last step to it.
        first: how many amounts of the same part of the plan stand before them.
        is_whole: whether the one amount of a profile stands for all of it.
    """

    at: Path
    amounts: Mapping[str, Decimal]
    first: int
    is_whole: bool


class _Table(NamedTuple):
    """Rows that are alike but for the id at one position of their paths.

    A position past them stands for the periods of a single row: its total is like none of them.
    """

    position: int
    rows: list[_Row]

    @property
    def amounts(self) -> list[Decimal]:
        """All its amounts, those of the totals of its rows among them."""
        return [one for row in self.rows for one in row.amounts.values()]

    def groups(self) -> Iterator[tuple[Like, ...]]:
        """Give the amounts of each column, or those of the periods."""
        columns: dict[str, list[Like]] = {}
        for at, amounts, first, is_whole in self.rows:
            is_row = self.position == len(at)
            for order, (step, amount) in enumerate(amounts.items(), first):
                if not (is_row and step == TOTAL):
                    like = Like(at if is_whole else (*at, step), amount, order)
                    columns.setdefault("" if is_row else step, []).append(like)
        yield from map(tuple, columns.values())


class _Part:
    """What a plan has below one of its fields, such as its projects: nothing else is like it."""

    def __init__(
        self, field: str, values: Sequence[tuple[Path, object]], pounds: Iterable[Decimal]
    ) -> None:
        """Take the field, the amounts of the whole plan, and the money below the field."""
        self._field, self._values = field, values
        self.amounts = [one for one in pounds if one > _NOTHING]

    @remembered
    def tables(self) -> list[_Table]:
        """Each row over periods by itself, and the rows that are alike but for one id."""
        rows = list(_rows(one for one in self._values if one[0][0] == self._field))
        beside: dict[tuple[int, Path, Path], list[_Row]] = {}
        for row in rows:
            at = row.at
            for position in _ids(at):
                alike = (position, at[:position], at[position + 1 :])
                beside.setdefault(alike, []).append(row)
        return [
            *[_Table(len(row.at), [row]) for row in rows if len(row.amounts) > 1],
            *[_Table(at[0], alike) for at, alike in beside.items() if len(alike) > 1],
        ]


class LikeAmounts:
    """The amounts of a plan, each beside those that differ from it in one id or period alone.

    Few stand out. So amounts are put beside each other only in those parts of a plan in which one
    may stand out, and only those tables in which one may are taken apart into groups.
    """

    def __init__(self, amounts: Sequence[tuple[Path, object]]) -> None:
        """Take the amounts of a plan.

        Args:
            amounts: every amount in it in order, one over time as a whole.
        """
        pounds: dict[str, list[Decimal]] = defaultdict(list)
        for at, value in amounts:
            if type(value) is Profile:
                pounds[at[0]] += value.amounts.values()
            elif (one := _alone(at, value)) is not None:
                pounds[at[0]].append(one)
        parts = [_Part(field, amounts, found) for field, found in pounds.items()]
        self._parts = [part for part in parts if part.amounts]

    def outliers(self) -> Iterator[Outlier]:
        """Give the few amounts that a factor of a thousand would make like all of their like."""
        for group in self._groups(_is_out):
            yield from outliers(group)

    def exact(self) -> list[tuple[Like, ...]]:
        """Give the groups in which some amounts may be exact and another is not."""
        return self._groups(_is_mixed)

    @remembered
    def of_a_size(self) -> set[Path]:
        """The amounts that stand in a row over periods with others of their own size, its total."""
        return {
            at
            for group in self._groups(lambda _: True)
            if len({one.at[:-1] for one in group}) == 1 and _is_pattern(sorted(group, key=_size))
            for one in group
            for at in (one.at, (*one.at[:-1], TOTAL))
        }

    def _groups(self, may_tell: Callable[[list[Decimal]], bool]) -> list[tuple[Like, ...]]:
        """Give the groups of some of the tables, in the order of their first amounts.

        What all amounts of a part together cannot tell, none of its tables can.
        """
        found: list[tuple[Like, ...]] = []
        for part in self._parts:
            groups = [
                (group[0].order, table.position, group)
                for table in (part.tables if may_tell(part.amounts) else ())
                if may_tell(table.amounts)
                for group in table.groups()
            ]
            found += [group for *_, group in sorted(groups)]
        return found


def _is_out(amounts: list[Decimal]) -> bool:
    """Say whether the largest of all is a thousand times the smallest, as an outlier has to be."""
    return max(amounts) >= min(amounts) * _TIMES


def _is_mixed(amounts: list[Decimal]) -> bool:
    return EXACT_AMOUNTS <= len([one for one in amounts if one % _EXACT]) < len(amounts)


def is_exact(amount: Decimal) -> bool:
    """Say whether an amount is given to the pound, and not to ten pounds or more."""
    return amount % _EXACT != 0


def _alone(at: Path, value: object) -> Decimal | None:
    """Give the money that a single value is; None of what is no money."""
    if type(value) is Entry:
        return value.amount
    return value if type(value) is Decimal and at[-1] in _SINGLE else None


def _rows(values: Iterable[tuple[Path, object]]) -> Iterator[_Row]:
    """Give money as it stands together, without what is nought."""
    before = 0
    for at, value in values:
        if type(value) is Profile:
            given: Mapping[str, Decimal] = value.amounts
        else:
            one = _alone(at, value)
            given = {} if one is None else {at[-1]: one}
        amounts = {step: one for step, one in given.items() if one > _NOTHING}
        if amounts:
            is_whole = type(value) is Profile and len(value.root) == 1 and TOTAL in given
            yield _Row(at if type(value) is Profile else at[:-1], amounts, before, is_whole)
            before += len(amounts)


class _Kind(dict[str, "_Kind"]):
    """What stands at a place of a plan, whatever the ids that lead to it: the models say so.

    What the fields of a part lead to is looked up here, and worked out when first asked for. Of
    what a field may hold, only the first counts: the other is nothing at all.
    """

    def __init__(self, annotation: Any, key: str = "") -> None:  # noqa: ANN401  of any type
        """Take the annotation of a field, or of what a mapping holds, and the field's key."""
        super().__init__()
        while get_origin(annotation) in (Annotated, Union, UnionType):
            annotation = next(one for one in get_args(annotation) if one is not NoneType)
        self._annotation = annotation
        self.is_apart = key in _APART
        self.has_ids = get_origin(annotation) is dict and key not in _BY_SOURCE

    @remembered
    def of_each(self) -> "_Kind | None":
        """What each id of a mapping, or place in a list, leads to; None for a part."""
        held = get_args(self._annotation)
        return (
            _Kind(held[-1] if get_origin(self._annotation) is dict else held[0]) if held else None
        )

    def __missing__(self, key: str) -> "_Kind":
        """Work out what a field leads to."""
        fields = self._annotation.model_fields.items()
        self[key] = found = _Kind(
            next(its.annotation for name, its in fields if key in (name, its.alias)), key
        )
        return found


_PLAN = _Kind(Plan)


def _ids(at: Path) -> list[int]:
    """Give the positions of ids in a path, but of sources; none in what stands apart."""
    kind, ids = _PLAN, list[int]()
    for position, step in enumerate(at):
        each = kind.of_each
        if each is None:
            kind = kind[step]
            if kind.is_apart:
                return []
        else:
            if kind.has_ids:
                ids.append(position)
            kind = each
    return ids


def outliers(group: Sequence[Like]) -> Iterator[Outlier]:
    """Give the few amounts of a group that a factor of a thousand would make like all others."""
    ordered = sorted(group, key=_size)
    for size in range(1, len(ordered) // _SELDOM + 1 if len(ordered) >= _SELDOM else 2):
        for odd, others, times in (
            (ordered[:size], ordered[size:], Decimal(THOUSAND)),
            (ordered[-size:], ordered[:-size], 1 / Decimal(THOUSAND)),
        ):
            if _is_pattern(others) and all(
                others[0].amount <= one.amount * times <= others[-1].amount for one in odd
            ):
                for one in odd:
                    yield Outlier(one, one.amount * times, tuple(others))
                return


def _size(one: Like) -> Decimal:
    return one.amount


def _is_pattern(others: Sequence[Like]) -> bool:
    return any(
        len(others) >= least and others[-1].amount <= others[0].amount * spread
        for least, spread in _PATTERNS
    )


def name_of(plan: Plan, at: Path) -> str:
    """Give the name of the line, or else the project, that an amount stands in; it may be empty."""
    value, name = cast("object", plan), ""
    for step in at:
        value = within(value).get(step)
        name = _name(value) or name
    return name


def _name(value: object) -> str:
    if isinstance(value, Project):
        return value.name
    held = getattr(value, "__dict__", {})
    named = held.get("text") or held.get("title")
    return named if isinstance(named, str) else ""

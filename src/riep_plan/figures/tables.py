"""Walking a plan's tables of money: every profile with its path and what it is called."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from riep_plan.findings.finding import Path
from riep_plan.model import Plan, Project
from riep_plan.model.profile import TOTAL, Efficiencies, KindProfiles, Profile, StatedSpend
from riep_plan.values.period import read_period

REVENUE, CAPITAL, OVERALL = "revenue", "capital", "overall"
KINDS = (REVENUE, CAPITAL)
CASHABLE, NON_CASHABLE = "cashable", "non_cashable"
SAVINGS = (CASHABLE, NON_CASHABLE)
IN_YEAR, FORECAST = "in_year", "forecast"
HORIZONS = (IN_YEAR, FORECAST)
SAVING_NAMES = {CASHABLE: "cashable", NON_CASHABLE: "non-cashable"}
HORIZON_NAMES = {IN_YEAR: "in-year", FORECAST: "forecast"}


_SAVING_ROWS = {
    (horizon, kind): f"{HORIZON_NAMES[horizon]} {SAVING_NAMES[kind]} savings"
    for horizon in HORIZONS
    for kind in SAVINGS
}
_NOTHING = Decimal(0)


class Row(NamedTuple):
    """A profile where it stands.

    Attributes:
        at: its path in the plan.
        name: what it is, such as ``capital`` or ``in-year cashable savings``.
        profile: its amounts.
    """

    at: Path
    name: str
    profile: Profile

    def amount(self, key: str) -> Decimal:
        """The amount of a period, nought where the row has none; for ``total``, as stated.

        A row that states no total has the sum of its parts.
        """
        known = self.profile.amounts.get(key)
        if known is not None:
            return known
        if key == TOTAL:
            return self.profile.sum()
        return self.profile.parts.get(self.own_key(key), _NOTHING)

    @property
    def whole(self) -> Decimal:
        """All of it: the sum of the parts, or the total as stated where there are no parts."""
        return self.profile.sum() if self.profile.parts else self.amount(TOTAL)

    def shows(self, key: str) -> bool:
        """Whether the row says anything of a period: a row of a total alone does not."""
        return self.has(key) or bool(self.profile.parts)

    def own_key(self, key: str) -> str:
        """The row's own words for a period: ``2012-07`` where the table says ``July 2012``."""
        if key in self.profile.root:
            return key
        meant = read_period(key).identity
        return next((one for one in self.profile.parts if read_period(one).identity == meant), key)

    def has(self, key: str) -> bool:
        """Whether the row gives an amount for a period, or states a total."""
        return key in self.profile.root if key == TOTAL else self.own_key(key) in self.profile.root

    @property
    def unknown(self) -> frozenset[str]:
        """The periods, and ``total``, whose amount is still to be confirmed, in its own words.

        A total that no one states is unknown where any of its periods is.
        """
        unknown = self.profile.unknown
        return unknown | {TOTAL} if unknown and self.profile.total is None else unknown

    def cell_path(self, key: str) -> Path:
        """Where the amount of a period stands, or would stand."""
        if key == TOTAL and list(self.profile.root) == [TOTAL]:
            return self.at
        return (*self.at, key if key == TOTAL else self.own_key(key))


#: Rows of spend, each with its kind.
SpendRows = Sequence[tuple[str, Row]]
#: Rows of efficiencies, each with its horizon and kind of saving.
SavingRows = Sequence[tuple[tuple[str, str], Row]]


class Tables(NamedTuple):
    """A project's tables.

    Attributes:
        spend: the rows of its spend.
        savings: the rows of its efficiencies.
    """

    spend: SpendRows
    savings: SavingRows


def row_of(at: Path, name: str, profile: Profile | None) -> Row | None:
    """Make a row of a profile that may not be there."""
    return None if profile is None else Row(at, name, profile)


def kind_rows(profiles: KindProfiles, at: Path) -> list[tuple[str, Row]]:
    """Give the revenue and capital rows of one source or statement, with their kind."""
    rows = []
    if profiles.revenue is not None:
        rows.append((REVENUE, Row((*at, REVENUE), REVENUE, profiles.revenue)))
    if profiles.capital is not None:
        rows.append((CAPITAL, Row((*at, CAPITAL), CAPITAL, profiles.capital)))
    return rows


def spend_rows(project_id: str, project: Project) -> list[tuple[str, Row]]:
    """Give a project's spend, source by source, with its kind."""
    rows: list[tuple[str, Row]] = []
    for source, profiles in project.spend.items():
        rows += kind_rows(profiles, ("projects", project_id, "spend", source))
    return rows


def stated_spend_rows(stated: StatedSpend, at: Path) -> Iterator[tuple[str, Row]]:
    """Give the total rows of a finance table, with ``revenue``, ``capital`` or ``overall``."""
    yield from kind_rows(stated, at)
    if stated.overall is not None:
        yield OVERALL, Row((*at, OVERALL), "total spend", stated.overall)


def saving_rows(efficiencies: Efficiencies | None, at: Path) -> list[tuple[tuple[str, str], Row]]:
    """Give the rows of an efficiencies table, with their horizon and kind of saving."""
    rows: list[tuple[tuple[str, str], Row]] = []
    if efficiencies is None:
        return rows
    for horizon, savings in ((IN_YEAR, efficiencies.in_year), (FORECAST, efficiencies.forecast)):
        if savings is None:
            continue
        for kind, profile in ((CASHABLE, savings.cashable), (NON_CASHABLE, savings.non_cashable)):
            if profile is not None:
                which = (horizon, kind)
                rows.append((which, Row(at + which, _SAVING_ROWS[which], profile)))
    return rows


def project_saving_rows(project_id: str, project: Project) -> list[tuple[tuple[str, str], Row]]:
    """Give a project's efficiencies, with their horizon and kind of saving."""
    return saving_rows(project.efficiencies, ("projects", project_id, "efficiencies"))


def tables_of(plan: Plan) -> Mapping[str, Tables]:
    """Give the tables of each project by its id; a plan's ledger has them for all to share."""
    return {
        one: Tables(spend_rows(one, project), project_saving_rows(one, project))
        for one, project in plan.projects.items()
    }


def all_spend_rows(plan: Plan) -> Iterator[tuple[str, Row]]:
    """Give every project's spend, with its kind."""
    for project_id, project in plan.projects.items():
        yield from spend_rows(project_id, project)


def period_keys(rows: list[Row]) -> list[str]:
    """Give every period that any of the rows has, once, in the order in which they first stand."""
    words: dict[str, object] = {}
    for row in rows:
        words.update(row.profile.root)
    words.pop(TOTAL, None)
    return [*_first_words(tuple(words))]


@lru_cache(maxsize=1_024)
def _first_words(keys: tuple[str, ...]) -> Iterable[str]:
    """Give each period by the first words for it; the tables of a plan have the same periods."""
    first: dict[object, str] = {}
    for key in keys:
        first.setdefault(read_period(key).identity, key)
    return first.values()

"""Made-up regions: plans of several years, with money and projects that pass between them."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from hypothesis import strategies as st

from riep_plan.figures import Ledger
from riep_plan.figures.portfolio.region import Region
from tests.figures.tables import Data, plan_of

FIRST = 2008
NOTHING = Decimal(0)
pounds = st.integers(0, 10_000_000).map(Decimal)


def year_word(first: int) -> str:
    """Write a financial year by the calendar year in which it begins."""
    return f"{first}/{(first + 1) % 100:02d}"


def region_of(plans: Mapping[str, Data]) -> Region:
    """Take plans, each as data, together."""
    return Region({one: Ledger(plan_of(data)) for one, data in plans.items()})


def plan(title: str = "A programme", period: str = "2008/09", **parts: object) -> Data:
    """A plan as data."""
    return {"kind": "work-programme", "title": title, "period": period, **parts}


def source(amount: object, **more: object) -> Data:
    """A funding source as data."""
    return {"title": "Grant", "kind": "core", "amount": amount, **more}


def project(amount: object = None, title: str = "A project", **more: object) -> Data:
    """A project as data, with an allocation from the source `grant`."""
    given = {} if amount is None else {"allocation": {"grant": amount}}
    return {"title": title, **given, **more}


@dataclass(frozen=True)
class Made:
    """A region that was made up, and what it has when nothing is counted twice.

    Attributes:
        plans: its plans, as data.
        has: pounds by year that the region has, known before any plan was written.
        gives: pounds by year that it gives its projects, each project once a year.
    """

    plans: dict[str, Data]
    has: dict[str, Decimal]
    gives: dict[str, Decimal]


@st.composite
def made_regions(draw: st.DrawFn) -> Made:
    """Draw plans of one or two years; a plan may bring money forward and go on with projects.

    New money is drawn first and stands in one plan; what a later plan brings forward is written
    into it besides. A project that goes on is written into both plans, for every year of each.
    """
    plans: dict[str, Data] = {}
    has: dict[str, Decimal] = {}
    going_on = _GoingOn({}, {})
    for place in range(draw(st.integers(1, 4))):
        plan_id = f"plan-{draw(st.integers(0, 9))}-{place}"
        begins = FIRST + draw(st.integers(0, 2))
        years = [year_word(begins + one) for one in range(draw(st.integers(1, 2)))]
        new = {year: draw(pounds) for year in years}
        for year, amount in new.items():
            has[year] = has.get(year, NOTHING) + amount
        funding = {"grant": source(new)}
        is_brought = draw(st.booleans())
        if plans and is_brought:
            before = f"{draw(st.sampled_from(sorted(plans)))}/grant"
            brought = {year: draw(pounds) for year in years}
            funding["brought"] = source(brought, kind="carry-forward", carried_from=before)
        projects: dict[str, Data] = {}
        for number in range(draw(st.integers(0, 2))):
            amounts = {year: draw(pounds) for year in years}
            more = draw(_continuing(going_on, plan_id, f"p{number}", amounts))
            projects[f"p{number}"] = project(amounts, f"{plan_id} p{number}", **more)
        period = " to ".join(dict.fromkeys((years[0], years[-1])))
        plans[plan_id] = plan(plan_id, period, funding=funding, projects=projects)
    return Made(plans, has, going_on.by_year())


@dataclass(frozen=True)
class _GoingOn:
    """What has been drawn of projects.

    Attributes:
        latest: where each project, by where it stood first, stands last.
        gives: what it is given in each year, by the plan that said so last.
    """

    latest: dict[str, str]
    gives: dict[tuple[str, str], Decimal]

    def by_year(self) -> dict[str, Decimal]:
        """Add up what projects are given, year by year."""
        found: dict[str, Decimal] = {}
        for (_, year), amount in self.gives.items():
            found[year] = found.get(year, NOTHING) + amount
        return found


@st.composite
def _continuing(
    draw: st.DrawFn, going_on: _GoingOn, plan_id: str, project_id: str, amounts: dict[str, Decimal]
) -> Data:
    """Draw whether a project goes on from one of an earlier plan, and note what it is given."""
    here = f"{plan_id}/{project_id}"
    others = [one for one, at in going_on.latest.items() if not at.startswith(f"{plan_id}/")]
    goes_on = draw(st.booleans())
    first = draw(st.sampled_from(sorted(others))) if others and goes_on else here
    before = going_on.latest.get(first)
    going_on.latest[first] = here
    going_on.gives.update({(first, year): amount for year, amount in amounts.items()})
    return {"continues": [before]} if before else {}

"""Outputs and milestones at a quarter's end."""

from datetime import date

import pytest

from riep_plan.figures.returns.delivery import (
    Promise,
    State,
    due_by,
    is_next,
    project_promises,
    promises,
    quarters_between,
)
from tests.figures.returns.programme import ABSENT, DELIVERED, ledger

LEASE = "projects/depot/actions/lease/outputs"
AGREED1, OPENED2 = "Q1/depot/outputs/lease/agreed", "Q2/depot/outputs/lease/opened"


def promise(*edits: tuple[str, object], quarter: str = "Q2", which: str = "agreed") -> Promise:
    return next(one for one in promises(ledger(*edits), quarter) if one.at[-1] == which)


def status(text: str, **more: str) -> dict[str, str]:
    return {"status": text, "evidence": "Minutes", **more}


@pytest.mark.parametrize(
    ("said", "state", "days", "quarters"),
    [
        (status("delivered", on="2010-09-20"), State.ON_TIME, 0, 0),
        (status("delivered", on="Q1"), State.ON_TIME, 0, 0),
        (status("delivered", on="2010-10-05"), State.DELIVERED_LATE, 5, 1),
        (status("delivered", on="September 2010 to October 2010"), State.ON_TIME, 0, 0),
        (status("delivered"), State.ON_TIME, None, None),
        (status("cancelled", on="2010-12-01"), State.CANCELLED, None, None),
        (status("delayed", expected="2011-01-31"), State.DELAYED, 123, 2),
        (status("delayed", expected="Q4"), State.DELAYED, 273, 3),
        (status("delayed", expected="2010-11-30"), State.DELAYED, 92, 1),  # that has passed too
        (status("on-track"), State.OVERDUE, 92, 1),
        (status("not-started"), State.OVERDUE, 92, 1),
    ],
)
def test_what_a_return_says_of_what_was_due(
    said: dict[str, str], state: State, days: int | None, quarters: int | None
) -> None:
    found = promise((AGREED1, ABSENT), ("Q2/depot/outputs/lease/agreed", said))
    assert (found.state, found.days_late, found.quarters_late) == (state, days, quarters)
    assert (found.said_in, found.is_late) == ("Q2", bool(days))


def test_what_nobody_speaks_of() -> None:
    found = promise((AGREED1, ABSENT))
    assert (found.state, found.said, found.said_in) == (State.NOT_REPORTED, None, None)
    assert promise((AGREED1, ABSENT), quarter="Q1").days_late == 0
    dropped = promise((f"{AGREED1}/status", "on-track"))
    assert (dropped.state, dropped.said_in) == (State.NOT_REPORTED, "Q1")


def test_what_is_put_off_is_not_asked_for_before_its_new_date() -> None:
    put_off = (AGREED1, status("delayed", expected="Q3"))
    assert promise(put_off).state is State.DELAYED
    assert promise(put_off, quarter="Q3").state is State.NOT_REPORTED


def test_what_is_delivered_stays_so() -> None:
    found = promise(quarter="Q4")
    assert (found.state, found.said_in, found.is_open) == (State.ON_TIME, "Q1", False)


def test_what_is_to_come() -> None:
    found = promise(which="opened")
    assert (found.state, found.days_late, is_next(ledger(), found, "Q2")) == (
        State.TO_COME,
        0,
        True,
    )
    assert not is_next(ledger(), promise(which="opened", quarter="Q1"), "Q1")
    put_off = promise((OPENED2, status("delayed", expected="Q4")), which="opened")
    assert (put_off.days_late, put_off.quarters_late) == (91, 1)
    assert not is_next(ledger(), put_off, "Q2")
    hurried = promise((OPENED2, status("on-track", expected="Q4")), which="opened")
    assert (hurried.state, hurried.days_late) == (State.TO_COME, 91)


def test_one_of_several_dates_counts() -> None:
    several = (f"{LEASE}/agreed/due", ["Q1", "Q3"])
    now = promise(several, (f"{AGREED1}/status", "on-track"), quarter="Q1")
    assert now.due is not None
    assert (now.due.end, now.state) == (date(2010, 9, 30), State.OVERDUE)
    done = promise(several, quarter="Q3")
    assert done.due is not None
    assert (done.due.end, done.state) == (date(2011, 3, 31), State.ON_TIME)


def test_an_output_without_a_date_is_never_due() -> None:
    undated = (f"{LEASE}/agreed/due", ABSENT)
    found = promise(undated, (AGREED1, ABSENT), quarter="Q4")
    assert (found.state, found.due, found.days_late) == (State.TO_COME, None, None)
    assert not due_by(ledger(undated), found, "Q4")


def test_milestones_are_promises_too() -> None:
    found = promise(which="moved")
    assert (found.what, found.state) == ("milestone", State.TO_COME)
    assert promise(which="moved", quarter="Q4").state is State.NOT_REPORTED
    done = promise(("Q2/depot/milestones/moved", DELIVERED), which="moved")
    assert done.state is State.ON_TIME


def test_promises_by_project_are_all_promises() -> None:
    found = ledger()
    grouped = project_promises(found, "Q2")
    assert [one for own in grouped.values() for one in own] == promises(found, "Q2")
    assert {key: len(own) for key, own in grouped.items()} == {"depot": 3, "care": 1}


def test_quarters_between_two_days() -> None:
    found = ledger()
    end = date(2010, 9, 30)
    assert quarters_between(found, end, date(2010, 10, 1)) == 1
    assert quarters_between(found, end, date(2010, 9, 1)) == 0
    assert quarters_between(found, date(2011, 6, 30), date(2011, 7, 1)) == 1
    assert quarters_between(found, date(2011, 6, 30), date(2011, 12, 31)) == 2

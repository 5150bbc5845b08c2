"""Periods: statements of different precision, kept in their own words, compared as days."""

import calendar
import re
from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from riep_plan.values.period import Period, Span, day_after, format_day, read_period
from riep_plan.values.refusal import Refused
from tests.values.refusals import refusal_of

days = st.dates(date(1900, 1, 1), date(2199, 12, 31))
years = st.integers(1900, 2199)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2010-06-30", "2010-06-30", "2010-06-30"),
        ("2010-6-3", "2010-06-03", "2010-06-03"),
        ("30 June 2010", "2010-06-30", "2010-06-30"),
        ("30th Jun 2010", "2010-06-30", "2010-06-30"),
        ("1st Sept. 2010", "2010-09-01", "2010-09-01"),
        ("June 2010", "2010-06-01", "2010-06-30"),
        ("february 2012", "2012-02-01", "2012-02-29"),
        ("2010-06", "2010-06-01", "2010-06-30"),
        ("2010", "2010-01-01", "2010-12-31"),
        ("2010/11", "2010-04-01", "2011-03-31"),
        ("1999/00", "1999-04-01", "2000-03-31"),
        ("July–Sept 2010", "2010-07-01", "2010-09-30"),
        ("July-Sept 2010", "2010-07-01", "2010-09-30"),
        ("July to September 2010", "2010-07-01", "2010-09-30"),
        ("June 2010 to May 2011", "2010-06-01", "2011-05-31"),
        ("2010/11–2012/13", "2010-04-01", "2013-03-31"),
        ("  June   2010 ", "2010-06-01", "2010-06-30"),
    ],
)
def test_read(text: str, start: str, end: str) -> None:
    found = read_period(text)
    assert found.days == (date.fromisoformat(start), date.fromisoformat(end))
    assert found.quarters is None
    assert found.labels == ()


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("Q2", ["Q2"]),
        ("q2", ["Q2"]),
        ("Q2–Q4", ["Q2", "Q3", "Q4"]),
        ("Q2-Q4", ["Q2", "Q3", "Q4"]),
        ("Q2 - 4", ["Q2", "Q3", "Q4"]),
        ("Q1 to Q2", ["Q1", "Q2"]),
        ("Q3–Q3", ["Q3"]),
    ],
)
def test_read_quarters(text: str, labels: list[str]) -> None:
    found = read_period(text)
    assert list(found.labels) == labels
    assert found.days is None


@pytest.mark.parametrize(
    ("text", "says", "advises"),
    [
        ("31 June 2010", "no 31 June 2010", "30 days"),
        ("2010-06-31", "no 31 June 2010", "30 days"),
        ("29 February 2011", "no 29 February 2011", "28 days"),
        ("0 June 2010", "no 0 June 2010", "30 days"),
        ("Q5", "no Q5", "Q1, Q2, Q3 and Q4"),
        ("Q0", "no Q0", "Q1, Q2, Q3 and Q4"),
        ("Q4–Q2", "runs backwards", "Q2–Q4"),
        ("June 2011 to May 2010", "runs backwards", "earlier"),
        ("2010-13", "no month 13", "2010-06"),
        ("2010/12", "not a financial year", "2010/11"),
        ("2010/2011", "", "2010/11"),
        ("Juen 2010", "not a month", "June"),
        ("31/03/2011", "day-month or month-day", "2011-03-31"),
        ("31.3.11", "day-month or month-day", "2011-03-31"),
        ("", "empty", "2010"),
        ("soon", "not a date", "Q2"),
        ("1899", "1899", "year"),
        ("2200", "2200", "year"),
    ],
)
def test_refused(text: str, says: str, advises: str) -> None:
    with pytest.raises(Refused) as refused:
        read_period(text)
    assert says in refused.value.message
    assert advises in refused.value.advice


@pytest.mark.parametrize(
    "text", ["２０１０", "٢٠١٠", "Q２", "2010-०6", "３０ June 2010", "2010/１１"]
)
def test_other_digits_are_refused(text: str) -> None:
    with pytest.raises(Refused):
        read_period(text)


#: Everything that a sentence of advice offers to write after “Write” or “write”.
OFFER = re.compile(r"[Ww]rite (\d{4}-\d{1,2}-\d{1,2}|\d{4}/\d\d|Q\d–Q\d|\d{4}-\d\d)")


def offers(text: str) -> list[str]:
    """What the refusal of a text offers to write instead; nothing where it is read."""
    refused = refusal_of(read_period, text)
    return OFFER.findall(refused.advice) if refused else []


@given(st.from_regex(r"[0-9]{1,2}[/.][0-9]{1,2}[/.][0-9]{2,4}", fullmatch=True))
@example("31/13/2010")
@example("31.06.2010")
@example("0/0/00")
@example("12/31/2010")
@example("1/2/345")
def test_a_day_that_is_offered_can_be_read(text: str) -> None:
    assert [one for one in offers(text) if refusal_of(read_period, one)] == []


@given(st.from_regex(r"[0-9]{4}[/-]([0-9]{2}|[0-9]{4})|Q[0-9][-–]Q?[0-9]", fullmatch=True))
@example("2010/12")
@example("2010/2012")
@example("Q4-Q1")
@example("1850/2020")
def test_what_is_offered_can_be_read(text: str) -> None:
    assert [one for one in offers(text) if refusal_of(read_period, one)] == []


def test_the_forms_that_a_refusal_lists_can_be_read() -> None:
    with pytest.raises(Refused) as refused:
        read_period("soon")
    listed = re.split(r", | or ", refused.value.advice.removeprefix("Write ").rstrip("."))
    assert len(listed) > 5
    for form in listed:
        read_period(form)


@given(
    st.one_of(
        st.text(max_size=24),
        st.from_regex(
            r"([0-9]{1,2}(st|th)? )?(Jan|june|Sept|Q|Mya)\.?[ –-]?"
            r"[0-9]{0,4}( to |–|-)?[A-Za-z0-9]{0,6}",
            fullmatch=True,
        ),
    )
)
@example("9999-12-31")
@example("0000")
@example("2010–")
@example("to 2010")
@example("Q" + "9" * 5_000)
@example("9" * 5_000)
def test_any_text_is_read_or_refused(text: str) -> None:
    if refused := refusal_of(read_period, text):
        assert refused.message
        return
    found = read_period(text)
    assert (found.days is None) != (found.quarters is None)
    assert found.days is None or found.days.start <= found.days.end
    assert read_period(str(found)) == found


@given(days)
def test_a_day_is_read_back(day: date) -> None:
    expected = Span(day, day)
    assert read_period(day.isoformat()).days == expected
    assert read_period(format_day(day)).days == expected


@given(years, st.integers(1, 12))
def test_a_month_is_all_its_days(year: int, month: int) -> None:
    last = calendar.monthrange(year, month)[1]
    expected = Span(date(year, month, 1), date(year, month, last))
    assert read_period(f"{calendar.month_name[month]} {year}").days == expected
    assert read_period(f"{calendar.month_abbr[month]} {year}").days == expected
    assert read_period(f"{year}-{month:02d}").days == expected


@given(years)
def test_a_financial_year_is_four_quarters_from_april(year: int) -> None:
    found = read_period(f"{year}/{(year + 1) % 100:02d}").days
    run = read_period(f"April {year} to March {year + 1}").days if year < 2199 else found
    assert found == run
    assert found is not None
    assert found.end - found.start in (timedelta(364), timedelta(365))


@given(days, days, days, days)
def test_spans(one: date, two: date, three: date, four: date) -> None:
    first, second = Span(*sorted((one, two))), Span(*sorted((three, four)))
    shared = max(first.start, second.start) <= min(first.end, second.end)
    assert first.overlaps(second) == second.overlaps(first) == shared
    assert first.within(second) == (
        min(first.start, second.start) == second.start and max(first.end, second.end) == second.end
    )
    assert first.within(first)


@given(st.dates(max_value=date(2500, 1, 1)))
def test_day_after(day: date) -> None:
    assert (day_after(day) - day).days == 1


def test_words_are_kept() -> None:
    assert str(read_period("Sept-Dec 2010")) == "Sept–Dec 2010"
    assert str(read_period("2010-06")) == "2010-06"
    assert read_period("June 2010") != read_period("2010-06")
    assert read_period("Q2-Q4") == Period("Q2–Q4", quarters=(2, 4))

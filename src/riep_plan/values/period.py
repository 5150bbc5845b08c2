"""Periods: a day, a month, a year, a financial year, a quarter, or a run of them.

``June 2010``, ``2010-06-30``, ``2010/11`` and ``Q2–Q4`` are different statements. Each keeps its
own words and precision and is compared as the span of days that it covers. A quarter
(``Q2``) has no days of its own: a plan's calendar gives them.
"""

import calendar as gregorian
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from riep_plan.values.refusal import Refused
from riep_plan.values.words import nearest

_MONTHS = [name.lower() for name in gregorian.month_name]
_ABBREVIATED = {name[:3]: number for number, name in enumerate(_MONTHS) if name} | {
    name: number for number, name in enumerate(_MONTHS) if name
}
_ABBREVIATED["sept"] = 9
_EXAMPLES = "2010-06-30, June 2010, 2010-06, 2010, 2010/11, Q2 or Q2–Q4"
_FIRST_YEAR, _LAST_YEAR = 1900, 2199
#: The quarters of a plan by name.
QUARTERS = ("Q1", "Q2", "Q3", "Q4")


class Span(NamedTuple):
    """Days from ``start`` to ``end``, both included."""

    start: date
    end: date

    def overlaps(self, other: "Span") -> bool:
        """Say whether the two have a day in common."""
        return self.start <= other.end and other.start <= self.end

    def within(self, other: "Span") -> bool:
        """Say whether every day of this one is a day of the other."""
        return other.start <= self.start and self.end <= other.end

    def __str__(self) -> str:
        """Write it for people: ``1 July 2010 to 30 September 2010``."""
        return f"{format_day(self.start)} to {format_day(self.end)}"


@dataclass(frozen=True, slots=True)
class Period:
    """What a plan says about when.

    Attributes:
        text: the words of the plan, with plain hyphens made en dashes.
        days: the span of days, or None for quarters, which only a calendar can place.
        quarters: first and last quarter (1 to 4), or None for a period with days.
    """

    text: str
    days: Span | None = None
    quarters: tuple[int, int] | None = None

    @property
    def identity(self) -> Span | tuple[int, int] | None:
        """What it means, whichever words say it: ``July 2012`` and ``2012-07`` are one."""
        return self.days or self.quarters

    def __str__(self) -> str:
        """Return the plan's own words."""
        return self.text

    @property
    def labels(self) -> tuple[str, ...]:
        """The quarters it covers by name: ``("Q2", "Q3", "Q4")`` for ``Q2–Q4``."""
        if self.quarters is None:
            return ()
        first, last = self.quarters
        return QUARTERS[first - 1 : last]


def format_day(day: date) -> str:
    """Write a day as people do: ``30 June 2010``."""
    return f"{day.day} {gregorian.month_name[day.month]} {day.year}"


def day_after(day: date) -> date:
    """Return the next day."""
    return day + timedelta(days=1)


@lru_cache(maxsize=4_096)
def read_period(text: str) -> Period:
    """Read a period from the forms that plans use.

    Args:
        text: such as ``2010-06-30``, ``30 June 2010``, ``June 2010``, ``2010-06``, ``2010``,
            ``2010/11`` (April to March), ``Q2``, ``Q2–Q4``, ``July–Sept 2010`` or
            ``June 2010 to May 2011``.

    Raises:
        Refused: no such form, or no such day, month, quarter or financial year.
    """
    words = " ".join(text.replace("—", "–").split())
    if quarters := _quarters(words):
        return Period(_dashed(words), quarters=quarters)
    if single := _single(words):
        return Period(words, days=single)
    if run := _run(words):
        return Period(_dashed(words), days=run)
    raise _refusal(words)


def plain_period(text: str) -> str:
    """Write a period in the one plain spelling of its form.

    A month is written out, a quarter has a capital, a run an en dash: ``Sept 2010`` becomes
    ``September 2010``, ``q2-q4`` becomes ``Q2–Q4``, ``2010-6-30`` becomes ``2010-06-30``. One
    form is never made another: ``June 2010`` and ``2010-06`` are different statements.

    Raises:
        Refused: it is no period.
    """
    period = read_period(text)
    if period.labels:
        return "–".join(dict.fromkeys((period.labels[0], period.labels[-1])))
    plain = _written_out(period.text)
    return plain if read_period(plain).identity == period.identity else period.text


def _written_out(words: str) -> str:
    if _single(words):
        return _plain_single(words)
    match = _RUN.fullmatch(words)
    if match is None:
        return words
    first, last = match["first"], _plain_single(match["last"])
    if _single(first):
        return f"{_plain_single(first)}{match['joint']}{last}"
    borrowed = last[-4:]  # the year; a first part of a run has none of its own
    plain = _plain_single(f"{first} {borrowed}").removesuffix(borrowed).rstrip()
    return f"{plain}{match['joint']}{last}"


def _plain_single(words: str) -> str:
    if match := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", words, re.ASCII):
        return f"{match[1]}-{int(match[2]):02d}-{int(match[3]):02d}"
    match = re.fullmatch(r"(?:(\d{1,2})(?:st|nd|rd|th)? )?([A-Za-z]+)\.? (\d{4})", words, re.ASCII)
    if match is None or match[2].lower() not in _ABBREVIATED:
        return words
    day = f"{int(match[1])} " if match[1] else ""
    return f"{day}{gregorian.month_name[_ABBREVIATED[match[2].lower()]]} {match[3]}"


def _dashed(words: str) -> str:
    """Set the dash of a run as an en dash; hyphens within a date stay."""
    return re.sub(r"(?<=[A-Za-z])\s*-\s*(?=[A-Za-z])|\s+-\s+|(?<=[Qq]\d)\s*-\s*", "–", words)


def _quarters(words: str) -> tuple[int, int] | None:
    match = re.fullmatch(r"[Qq](\d+)(?:\s*(?:[-–]|to)\s*[Qq]?(\d+))?", words, re.ASCII)
    if match is None:
        return None
    for number in match.groups():
        if number is not None and number not in ("1", "2", "3", "4"):
            raise Refused(f"there is no Q{number}", "The quarters are Q1, Q2, Q3 and Q4.")
    first, last = int(match[1]), int(match[2] or match[1])
    if last < first:
        raise Refused(f"“{words}” runs backwards", f"Write Q{last}–Q{first}.")
    return first, last


def _single(words: str) -> Span | None:
    for form, read in _FORMS:
        if match := form.fullmatch(words):
            return read(*match.groups())
    return None


_RUN = re.compile(
    r"(?P<first>.+?)(?P<joint>\s*(?:–|\bto\b|(?<=[A-Za-z])\s*-|\s-\s|(?<=/\d\d)-)\s*)(?P<last>.+)",
    re.ASCII,
)


def _run(words: str) -> Span | None:
    """Read two periods joined by a dash or ``to``; the first may borrow the second's year."""
    match = _RUN.fullmatch(words)
    if match is None:
        return None
    last = _single(match["last"])
    if last is None:
        return None
    first = _single(match["first"]) or _single(f"{match['first']} {last.end.year}")
    if first is None:
        return None
    if first.start > last.end:
        raise Refused(f"“{words}” runs backwards", "Write the earlier date first.")
    return Span(first.start, last.end)


def _whole_year(year: int) -> Span:
    return Span(date(_year(year), 1, 1), date(year, 12, 31))


def _year(year: int) -> int:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise Refused(f"the year {year} is not one a plan can mean", "Check the year.")
    return year


def _month(word: str) -> int:
    number = _ABBREVIATED.get(word.lower())
    if number is None:
        meant = nearest(word.lower(), [name for name in _ABBREVIATED if len(name) > 3])  # noqa: PLR2004
        raise Refused(
            f"“{word}” is not a month",
            f"Was {meant.capitalize()} meant?" if meant else f"Write {_EXAMPLES}.",
        )
    return number


def _whole_month(year: int, month: int) -> Span:
    if not 1 <= month <= 12:  # noqa: PLR2004  a year has twelve months
        is_year = month == (year + 1) % 100 and _FIRST_YEAR <= year <= _LAST_YEAR
        advice = f"For a financial year write {year}/{month}." if is_year else ""
        raise Refused(f"there is no month {month}", advice or "Write year-month, such as 2010-06.")
    last = gregorian.monthrange(_year(year), month)[1]
    return Span(date(year, month, 1), date(year, month, last))


def _day(year: int, month: int, day: int) -> Span:
    whole = _whole_month(year, month)
    if not 1 <= day <= whole.end.day:
        name = gregorian.month_name[month]
        raise Refused(
            f"there is no {day} {name} {year}", f"{name} {year} has {whole.end.day} days."
        )
    found = date(year, month, day)
    return Span(found, found)


def _financial_year(year: int, ending: str) -> Span:
    following = f"{(_year(year) + 1) % 100:02d}"
    if ending != following:
        month = f", or {year}-{ending} for the month" if 1 <= int(ending) <= 12 else ""  # noqa: PLR2004
        raise Refused(
            f"“{year}/{ending}” is not a financial year",
            f"A financial year runs April to March: write {year}/{following}{month}.",
        )
    return Span(date(year, 4, 1), date(year + 1, 3, 31))


def _refusal(words: str) -> Refused:
    if match := re.fullmatch(r"(\d{1,2})[/.](\d{1,2})[/.](\d{2,4})", words, re.ASCII):
        return Refused(f"“{words}” may be day-month or month-day", _day_advice(*match.groups()))
    if match := re.fullmatch(r"(\d{4})/\d{4}", words, re.ASCII):
        return Refused(f"“{words}” is not a form riep reads", _financial_advice(int(match[1])))
    if words == "":
        return Refused("the date is empty", f"Write a date, such as {_EXAMPLES}.")
    return Refused(f"“{words}” is not a date or period", f"Write {_EXAMPLES}.")


def _day_advice(first: str, second: str, year: str) -> str:
    """Offer the reading as day and month, or the other way round where only that is a date."""
    whole_year = year if len(year) == 4 else "20" + year[-2:]  # noqa: PLR2004
    for day, month in ((first, second), (second, first)):
        written = f"{whole_year}-{int(month):02d}-{int(day):02d}"
        try:
            read_period(written)
        except Refused:
            continue
        return f"Write {written} for {format_day(date.fromisoformat(written))}."
    return f"Write {_EXAMPLES}."


def _financial_advice(year: int) -> str:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return f"Write {_EXAMPLES}."
    return f"For a financial year write {year}/{(year + 1) % 100:02d}."


def _form(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.ASCII)


_FORMS: tuple[tuple[re.Pattern[str], Callable[..., Span]], ...] = (
    (_form(r"(\d{4})-(\d{1,2})-(\d{1,2})"), lambda y, m, d: _day(int(y), int(m), int(d))),
    (
        _form(r"(\d{1,2})(?:st|nd|rd|th)? ([A-Za-z]+)\.? (\d{4})"),
        lambda d, m, y: _day(int(y), _month(m), int(d)),
    ),
    (_form(r"([A-Za-z]+)\.? (\d{4})"), lambda m, y: _whole_month(int(y), _month(m))),
    (_form(r"(\d{4})-(\d{2})"), lambda y, m: _whole_month(int(y), int(m))),
    (_form(r"(\d{4})/(\d{2})"), lambda y, ending: _financial_year(int(y), ending)),
    (_form(r"(\d{4})"), lambda y: _whole_year(int(y))),
)

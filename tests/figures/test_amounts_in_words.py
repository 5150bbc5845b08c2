"""Amounts in words: whatever form an amount is written in, it is read as that amount."""

from decimal import Decimal
from typing import NamedTuple

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from riep_plan.figures.words.amounts import (
    Amount,
    Bound,
    amount_alone,
    amounts_in,
    figures_in,
    misplaced_in,
)
from riep_plan.figures.words.indicator_words import figures_in as figures_of_indicator
from riep_plan.figures.words.promises import said_in
from riep_plan.figures.words.prose_amounts import amounts_in as prose_amounts_in
from riep_plan.values.quantity import Measure

POUNDS, PERCENT, NUMBER = Measure.POUNDS, Measure.PERCENT, Measure.NUMBER


class Written(NamedTuple):
    """An amount as a document may write it, and what it says."""

    text: str
    value: Decimal
    half_place: Decimal


# --- Any amount in any form ------------------------------------------------------------------

POWERS = {
    "": 0,
    **dict.fromkeys(("k", "K", " k", " thousand"), 3),
    **dict.fromkeys(("m", "M", "mn", " million", " Million", "\u00a0million", " millions"), 6),
    **dict.fromkeys(("bn", " billion"), 9),
}


@st.composite
def numbers(draw: st.DrawFn, most_places: int = 2) -> tuple[str, Decimal]:
    """A number in plain digits or in groups, with so many places at most."""
    whole = draw(st.integers(0, 10**12) | st.integers(0, 2_000))
    digits = draw(st.sampled_from((f"{whole}", f"{whole:,}")))
    places = draw(st.from_regex(rf"\A(?:\.[0-9]{{1,{most_places}}})?\Z"))
    return digits + places, Decimal(digits.replace(",", "") + places)


@st.composite
def money(draw: st.DrawFn) -> Written:
    scale = draw(st.sampled_from(sorted(POWERS)))
    number, value = draw(numbers(6 if scale else 2))
    sign = draw(st.sampled_from(("£", "£ ", "£\u00a0")))
    power = POWERS[scale]
    places = len(number.partition(".")[2])
    value, half = value.scaleb(power), Decimal(5).scaleb(power - places - 1)
    return Written(f"{sign}{number}{scale}", value, half)


@st.composite
def percentages(draw: st.DrawFn) -> Written:
    number, value = draw(numbers())
    places = len(number.partition(".")[2])
    sign = draw(st.sampled_from(("%", " %", " per cent", " percent", " Per Cent")))
    return Written(number + sign, value, Decimal(5).scaleb(-places - 1))


BEFORE: dict[str, tuple[bool, Bound | None]] = {
    **dict.fromkeys(("", "It saves ", "(", "\t", "turnover ", "etc "), (False, None)),
    **dict.fromkeys(
        ("c ", "c", "c. ", "circa ", "About ", "approx. ", "(estimated "), (True, None)
    ),
    **dict.fromkeys(("up to ", "no more than "), (False, Bound.AT_MOST)),
    **dict.fromkeys(("over ", "more than "), (False, Bound.AT_LEAST)),
    "up to about ": (True, Bound.AT_MOST),
}
AFTER = {
    **dict.fromkeys(
        ("", ".", ", and", "**", ")", "\u2076 from", "; £", "-worth", " (30% of it)"), ""
    ),
    **dict.fromkeys((" per annum", "pa", " p.a.", " a year", " each year"), "year"),
    **dict.fromkeys((" each", " for each council"), "each"),
    **dict.fromkeys((" per day", "/day", " a day", "/ day"), "day"),
}


@given(money(), st.sampled_from(sorted(BEFORE)), st.sampled_from(sorted(AFTER)))
def test_any_amount_in_any_form_is_read_as_it_is(written: Written, before: str, after: str) -> None:
    text = f"{before}{written.text}{after}"
    one = amounts_in(text)[0]
    assert (one.text, one.start, one.measure) == (written.text, len(before), POUNDS)
    assert (one.value, one.half_place) == (written.value, written.half_place)
    assert ((one.is_about, one.bound), one.rate) == (BEFORE[before], AFTER[after])
    assert one.to is None


@given(percentages(), st.sampled_from(("", "by ", "about ", "£5k, ")))
def test_any_percentage_is_read_as_it_is(written: Written, before: str) -> None:
    (one,) = figures_in(f"{before}{written.text}.", PERCENT)
    assert (one.text, one.start) == (written.text, len(before))
    assert (one.value, one.half_place) == (written.value, written.half_place)


JOINS = st.sampled_from((" to ", "-", " - ", "–", " – "))


@given(money(), money(), JOINS)
def test_two_amounts_so_joined_are_one_range(low: Written, high: Written, join: str) -> None:
    assume(low.text[-1].isalpha() or not high.text[-1].isalpha())  # no scale for both
    text = f"£1k; {low.text}{join}{high.text} in all"
    _, one = amounts_in(text)
    assert one.to is not None
    assert (one.value, one.to.value) == (low.value, high.value)
    assert (one.half_place, one.to.half_place) == (low.half_place, high.half_place)
    assert text[one.to.start : one.to.end] == high.text


@given(st.integers(0, 998), st.integers(0, 998), st.sampled_from(sorted(POWERS)[1:]), JOINS)
def test_a_range_may_say_its_scale_once(one: int, other: int, scale: str, join: str) -> None:
    assume(one < other)
    (found,) = amounts_in(f"£{one}{join}{other}{scale}")
    assert [end.value.scaleb(-POWERS[scale]) for end in found.ends] == [one, other]


@given(money() | percentages(), st.sampled_from(("", "c ", "about ")), st.sampled_from(("", "-")))
def test_a_cell_is_read_with_its_sign(written: Written, about: str, minus: str) -> None:
    one = amount_alone(f" {about}{minus}{written.text} ")
    assert one is not None
    assert one.value == (-written.value if minus else written.value)
    assert (one.half_place, one.is_about) == (written.half_place, bool(about))


@given(numbers())
def test_a_bare_number_is_an_amount_in_a_cell_alone(number: tuple[str, Decimal]) -> None:
    text, value = number
    one = amount_alone(text)
    assert one is not None
    assert (one.value, one.measure) == (value, NUMBER)
    assert amounts_in(f"It has {text} of them") == ()


# --- Any text whatever -----------------------------------------------------------------------

PIECES = ("£", "1", "0", "000", ",", ".", " ", "-", "–", "k", "m", "bn", "million", "%", "+", "c")
SCRAPS = st.lists(
    st.sampled_from((*PIECES, " to ", " and ", "between ", " per ", "pa", "/", "(", "\n", "\u2076"))
).map("".join)


@given(st.text() | SCRAPS)
@example("£" + "9" * 5_000)
@example("£1" + ",000" * 2_000)
@example("£\u0661\u0662")
@example("9" * 5_000 + "%")
def test_any_text_is_read_and_each_amount_is_where_it_says(text: str) -> None:
    last = 0
    for amount in amounts_in(text):
        for one in amount.ends:
            assert last <= one.start < one.end
            assert text[one.start : one.end] == one.text
            assert one.value.is_finite()
            assert one.value >= 0
            assert one.half_place > 0
            assert one.measure is amount.measure is not NUMBER
            last = one.end
    for slip in misplaced_in(text):
        assert text[slip.start : slip.start + len(slip.text)] == slip.text
        assert slip.start not in {one.start for amount in amounts_in(text) for one in amount.ends}


@given(st.text() | SCRAPS)
def test_any_cell_is_one_amount_or_none(text: str) -> None:
    one = amount_alone(text)
    assert one is None or text[one.start : one.end] == one.text


@given(st.text() | SCRAPS)
def test_everything_that_reads_amounts_takes_any_text(text: str) -> None:
    for prose in prose_amounts_in(text):
        assert prose.text in text
    assert said_in(text).amounts == tuple(one.value for one in figures_in(text, POUNDS))
    for measure in Measure:
        list(figures_of_indicator(text, measure, "councils"))


# --- The forms of the published documents -----------------------------------------------------


def shown(one: Amount) -> tuple[object, ...]:
    return (one.text, *(int(end.value) for end in one.ends))


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("the £1.97m (30% indicative allocation)", [("£1.97m", 1_970_000)]),
        ("the region of £234 million⁶ from", [("£234 million", 234_000_000)]),
        ("£ 234 million", [("£ 234 million", 234_000_000)]),
        ("the £22+ million that is coming", [("£22+ million", 22_000_000)]),
        ("a further £3-5 million plus of", [("£3", 3_000_000, 5_000_000)]),
        ("a value range £2 to £7.5m", [("£2", 2_000_000, 7_500_000)]),
        ("between £250,000 and £330,000pa", [("£250,000", 250_000, 330_000)]),
        ("banded £10k to £500K and £500K", [("£10k", 10_000, 500_000), ("£500K", 500_000)]),
        ("from £600k to £1.7m. A", [("£600k", 600_000, 1_700_000)]),
        ("£368k Core funding; £50k", [("£368k", 368_000), ("£50k", 50_000)]),
        ("£100k (tbc), £106K**", [("£100k", 100_000), ("£106K", 106_000)]),
        ("£31,500 pa.) Derby", [("£31,500", 31_500)]),
        ("2008/9 £287,800-- budgeted £132,793", [("£287,800", 287_800), ("£132,793", 132_793)]),
        ("£1,800 for 45 people", [("£1,800", 1_800)]),
    ],
)
def test_the_forms_that_documents_use(text: str, amounts: list[tuple[object, ...]]) -> None:
    assert [shown(one) for one in amounts_in(text) if one.measure is POUNDS] == amounts


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("£1-2m", [("£1", 1_000_000, 2_000_000)]),
        ("£600-900k", [("£600", 600_000, 900_000)]),
        ("£5-10,000", [("£5", 5_000, 10_000)]),
        ("£5,000-10,000", [("£5,000", 5_000, 10_000)]),
        ("£50,000 to £2m", [("£50,000", 50_000, 2_000_000)]),
        ("£500 to £1m", [("£500", 500, 1_000_000)]),
        ("£3 or £5 million", [("£3", 3_000_000, 5_000_000)]),
        ("£5,000 and £10k", [("£5,000", 5_000), ("£10k", 10_000)]),
        ("£5,000 to 12 councils", [("£5,000", 5_000)]),
        ("2010 - £70,000", [("£70,000", 70_000)]),
        ("£5k - 10%", [("£5k", 5_000)]),
    ],
)
def test_what_is_a_range_and_whose_scale_is_shared(
    text: str, amounts: list[tuple[object, ...]]
) -> None:
    assert [shown(one) for one in amounts_in(text) if one.measure is POUNDS] == amounts


@pytest.mark.parametrize(
    ("text", "shares"),
    [
        ("10-15% or 20 per cent", [10, 15, 20]),
        ("10% - 15%", [10, 15]),
        ("from 10 to 15%", [10, 15]),
        ("between 10 and 15%", [10, 15]),
        ("NI 179 - 10%", [10]),
        ("Phase 2 - 10%", [10]),
        ("Q1-10%", [10]),
        ("2010-15%", [15]),
        ("£10-15%", [15]),
    ],
)
def test_percentages_share_one_sign(text: str, shares: list[int]) -> None:
    assert [one.value for one in figures_in(text, PERCENT)] == shares


@pytest.mark.parametrize(
    "text", ["(£k)", "£000", "£'000", "£007", "£5%", "£500ish", "£12th", "£30,0000", "£275,00"]
)
def test_what_is_no_amount(text: str) -> None:
    assert amounts_in(text) == ()


@pytest.mark.parametrize(
    "text", ["", "tbc", "£", "£5 each", "£1m to £2m", "£5+", "about", "275,00", "0,694", "£5 £6"]
)
def test_a_cell_that_is_no_one_amount(text: str) -> None:
    assert amount_alone(text) is None


@pytest.mark.parametrize("text", ["£30,0000", "£275,00", "£0,694", "£250.000", "£1,,000"])
def test_a_slip_is_given_as_it_is_written(text: str) -> None:
    (one,) = misplaced_in(f"It costs {text}, in all.")
    assert (one.text, one.start) == (text, len("It costs "))

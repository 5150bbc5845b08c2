"""Amounts as plans enter them: in pounds or in thousands, and perhaps still to be confirmed."""

from decimal import Decimal, localcontext

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from riep_plan.values.money import (
    LARGEST,
    TO_BE_CONFIRMED,
    Entry,
    Unit,
    format_money,
    read_entry,
    read_money,
    rounding,
    roundings,
)
from riep_plan.values.refusal import Refused
from tests.values.refusals import refusal_of
from tests.values.test_money import OFFER

units = st.sampled_from(Unit)
amounts = st.decimals(
    min_value=-LARGEST + 1, max_value=LARGEST - 1, places=2, allow_nan=False, allow_infinity=False
)
#: Digits and how many of them stand after the point, as a table in £k prints its amounts.
printed = st.tuples(st.integers(-999_999, 999_999), st.integers(0, 5))
anything = st.one_of(
    st.text(max_size=20),
    st.text("0123456789£,._-+kKmMbBnN tTcC()", max_size=14),
    st.from_regex(r"-?£?[0-9]{1,4}(\.[0-9]{1,2})?[km]? \(?tbc\)?", fullmatch=True),
)


def in_thousands(text: str) -> Decimal:
    return read_money(text, Unit.THOUSAND)


# --- To be confirmed -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "amount", "confirmed", "shown"),
    [
        ("2500", "2500", True, "£2,500"),
        ("£2,500", "2500", True, "£2,500"),
        ("2500 tbc", "2500", False, "£2,500 (tbc)"),
        ("2500 (tbc)", "2500", False, "£2,500 (tbc)"),
        ("£2,500 TBC", "2500", False, "£2,500 (tbc)"),
        ("2.5k  tbc", "2500", False, "£2,500 (tbc)"),
        (" 2500 tbc ", "2500", False, "£2,500 (tbc)"),
        ("-500 tbc", "-500", False, "-£500 (tbc)"),
        ("0 tbc", "0", False, "£0 (tbc)"),
        ("99.50 (tbc)", "99.5", False, "£99.50 (tbc)"),
        ("tbc", None, False, "tbc"),
        ("TBC", None, False, "tbc"),
        (" tbc ", None, False, "tbc"),
    ],
)
def test_read(text: str, amount: str | None, *, confirmed: bool, shown: str) -> None:
    entry = read_entry(text)
    assert entry == Entry(None if amount is None else Decimal(amount), is_confirmed=confirmed)
    assert str(entry) == shown


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "tbd", "n/a", "to be confirmed", "tb", "tbc tbc", "tbc 2500", "2500tbc"),
        *("2500 t.b.c.", "2500 ?", "2,50 tbc", "about 2500 tbc", "2500 tbc 300", "(2500) tbc"),
        *("£ tbc", "- tbc", "() tbc", "1e3 tbc", "025 tbc", "225.005 tbc", "1000bn tbc"),
    ],
)
def test_refused(text: str) -> None:
    with pytest.raises(Refused) as refused:
        read_entry(text)
    assert refused.value.message


@pytest.mark.parametrize(
    ("text", "offered"), [("275,00 tbc", {"27500", "275000"}), ("(500) tbc", {"-500"})]
)
def test_refused_with_what_was_meant(text: str, offered: set[str]) -> None:
    with pytest.raises(Refused) as refused:
        read_entry(text)
    found = {offer.replace(",", "") for offer in OFFER.findall(refused.value.advice)}
    assert found & offered, refused.value.advice


def test_an_amount_alone_is_never_to_be_confirmed() -> None:
    with pytest.raises(Refused):
        read_money("2500 tbc")
    with pytest.raises(Refused):
        read_money(TO_BE_CONFIRMED)


@given(anything, units)
@example("9" * 5_000 + " tbc", Unit.POUND)
@example(" " * 5_000 + "tbc", Unit.POUND)
@example("tbc " * 1_000, Unit.THOUSAND)
def test_any_text_is_read_or_refused(text: str, unit: Unit) -> None:
    if refused := refusal_of(lambda one: read_entry(one, unit), text):
        assert refused.message
        return
    entry = read_entry(text, unit)
    assert entry.amount is not None or not entry.is_confirmed
    assert entry.amount is None or abs(entry.amount) < LARGEST
    assert entry.is_confirmed == (TO_BE_CONFIRMED not in text.lower())


@given(amounts, st.booleans())
def test_what_is_written_is_read_back(amount: Decimal, confirmed: bool) -> None:
    entry = Entry(amount, is_confirmed=confirmed)
    assert read_entry(str(entry)) == entry


@given(amounts, units)
def test_the_mark_does_not_change_the_amount(amount: Decimal, unit: Unit) -> None:
    text = f"{amount}"
    assume(refusal_of(lambda one: read_money(one, unit), text) is None)
    for marked in (f"{text} tbc", f"{text} (tbc)"):
        assert read_entry(marked, unit) == Entry(read_money(text, unit), is_confirmed=False)


# --- Thousands -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "pounds"),
    [
        ("225", "225000"),
        ("37.5", "37500"),
        ("2641.5", "2641500"),
        ("1,432", "1432000"),
        ("-500", "-500000"),
        (".5", "500"),
        ("0", "0"),
        ("0.00001", "0.01"),
        ("999999999.99999", "999999999999.99"),
        ("£225", "225"),
        ("£225,000", "225000"),
        ("-£225", "-225"),
        ("£-225", "-225"),
        ("225k", "225000"),
        ("1.7m", "1700000"),
        ("£1.7m", "1700000"),
        ("2bn", "2000000000"),
    ],
)
def test_a_bare_number_counts_thousands_and_no_other(text: str, pounds: str) -> None:
    assert in_thousands(text) == Decimal(pounds)
    assert read_entry(f"{text} tbc", Unit.THOUSAND).amount == Decimal(pounds)


@pytest.mark.parametrize(
    ("text", "slack"),
    [
        ("106", "500"),
        ("-106", "500"),
        ("100", "500"),
        ("37.5", "50"),
        ("37.50", "5"),
        ("37.500", "0"),
        ("37.5000", "0"),
        ("0", "0"),
        ("0.0", "0"),
        ("£106,000", "0"),
        ("106k", "0"),
        ("37.5k", "0"),
        ("£1.7m", "0"),
        ("1bn", "0"),
    ],
)
def test_an_amount_in_thousands_is_known_to_its_last_place(text: str, slack: str) -> None:
    assert rounding(in_thousands(text)) == Decimal(slack)


@pytest.mark.parametrize("text", ["106", "37.5", "99.50", "225000", "1,000,000", "£106"])
def test_an_amount_in_pounds_is_exact(text: str) -> None:
    assert rounding(read_money(text)) == 0


@pytest.mark.parametrize("text", ["0.000001", "0.000005", "37.123456", "-0.000009"])
def test_thousands_are_exact_to_the_penny(text: str) -> None:
    with pytest.raises(Refused) as refused:
        in_thousands(text)
    assert "penny" in refused.value.message


@pytest.mark.parametrize("text", ["37.123456", "225.000005", "-1.000009"])
def test_what_is_offered_means_nearly_the_same(text: str) -> None:
    """`37.123456` in £k is £37,123.456; `37123.46`, which is offered, would be £37m."""
    with pytest.raises(Refused) as refused:
        in_thousands(text)
    offered = [in_thousands(offer.rstrip(".")) for offer in OFFER.findall(refused.value.advice)]
    assert offered
    assert all(abs(one - Decimal(text) * 1_000) < 1 for one in offered)


@pytest.mark.parametrize("text", ["1000000000", "999999999.999999", "-1000000000", "1000bn"])
def test_a_trillion_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        in_thousands(text)


@given(printed)
def test_a_bare_number_of_thousands_is_that_number_with_a_k(number: tuple[int, int]) -> None:
    digits, places = number
    text = f"{Decimal(digits).scaleb(-places):f}"
    assert in_thousands(text) == read_money(f"{text}k")


@given(amounts)
def test_an_amount_with_a_pound_sign_has_one_meaning(amount: Decimal) -> None:
    text = format_money(amount)
    assert in_thousands(text) == read_money(text) == amount


@given(printed, st.decimals(min_value=-1, max_value=1, places=3))
def test_what_rounds_to_a_printed_amount_is_within_its_rounding(
    number: tuple[int, int], part: Decimal
) -> None:
    """Whatever a table in £k was rounded from lies within half of its last place."""
    digits, places = number
    assume(digits)
    assume(places <= 2)
    amount = in_thousands(f"{Decimal(digits).scaleb(-places):f}")
    slack = rounding(amount)
    assert slack == Decimal(500).scaleb(-places)
    exact = amount + slack * part
    with localcontext(prec=40):
        place = Decimal(1_000).scaleb(-places)
        steps = (exact / place).quantize(Decimal(1), rounding="ROUND_HALF_UP")
        assert abs(steps * place - exact) <= slack


@given(st.lists(st.one_of(amounts, printed.map(lambda one: Decimal(one[0]).scaleb(3 - one[1])))))
def test_a_sum_may_be_out_by_the_rounding_of_each_amount(several: list[Decimal]) -> None:
    assert roundings(several) == sum(rounding(one) for one in several)


# --- Billions --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "pounds"),
    [
        ("1bn", "1000000000"),
        ("£1.25bn", "1250000000"),
        ("1BN", "1000000000"),
        ("1Bn", "1000000000"),
        ("-£0.5bn", "-500000000"),
        ("999.99999999999bn", "999999999999.99"),
    ],
)
def test_read_billions(text: str, pounds: str) -> None:
    assert read_money(text) == Decimal(pounds)


@pytest.mark.parametrize("text", ["1b", "1 bn", "1nb", "bn", "£bn", "1000bn", "0.000000000001bn"])
def test_refused_billions(text: str) -> None:
    with pytest.raises(Refused):
        read_money(text)


@given(st.integers(-999_999, 999_999), st.integers(0, 9))
def test_billions_are_exact(digits: int, places: int) -> None:
    number = Decimal(digits).scaleb(-places)
    assume(abs(number) < 1_000)
    assert read_money(f"{number:f}bn") == number * 1_000_000_000

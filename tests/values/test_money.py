"""Money: exact, read from what analysts write, and refused with what was probably meant."""

import re
from decimal import Decimal

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from riep_plan.values.money import LARGEST, Unit, difference, format_money, read_money
from riep_plan.values.refusal import Refused
from tests.values.refusals import refusal_of

amounts = st.decimals(
    min_value=-LARGEST + 1, max_value=LARGEST - 1, places=2, allow_nan=False, allow_infinity=False
)
#: What a sentence of advice offers to write: everything in it that has a digit.
OFFER = re.compile(r"-?£?\d[\d,_.]*\d[kKmM]?|-?£?\d[kKmM]?")


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("0", "0"),
        ("225000", "225000"),
        ("225_000", "225000"),
        ("225,000", "225000"),
        ("£225,000", "225000"),
        ("£ 225,000".replace(" ", ""), "225000"),
        ("225k", "225000"),
        ("225K", "225000"),
        ("£1.7m", "1700000"),
        ("£1.7M", "1700000"),
        ("0.5", "0.5"),
        (".5", "0.5"),
        ("0.10", "0.10"),
        ("99.50", "99.50"),
        ("5.", "5"),
        ("-500", "-500"),
        ("-£500", "-500"),
        ("£-500", "-500"),
        (" 500 ", "500"),
        ("1,234,567.89", "1234567.89"),
        ("999999999999.99", "999999999999.99"),
        ("0.000001m", "1"),
        ("1.23456k", "1234.56"),
    ],
)
def test_read(text: str, amount: str) -> None:
    assert read_money(text) == Decimal(amount)


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("£275,00", {"275000", "27500"}),
        ("0,694", {"694"}),
        ("£30,0000", {"300000", "30000"}),
        ("010", {"10"}),
        ("1e3", {"1000"}),
        ("+5", {"5"}),
        ("(500)", {"-500"}),
        ("12 500", {"12500"}),
        ("225.005", {"225.00", "225.01"}),
        ("150.000", {"150000"}),
        ("150.000", {"150.00"}),
        ("-£1,500.000", {"-£1500000"}),
        ("-£1,500.000", {"-£1500.00"}),
        ("0.100", {"0.10"}),
        ("150.0000", {"150.00"}),
        ("1,2,3", {"123"}),
        ("12,34,567", {"1234567"}),
    ],
)
def test_refused_with_what_was_meant(text: str, offered: set[str]) -> None:
    with pytest.raises(Refused) as refused:
        read_money(text)
    assert f"“{text}”" in refused.value.message
    found = {offer.replace(",", "") for offer in OFFER.findall(refused.value.advice)}
    assert found & offered, refused.value.advice


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "-", "£", "-£", "£-", "--5", "-£-5", "££5", "5£", "k", "£k", ".", "£.", "1.2.3"),
        *("1.2.3e4", "e5", "1e", "5e+", "1_", "_1", "1__0", "1,", ",1", ",", "1,,000", "1_000,000"),
        *(
            "0,5",
            "00",
            "007",
            "0x1F",
            "1:30",
            "1/2",
            "5%",
            "£1.7tn",
            "5p",
            "$5",
            "€5",
            "tbc",
            "n/a",
        ),
        *("no", "yes", "true", "null", "~", "NaN", "nan", "Infinity", "inf", "-inf", ".inf", "1e3"),
        *("٣", "１２", "५", "²", "½", "Ⅷ", "1\u00a0000", "£1\n000", "1e999999999", "1E-999999999"),
        *(
            "1000000000000",
            "999999999999999999999",
            "0.001",
            "0.000",
            "£100.000",
            "99.500",
            "0.0000001k",
            "-0.005",
            "9" * 28,
            "9" * 40,
        ),
    ],
)
def test_refused(text: str) -> None:
    with pytest.raises(Refused) as refused:
        read_money(text)
    assert refused.value.message
    assert not refused.value.message.endswith(".")


def offers(text: str) -> list[str]:
    """What the refusal of a text offers to write instead; nothing where it is read."""
    refused = refusal_of(read_money, text)
    return OFFER.findall(refused.advice) if refused else []


@given(st.from_regex(r"[-+(]?£?[0-9,_. ]{1,10}[kKmM%]?\)?", fullmatch=True))
@example("0,694")
@example("0,6")
@example("0,0")
@example("275,00")
@example("1234567,0")
@example("+0,5")
@example("(1,2)")
@example("+£5k")
@example("1e-5")
@example("0.005")
@example("-0.005")
@example("99999999999999999 9")
@example("00,000")
@example("000")
@example("010k")
@example("£010.50")
@example("00.001")
@example("0.000")
@example("£.500")
@example("99999999999.000")
def test_what_is_offered_can_be_read(text: str) -> None:
    assert [one for one in offers(text) if refusal_of(read_money, one)] == []


@given(st.from_regex(r"[-+]?[0-9]{0,3}\.?[0-9]{0,3}[eE][-+]?[0-9]{1,4}", fullmatch=True))
@example("1.5e-3")
def test_what_is_offered_for_scientific_form_can_be_read(text: str) -> None:
    assert [one for one in offers(text) if refusal_of(read_money, one)] == []


@given(st.one_of(st.text(max_size=20), st.text("0123456789£,._-+kKmMeE ()", max_size=12)))
@example("9" * 5_000)
@example("0." + "0" * 5_000 + "1")
@example("1e" + "9" * 5_000)
@example("0," + "9" * 5_000)
def test_any_text_is_read_or_refused(text: str) -> None:
    if refused := refusal_of(read_money, text):
        assert refused.message
        return
    amount = read_money(text)
    assert amount.is_finite()
    assert abs(amount) < LARGEST
    assert amount == amount.quantize(Decimal("0.01"))
    assert re.search("[0-9]", text)


@given(amounts)
def test_what_is_written_is_read_back(amount: Decimal) -> None:
    assert read_money(format_money(amount)) == amount


@given(amounts)
def test_every_way_of_writing_is_exact(amount: Decimal) -> None:
    for text in (f"{amount}", f"{amount:,}", f"£{amount:,}".replace("£-", "-£")):
        assert read_money(text) == amount


@given(st.integers(0, 10**12 - 1))
def test_groups_may_be_parted_by_underscores(pounds: int) -> None:
    assert read_money(f"{pounds:_}") == pounds


@given(st.integers(-999_999, 999_999), st.integers(0, 5))
def test_thousands_and_millions_are_exact(digits: int, places: int) -> None:
    number = Decimal(digits).scaleb(-places)
    assert read_money(f"{number:f}k") == number * 1_000
    assert read_money(f"{number:f}m") == number * 1_000_000


@given(amounts)
def test_written_as_a_board_paper_does(amount: Decimal) -> None:
    assert re.fullmatch(r"-?£\d{1,3}(,\d{3})*(\.\d\d)?", format_money(amount))


@given(amounts, amounts)
def test_difference(amount: Decimal, reference: Decimal) -> None:
    assume(abs(amount - reference) < LARGEST)
    words = difference(amount, reference)
    gap, direction = words.split(" too ")
    sign = 1 if direction == "much" else -1
    assert reference + sign * read_money(gap) == amount


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        ("58000", "£58,000"),
        ("-1250.5", "-£1,250.50"),
        ("0", "£0"),
        ("-0.00", "£0"),
        ("0.05", "£0.05"),
        ("1E+3", "£1,000"),
        ("999999999999.99", "£999,999,999,999.99"),
    ],
)
def test_format(amount: str, text: str) -> None:
    assert format_money(Decimal(amount)) == text


@given(st.integers(1, 999_999), st.integers(3, 9))
def test_pounds_have_two_places_and_thousands_as_many_as_make_a_penny(
    whole: int, places: int
) -> None:
    text = f"{whole}.{'0' * places}"
    assert refusal_of(read_money, text)
    assert refusal_of(lambda one: read_money(one, Unit.THOUSAND), f"£{text}")
    assert read_money(text, Unit.THOUSAND) == whole * 1_000
    assert read_money(f"{text}k") == whole * 1_000

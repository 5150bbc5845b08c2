"""Expressions of own rules: what they mean, what is wrong with them, and where."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riep_plan.figures import Ledger
from riep_plan.figures.expressions.cel import Budget, NotAnswered, answer, read
from riep_plan.figures.expressions.check import Wrong
from riep_plan.figures.expressions.examine import examined
from riep_plan.figures.expressions.shapes import Kind, Shape, is_there
from riep_plan.figures.vocabulary import names_for, things
from riep_plan.model import Plan
from riep_plan.model.policy import ForEach

PENNIES = st.integers(-(10**14) + 1, 10**14 - 1)


def pounds(pennies: int) -> str:
    sign = "-" if pennies < 0 else ""
    return f"{sign}{abs(pennies) // 100}.{abs(pennies) % 100:02d}"


def holds(expression: str, **values: object) -> bool:
    return answer(read(expression), {"project": values}, Budget())


def faults(require: str, each: ForEach = ForEach.PROJECT, when: str | None = None) -> list[Any]:
    found = examined(each, when, require).faults
    return [(fault.wrong, fault.start) for _, fault in found]


@given(PENNIES, PENNIES)
def test_pounds_are_compared_to_the_penny(cost: int, limit: int) -> None:
    for sign, is_so in (
        ("<", cost < limit),
        ("<=", cost <= limit),
        ("==", cost == limit),
        (">", cost > limit),
    ):
        text = f"project.cost {sign} {pounds(limit)}"
        assert holds(text, cost=Decimal(pounds(cost))) is is_so


@given(st.lists(PENNIES, min_size=1, max_size=8))
def test_sums_of_pounds_are_exact(amounts: list[int]) -> None:
    text = " + ".join(f"project.a{place}" for place in range(len(amounts)))
    values = {f"a{place}": Decimal(pounds(one)) for place, one in enumerate(amounts)}
    assert holds(f"{text} == {pounds(sum(amounts))}", **values)


@given(PENNIES, st.integers(0, 10_000))
def test_a_share_of_pounds_is_exact(amount: int, share: int) -> None:
    """Thirty per cent of an amount is met by just that, and missed by a hundredth of a penny."""
    exact = Decimal(amount) * share / 1_000_000
    text = f"project.part <= project.whole * {pounds(share)[:-3]}.{share % 100:02d} / 100"
    whole = Decimal(pounds(amount))
    assert holds(text, part=exact, whole=whole)
    assert not holds(text, part=exact + Decimal("0.0001"), whole=whole)


@pytest.mark.parametrize(
    "expression",
    [
        "0.1 + 0.2 == 0.3",
        "7 / 2 == 3.5",
        "2-1 == 1 && 2 - -1 == 3 && -(2) < 0",
        "1 + 2 * 3 == 7 && (1 + 2) * 3 == 9 && 7 % 4 == 3",
        "project.none == null && !has(project.none) && !has(project.list)",
        "project.none != 3 && null != 3",
        "project.list.all(one, one > 3) && !project.list.exists(one, true)",
        "[1, 2, 3].filter(one, one > 1).map(one, one * 2).exists(one, one == 6)",
        "[1, 2, 3].exists_one(one, one > 2) && !(4 in [1, 2, 3]) && [1, 2][1] == 2",
        'size("abc") == 3 && "abc".size() == 3 && size([1, 2]) == 2',
        '"abc".contains("b") && "abc".startsWith("a") && "abc".endsWith("c")',
        '"NI 179".matches("^NI [0-9]+$")',
        'date("2011-03-31") < date("2011-04-01")',
        'true ? "a" == "a" : false',
        "false && 1 / 0 == 1 || true",
        "!!true",
    ],
)
def test_an_expression_means_what_it_says(expression: str) -> None:
    assert holds(expression, none=None, list=[])


@pytest.mark.parametrize(
    ("expression", "wrong", "start"),
    [
        ("project.cost >  && 3", Wrong.UNREADABLE, 16),
        ("project.cost = 3", Wrong.UNREADABLE, 13),
        ("project.cost > 3 and true", Wrong.UNREADABLE, 17),
        ("project.cost > 100,000", Wrong.UNREADABLE, 18),
        ("project.cost > £3", Wrong.UNREADABLE, 15),
        ("has(project.sponsor", Wrong.UNREADABLE, 19),
        ('project.title == "Depot', Wrong.UNREADABLE, 17),
        ("project.cost > 1e5", Wrong.UNREADABLE, 15),
        ("project.cost > 0x1F", Wrong.UNREADABLE, 15),
        ("project.cost > 1u", Wrong.UNREADABLE, 15),
        ('{"a": 1}.a == 1', Wrong.UNREADABLE, 0),
        ('project.title.matches("(")', Wrong.UNREADABLE, 22),
        ("project.title.matches(project.title)", Wrong.UNREADABLE, 22),
        ('date("31 March 2011") == date("2011-03-31")', Wrong.UNREADABLE, 5),
        ("x" * 1_001, Wrong.UNREADABLE, 1_000),
        ("(" * 100 + "true" + ")" * 100, Wrong.UNREADABLE, 0),
        ("!" * 900 + "true", Wrong.UNREADABLE, 0),
        ("true" + " || true" * 120, Wrong.UNREADABLE, 0),
        ("project.sponser == null", Wrong.NAMES_NOTHING, 0),
        ("true || projekt.cost > 3", Wrong.NAMES_NOTHING, 8),
        ("false && project.indicators.exists(one, one.knd == null)", Wrong.NAMES_NOTHING, 40),
        ("risk.impact == null", Wrong.NAMES_NOTHING, 0),
        ("project.title.lower() == null", Wrong.NAMES_NOTHING, 0),
        ("lenght(project.title) > 3", Wrong.NAMES_NOTHING, 0),
        ("plan.projects.exists(plan, true)", Wrong.NAMES_NOTHING, 21),
        ("project.indicators.kind == null", Wrong.NAMES_NOTHING, 0),
        ("plan.policy == null", Wrong.NAMES_NOTHING, 0),
        ("project.__class__ == null", Wrong.NAMES_NOTHING, 0),
        ("type(plan) == null", Wrong.NAMES_NOTHING, 0),
        ("project.indicators.reduce(a, b, 0, a) == 1", Wrong.NAMES_NOTHING, 0),
        ("project.cost", Wrong.DOES_NOT_DECIDE, 0),
        ("project.sponsor", Wrong.DOES_NOT_DECIDE, 0),
        ("project.title > 3", Wrong.DOES_NOT_DECIDE, 0),
        ("project.title == 3", Wrong.DOES_NOT_DECIDE, 0),
        ("project.number > 3", Wrong.DOES_NOT_DECIDE, 0),
        ("has(project.lead) && project.number > 3", Wrong.DOES_NOT_DECIDE, 21),
        ("has(project.number) || project.number > 3", Wrong.DOES_NOT_DECIDE, 23),
        ("project.indicators == null", Wrong.DOES_NOT_DECIDE, 0),
        ("project.indicators.all(one, size(one.target.by.text) > 3)", Wrong.DOES_NOT_DECIDE, 33),
        ("project.risks.all(one)", Wrong.DOES_NOT_DECIDE, 0),
        ("project.risks.exists(one, one.text)", Wrong.DOES_NOT_DECIDE, 26),
        ("has(project)", Wrong.DOES_NOT_DECIDE, 4),
        ('project.cost in ["a"]', Wrong.DOES_NOT_DECIDE, 0),
        ('[1, "a"].exists(one, true)', Wrong.DOES_NOT_DECIDE, 0),
        ('project.title + "s" == "Depots"', Wrong.DOES_NOT_DECIDE, 0),
        ('plan.date.to > "2011-03-31"', Wrong.DOES_NOT_DECIDE, 0),
    ],
)
def test_a_fault_is_told_at_its_character(expression: str, wrong: Wrong, start: int) -> None:
    assert faults(expression)[0] == (wrong, start)


@pytest.mark.parametrize(
    "expression",
    [
        "has(project.number) && project.number > 3",
        "!has(project.number) || project.number > 3",
        "project.number == null || project.number > 3",
        "project.number != null ? project.number > 3 : true",
        "!(project.number == null || project.number < 3)",
        'has(project.spend["core"].capital.total) && project.spend.core.capital.total > 3',
        "project.takes.core > 3",
        "project.indicators.all(one, !has(one.target.value) || has(one.target.by))",
        "project.number == 3 && project.number != null",
        "has(project.stated.saving) && project.stated.saving > 3",
        "project.indicators.all(one, !has(one.target.by.to) || size(one.target.by.text) > 3)",
    ],
)
def test_what_is_asked_for_first_may_be_compared(expression: str) -> None:
    assert faults(expression) == []


def test_what_when_makes_sure_of_is_known_in_require() -> None:
    assert faults("project.number > 3", when="has(project.number)") == []


def test_every_fault_is_told_at_once() -> None:
    found = faults("project.sponser == null && project.title > 3", when="project.nmber == null")
    assert [wrong for wrong, _ in found] == [
        Wrong.NAMES_NOTHING,
        Wrong.NAMES_NOTHING,
        Wrong.DOES_NOT_DECIDE,
    ]


@pytest.mark.parametrize(
    "expression",
    [
        "1 / 0 == 1",
        "project.cost % 0 == 1",
        "[1, 2][project.cost] == 1",
    ],
)
def test_what_has_no_answer_says_so(expression: str) -> None:
    with pytest.raises(NotAnswered):
        holds(expression, cost=Decimal(5))


def test_steps_are_counted_to_the_end() -> None:
    budget = Budget(1_000)
    with pytest.raises(NotAnswered, match="steps"):
        answer(
            read("[1,2,3,4,5].all(a, [1,2,3,4,5].all(b, [1,2,3,4,5].all(c, a + b > 0)))"),
            {},
            budget,
        )
    assert budget.steps < 0


@given(st.text(max_size=60))
def test_any_text_is_told_or_read_and_never_breaks(text: str) -> None:
    for each in (ForEach.PROJECT, ForEach.PLAN):
        for _, fault in examined(each, None, text).faults:
            assert fault.message
            assert 0 <= fault.start <= len(text)


WORDS = st.sampled_from(
    [
        *"()[]!?:,.+-*/% x1",
        *("&&", "||", "==", "<", "in", "has(", ".all(x,", "project", "plan", ".cost", ".title"),
        *(".risks", ".stated", ".saving", ".target", '"a"', "null", "true"),
    ]
)


@given(st.lists(WORDS, max_size=14))
def test_any_words_are_told_or_answered(words: list[str]) -> None:
    """What the checker passes has an answer, or says why not: the evaluator never breaks."""
    known = examined(ForEach.PROJECT, None, "".join(words))
    if known.faults or known.require is None:
        return
    plan = Plan.model_validate(
        {"kind": "delivery-plan", "title": "T", "projects": {"depot": {"title": "Depot"}}}
    )
    reasons = []
    for thing in things(Ledger(plan), ForEach.PROJECT):
        try:
            answer(known.require, thing.values, Budget())
        except NotAnswered as why:
            reasons.append(str(why))
    assert not [reason for reason in reasons if "not of the kind" in reason]


def test_every_key_of_the_language_is_there_and_of_its_shape() -> None:
    plan = Plan.model_validate(
        {"kind": "delivery-plan", "title": "T", "projects": {"depot": {"title": "Depot"}}}
    )
    for each in (ForEach.PLAN, ForEach.PROJECT):
        for thing in things(Ledger(plan), each):
            names = names_for(each)
            assert set(thing.values) == set(names)
            for name, shape in names.items():
                assert_shape(thing.values[name], shape, name)


def assert_shape(value: object, shape: Shape, name: str, *, absent: bool = False) -> None:
    """A value stands for its shape: nothing is empty but what may be, or is part of what may be."""
    absent = absent or (shape.may_be_empty and not is_there(value))
    if shape.kind is Kind.RECORD:
        assert isinstance(value, dict)
        assert set(value) == set(shape.keys), name
        for key, below in shape.keys.items():
            assert_shape(value[key], below, f"{name}.{key}", absent=absent)
    elif shape.kind is Kind.LIST:
        assert isinstance(value, list)
        for one in value:
            assert_shape(one, shape.below, f"{name}[]", absent=absent)
    elif shape.kind is Kind.MAPPING:
        assert isinstance(value, dict)
        assert_shape(value["nothing-of-this-name"], shape.below, f"{name}[]", absent=True)
    elif value is None:
        assert absent, name
    else:
        expected = {Kind.NUMBER: Decimal, Kind.TEXT: str, Kind.TRUTH: bool}.get(shape.kind)
        assert expected is None or isinstance(value, expected), name

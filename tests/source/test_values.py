"""The short forms of values, and what a bare number counts, from files to the model."""

from decimal import Decimal
from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riep_plan.model import Plan
from riep_plan.model.profile import Profile, QuantityProfile
from riep_plan.source.discover import find_plans
from riep_plan.source.load import load
from riep_plan.values.money import Entry, Unit, read_entry
from riep_plan.values.quantity import Measure, Quantity
from tests.source.loading import HEAD, findings, found, loaded, plan_from, plan_in

pounds = st.integers(-10_000_000, 1_000_000_000).map(lambda pence: Decimal(pence) / 100)


def profile_of(folder: Path, written: str) -> Profile:
    plan = plan_from(folder, f"stated:\n  funding: {written}\n")
    assert plan.stated is not None
    assert plan.stated.funding is not None
    return plan.stated.funding


def profiles(written: object) -> Profile:
    return Profile.model_validate(written)


# --- One amount alone ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "total", "unknown", "unconfirmed"),
    [
        ("75000", "75000", set(), set()),
        ("£75k", "75000", set(), set()),
        ('"£75,000"', "75000", set(), set()),
        ("-500", "-500", set(), set()),
        ("0", "0", set(), set()),
        ("2500 tbc", "2500", set(), {"total"}),
        ("2500 (tbc)", "2500", set(), {"total"}),
        ("tbc", None, {"total"}, {"total"}),
    ],
)
def test_an_amount_alone_is_a_total(
    written: str, total: str | None, unknown: set[str], unconfirmed: set[str], tmp_path: Path
) -> None:
    profile = profile_of(tmp_path, written)
    assert profile.total == (None if total is None else Decimal(total))
    assert profile.parts == {}
    assert profile.unknown == unknown
    assert profile.unconfirmed == unconfirmed
    assert profile == profile_of(tmp_path, f"{{total: {written}}}")


@pytest.mark.parametrize(
    "at",
    [
        "funding: {core: {title: Core, kind: core, amount: 75000}}",
        "stated: {available: {core: 75000}}",
        "projects: {p: {title: P, allocation: {core: 75000}}}",
        "projects: {p: {title: P, spend: {core: {revenue: 75000}}}}",
        "projects: {p: {title: P, stated: {spend: {overall: 75000}}}}",
        "projects: {p: {title: P, budget: {l: {text: L, amount: 75000}}}}",
        "projects: {p: {title: P, budget: {l: {text: L, amounts: {core: 75000}}}}}",
        "projects: {p: {title: P, milestones: {m: {text: M, payments: {core: 75000}}}}}",
        "projects: {p: {title: P, efficiencies: {in_year: {cashable: 75000}}}}",
    ],
)
def test_an_amount_may_stand_alone_wherever_it_may_be_spread(at: str, tmp_path: Path) -> None:
    spread = at.replace("75000", "{total: 75000}")
    assert plan_from(tmp_path / "a", at) == plan_from(tmp_path / "b", spread)


def test_known_and_unknown_amounts_over_time(tmp_path: Path) -> None:
    profile = profile_of(tmp_path, "{2008/09: 49500, 2009/10: 2500 tbc, 2010/11: tbc}")
    assert profile.total is None
    assert profile.parts == {"2008/09": Decimal(49500), "2009/10": Decimal(2500)}
    assert profile.unknown == {"2010/11"}
    assert profile.unconfirmed == {"2009/10", "2010/11"}
    assert profile.sum() == Decimal(52000)


@pytest.mark.parametrize(
    ("written", "code", "text"),
    [
        ("275,00", "FRM13", "275,00"),
        ("about 500", "FRM13", "about 500"),
        ("tbd", "FRM13", "tbd"),
        ("yes", "FRM13", "yes"),
        ('""', "FRM20", '""'),
        ("~", "FRM20", "~"),
        ("[1, 2]", "FRM12", "[1, 2]"),
    ],
)
def test_what_is_no_amount_is_refused_at_its_own_place(
    written: str, code: str, text: str, tmp_path: Path
) -> None:
    files = {"plan.yaml": f"{HEAD}stated:\n  funding: {written}\n".encode()}
    (one,) = findings(loaded(tmp_path, files))
    assert (one.rule.code, one.place.span and one.place.span.line) == (code, 5)
    (shown,) = [line for _, _, line in found([one])]
    assert shown in (text, "funding")


@pytest.mark.parametrize(
    ("text", "key"),
    [('stated: {funding: ""}', "funding"), ("stated: {funding: ~}", "funding")]
    + [(f'narrative: {{part: "{blank}"}}', "part") for blank in ("", " ")],
)
def test_a_value_that_is_missing_is_named_by_its_key(text: str, key: str, tmp_path: Path) -> None:
    (one,) = findings(loaded(tmp_path, {"plan.yaml": (HEAD + text).encode()}))
    assert (one.rule.code, one.message) == ("FRM20", f"`{key}` has no value.")


@given(amount=pounds, confirmed=st.booleans())
def test_alone_or_as_a_total_is_the_same(amount: Decimal, confirmed: bool) -> None:
    text = f"{amount}" + ("" if confirmed else " tbc")
    assert profiles(text) == profiles({"total": text})
    assert profiles(text).root == {"total": read_entry(text)}


@given(parts=st.dictionaries(st.sampled_from(["Q1", "Q2", "Q3", "Q4"]), pounds, min_size=1))
def test_a_profile_adds_up_what_it_was_given(parts: dict[str, Decimal]) -> None:
    profile = profiles({key: f"{amount}" for key, amount in parts.items()})
    assert profile.parts == parts
    assert profile.sum() == sum(parts.values(), Decimal(0))
    assert Profile.of(parts) == profile


# --- Quantities over time --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "quantities"),
    [
        ({"2008/09": "3%", "2009/10": "4.5%"}, {"2008/09": "3%", "2009/10": "4.5%"}),
        ({"Q1": "75", "Q2": "1,500"}, {"Q1": "75", "Q2": "1,500"}),
        ({"Q1": "£8m", "total": "£9m"}, {"Q1": "£8,000,000"}),
        ({"total": "33%"}, {}),
    ],
)
def test_quantities_keep_what_they_measure(
    written: dict[str, str], quantities: dict[str, str]
) -> None:
    profile = QuantityProfile.model_validate(written)
    assert {key: str(one) for key, one in profile.quantities.items()} == quantities


def test_the_parts_of_quantities_are_their_numbers() -> None:
    profile = QuantityProfile.model_validate({"total": "7.5%", "2008/09": "3%", "2009/10": "4.5%"})
    assert profile.parts == {"2008/09": Decimal(3), "2009/10": Decimal("4.5")}
    assert (profile.total, profile.sum()) == (Decimal("7.5"), Decimal("7.5"))


@pytest.mark.parametrize(
    ("written", "expected"),
    [("33%", Measure.PERCENT), ("75", Measure.NUMBER), ("£8m", Measure.POUNDS)],
)
def test_one_quantity_alone_is_a_total(written: str, expected: Measure) -> None:
    profile = QuantityProfile.model_validate(written)
    assert profile == QuantityProfile.model_validate({"total": written})
    (only,) = profile.root.values()
    assert isinstance(only, Quantity)
    assert only.measure is expected


@pytest.mark.parametrize("written", ["8m", "tbc", "about 500", "3 %%"])
def test_what_is_no_quantity_is_refused(written: str, tmp_path: Path) -> None:
    target = f"target: {{profile: {{Q1: {written}}}}}"
    text = f"indicators:\n  i: {{kind: lead, text: I, {target}}}\n"
    reported = findings(loaded(tmp_path, {"plan.yaml": (HEAD + text).encode()}))
    assert found(reported) == [("FRM15", "plan.yaml", written)]


# --- Sections in prose -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "title", "text"),
    [
        ("Words of it.", None, "Words of it."),
        ("{text: Words of it.}", None, "Words of it."),
        ("{title: PCTs and the MAA, text: Words of it.}", "PCTs and the MAA", "Words of it."),
        ("yes", None, "yes"),
        ("2009", None, "2009"),
        ("|\n    One.\n\n    - Two.", None, "One.\n\n- Two."),
    ],
)
def test_a_section_is_its_text_or_has_a_heading_too(
    written: str, title: str | None, text: str, tmp_path: Path
) -> None:
    plan = plan_from(tmp_path, f"narrative:\n  part: {written}\n")
    section = plan.narrative["part"]
    assert (section.title, section.text) == (title, text)
    project = f"riep: 1\ntitle: P\nnarrative:\n  part: {written}\n"
    files = {"plan.yaml": HEAD.encode(), "projects/p.yaml": project.encode()}
    assert plan_in(tmp_path, files).projects["p"].narrative == plan.narrative


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("{title: A heading}", "FRM11"),
        ("{titel: A heading, text: Words.}", "FRM10"),
        ("[one, two]", "FRM12"),
        ("{title: A heading, text: [one, two]}", "FRM12"),
        ("{title: [one], text: Words.}", "FRM12"),
        ('""', "FRM20"),
        ("", "FRM20"),
        ("{title: A heading, text: }", "FRM20"),
    ],
)
def test_what_is_no_section_is_refused(written: str, code: str, tmp_path: Path) -> None:
    text = f"narrative:\n  part: {written}\n"
    reported = findings(loaded(tmp_path, {"plan.yaml": (HEAD + text).encode()}))
    assert [one.rule.code for one in reported] == [code]
    assert reported[0].place.span is not None
    assert reported[0].place.span.line == 5


# --- What a bare number counts ---------------------------------------------------------------

PROJECT = """\
    riep: 1
    title: Depot
    allocation: {core: 106}
    requested: {core: £106}
    budget:
      lease: {text: Lease, amounts: {core: 37.5}, cost_alone: 2, saving: 3k}
      works: {text: Works, amount: 1.5 tbc}
    efficiencies: {in_year: {cashable: 4}}
    indicators:
      rent: {kind: lag, text: Rent, target: {value: 80, change: £3, profile: {Q1: 7}}}
    """


def in_thousands(folder: Path, more: str = "", **files: str) -> Plan:
    texts = {"plan.yaml": f"{HEAD}unit: thousand\n{dedent(more)}", "projects/depot.yaml": PROJECT}
    texts |= {name.replace("_", "."): text for name, text in files.items()}
    return plan_in(folder, {name: dedent(text).encode() for name, text in texts.items()})


def test_the_unit_reaches_every_amount_of_a_projects_file(tmp_path: Path) -> None:
    project = in_thousands(tmp_path).projects["depot"]
    assert project.allocation["core"].total == 106_000
    assert project.requested["core"].total == 106
    assert project.budget["lease"].amounts["core"].total == 37_500
    assert project.budget["lease"].cost_alone == 2_000
    assert project.budget["lease"].saving == 3_000
    assert project.budget["works"].amount == profiles("1.5k tbc")
    assert project.efficiencies is not None
    assert project.efficiencies.in_year is not None
    assert project.efficiencies.in_year.cashable == profiles("4k")


def test_the_unit_has_no_part_in_quantities(tmp_path: Path) -> None:
    target = in_thousands(tmp_path).projects["depot"].indicators["rent"].target
    assert target is not None
    assert target.profile is not None
    assert (target.value, target.change) == (
        Quantity(Decimal(80), Measure.NUMBER),
        Quantity(Decimal(3), Measure.POUNDS),
    )
    assert target.profile.parts == {"Q1": Decimal(7)}


def test_the_unit_reaches_the_plan_itself_and_its_own_policy(tmp_path: Path) -> None:
    more = "stated: {funding: 6300}\nfunding: {core: {title: C, kind: core, amount: 1975}}\n"
    policy = "riep: 1\ntolerance: {amount: 25}\n"
    plan = in_thousands(tmp_path, more, policy_yaml=policy)
    assert plan.unit is Unit.THOUSAND
    assert plan.stated is not None
    assert plan.stated.funding == profiles("6300k")
    assert plan.funding["core"].amount == profiles("1975k")
    assert plan.policy.tolerance.amount == 25_000


def test_the_unit_reaches_all_of_a_plan_in_one_file(tmp_path: Path) -> None:
    more = """\
        projects: {depot: {title: Depot, allocation: {core: 106}}}
        policy: {tolerance: {amount: 25}}
        """
    plan = plan_from(tmp_path, "unit: thousand\n" + dedent(more))
    assert plan.projects["depot"].allocation["core"].total == 106_000
    assert plan.policy.tolerance.amount == 25_000


def test_the_unit_may_stand_below_the_amounts(tmp_path: Path) -> None:
    plan = plan_from(tmp_path, "stated: {funding: 6300}\nunit: thousand\n")
    assert plan.stated is not None
    assert plan.stated.funding == profiles("6300k")


def test_a_shared_policy_is_in_pounds(tmp_path: Path) -> None:
    """Plans in pounds and plans in £k follow it, and it means one thing to both."""
    policy = b"riep: 1\ntolerance: {amount: 25}\ndelegated: {small: {text: S, limit: 5k}}\n"
    for number, unit in enumerate(("pound", "thousand")):
        text = f"{HEAD}follows: region\nunit: {unit}\nstated: {{funding: 6}}\n"
        files = {"plan.yaml": text.encode(), "../policies/region.yaml": policy}
        plan = plan_in(tmp_path / str(number), files)
        assert plan.policy.tolerance.amount == 25
        assert plan.policy.delegated["small"].limit == 5_000
        assert plan.stated is not None
        assert plan.stated.funding == profiles("6k" if unit == "thousand" else "6")


@pytest.mark.parametrize("unit", ["", "unit: pound\n"])
def test_without_a_word_of_it_a_bare_number_counts_pounds(unit: str, tmp_path: Path) -> None:
    files = {"plan.yaml": (HEAD + unit).encode(), "projects/depot.yaml": dedent(PROJECT).encode()}
    project = plan_in(tmp_path, files).projects["depot"]
    assert project.allocation["core"].root == {"total": Entry(Decimal(106))}


def test_the_unit_of_one_plan_is_not_that_of_the_next(tmp_path: Path) -> None:
    in_thousands(tmp_path / "one")
    plan = plan_from(tmp_path / "two", "stated: {funding: 6300}\n")
    assert plan.stated is not None
    assert plan.stated.funding == profiles("6300")


@pytest.mark.parametrize(
    ("unit", "help_"), [("thousands", "`thousand`"), ("£k", "thousand"), ("million", "thousand")]
)
def test_another_unit_is_refused(unit: str, help_: str, tmp_path: Path) -> None:
    files = {"plan.yaml": f"{HEAD}unit: {unit}\n".encode()}
    (one,) = findings(loaded(tmp_path, files))
    assert (one.rule.code, one.place.span and one.place.span.line) == ("FRM17", 4)
    assert help_ in one.help


def test_a_fault_beside_the_unit_does_not_hide_it(tmp_path: Path) -> None:
    """A project is read in the plan's unit even where the plan file has a fault elsewhere."""
    project = b"riep: 1\ntitle: Depot\nallocation: {core: 1000000000}\n"
    plan = f"{HEAD}unit: thousand\ntitel: x\n".encode()
    reported = findings(loaded(tmp_path, {"plan.yaml": plan, "projects/depot.yaml": project}))
    assert [(one.rule.code, Path(one.place.file).name) for one in reported] == [
        ("FRM10", "plan.yaml"),
        ("FRM13", "depot.yaml"),
    ]


def test_a_comma_in_braces_is_told_as_the_end_of_an_amount(tmp_path: Path) -> None:
    """The same advice in a part as in a table: no “key 000” that the reader never wrote."""
    text = "riep: 1\nkind: work-programme\ntitle: A\n"
    text += "funding:\n  core: {title: Core, kind: core, amount: £225,000}\n"
    (tmp_path / "plan.yaml").write_text(text, encoding="utf-8")
    problems = [
        problem for file in load(find_plans(tmp_path)[0]).files for problem in file.problems
    ]
    assert [problem.rule.code for problem in problems] == ["FRM13"]
    assert "comma" in problems[0].message

"""A check in parts: together they give what one run gives, and nothing else is taken for a part."""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from riep_plan.check import Options
from riep_plan.check.many import results
from riep_plan.check.parts import in_part, read_parts, write_part
from riep_plan.check.run import PlanResult, together
from riep_plan.output import renderer
from riep_plan.source.discover import PlanSite, find_plans
from riep_plan.values.refusal import Refused

PLANS = Path(__file__).parents[2] / "plans"


@cache
def known() -> Mapping[PlanSite, PlanResult]:
    """What is found in each plan kept here: findings with places, waivers, related places."""
    sites = find_plans(PLANS)
    return dict(zip(sites, results(sites, Options()), strict=True))


@cache
def part(which: int, of: int) -> tuple[str, bytes]:
    """Write one part of the plans kept here, by the name of its file."""
    words = f"{which}/{of}"
    sites = in_part(list(known()), words)
    return f"part-{which}.json", write_part(words, [known()[site] for site in sites], len(known()))


def refused(*contents: tuple[str, bytes]) -> str:
    with pytest.raises(Refused) as told:
        read_parts(contents)
    return told.value.message


@settings(max_examples=40)
@given(data=st.data(), of=st.integers(1, 3 * len(find_plans(PLANS))))
def test_parts_in_any_order_give_what_one_run_gives(data: st.DataObject, of: int) -> None:
    parts = data.draw(st.permutations([part(which, of) for which in range(1, of + 1)]))
    found = read_parts(parts)
    assert found == list(known().values())
    render = renderer("json")
    whole = together(list(known().values()))
    assert render(together(found).result) == render(whole.result)


def test_the_bytes_of_a_part_are_the_same_whatever_the_order_of_sets() -> None:
    codes = [f"TOT{number:02}" for number in range(40)]
    told = json.loads(write_part("1/1", [PlanResult("p", (), ran=frozenset(codes))], 1))
    assert told["results"][0]["ran"] == codes


@given(sites=st.integers(0, 50), of=st.integers(1, 60))
def test_every_plan_is_in_one_part_and_parts_are_about_as_large(sites: int, of: int) -> None:
    plans = [PlanSite(f"p{n}", Path(f"p{n}"), is_folder=True) for n in range(sites)]
    parts = [in_part(plans, f"{which}/{of}") for which in range(1, of + 1)]
    assert sorted(site.id for one in parts for site in one) == sorted(one.id for one in plans)
    assert max(map(len, parts)) - min(map(len, parts)) <= 1


def test_files_that_could_not_be_read_stay_in_order() -> None:
    every = [PlanResult(f"p{n}", (), unread=(f"p{n} cannot be read",)) for n in range(5)]
    parts = [(f"{k}", write_part(f"{k}/3", every[k - 1 :: 3], 5)) for k in (3, 1, 2)]
    assert together(read_parts(parts)).unread == together(every).unread


@pytest.mark.parametrize(
    "words",
    ["", "2", "0/3", "4/3", "1/0", "-1/3", "1/3 ", "01/3", "1/3/3", "a/b", "1/9999999", "½/1"],
)
def test_there_is_no_such_part(words: str) -> None:
    with pytest.raises(Refused, match="there is no part"):
        in_part([], words)
    with pytest.raises(Refused, match="there is no part"):
        write_part(words, [], 0)


@settings(max_examples=40)
@given(of=st.integers(2, 12), data=st.data())
def test_a_missing_part_is_named(of: int, data: st.DataObject) -> None:
    gone = data.draw(st.integers(1, of))
    rest = [part(which, of) for which in range(1, of + 1) if which != gone]
    assert refused(*rest) == f"part {gone} of {of} is missing"


def test_several_missing_parts_are_named() -> None:
    assert refused(part(2, 4)) == "parts 1, 3 and 4 of 4 are missing"


def test_a_part_that_is_there_twice_is_named() -> None:
    again = ("again.json", part(1, 2)[1])
    assert refused(part(1, 2), again, part(2, 2)) == "again.json is part 1 once more"


def test_a_part_of_another_division_is_named() -> None:
    assert "part-2.json is one of 3 parts" in refused(part(1, 2), part(2, 3))


def test_a_part_checked_with_other_options_is_named() -> None:
    sites = in_part(list(known()), "2/2")
    found = results(sites, Options(select=("TOT",)))
    other = write_part("2/2", found, len(known()), Options(select=("TOT",)))
    told = refused(part(1, 2), ("part-2.json", other))
    assert told == "part-2.json was checked with other options than part 1"


def test_a_part_of_other_plans_is_named() -> None:
    other = write_part("2/2", [], 3)
    assert refused(part(1, 2), ("late.json", other)) == (
        f"late.json is of 3 plans, and part 1 of {len(known())}"
    )


def changed(name: str, content: bytes, **values: object) -> tuple[str, bytes]:
    return name, json.dumps({**json.loads(content), **values}).encode()


def test_a_part_of_another_riep_is_named() -> None:
    assert "part-1.json was written by riep 0.0.1" in refused(changed(*part(1, 1), riep="0.0.1"))


@pytest.mark.parametrize("which", [0, 3, -1])
def test_a_part_beyond_the_last_is_no_part(which: int) -> None:
    assert f"it is part {which} of 2" in refused(
        part(1, 2), part(2, 2), changed(*part(1, 2), which=which)
    )


@given(
    content=st.one_of(
        st.binary(max_size=60),
        st.sampled_from([b"", b"{}", b"[]", b"null", b'{"findings": []}', b"\xff\xfe"]),
    )
)
def test_what_is_no_part_is_refused(content: bytes) -> None:
    assert "is not what `riep validate --shard` writes" in refused(("x", content))


@given(at=st.integers(min_value=1))
def test_half_a_part_is_refused(at: int) -> None:
    content = part(1, 2)[1].rstrip()
    assert "is not what" in refused(("x", content[: at % len(content)]), part(2, 2))


def test_a_name_cannot_write_on_the_terminal() -> None:
    assert "\x1b" not in refused(("\x1b[31mx", b""))


def findings(of: Sequence[PlanResult]) -> int:
    return sum(len(one.reported) for one in of)


def test_the_plans_kept_here_have_something_to_merge() -> None:
    assert findings(list(known().values())) > 100

"""A baseline: what it names stays out of the way, and nothing beside it does."""

import dataclasses
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riep_plan.check.baseline import STALE, against, entries_of
from riep_plan.findings.result import Place, Reported, Result
from riep_plan.findings.rule import Rule, Severity
from riep_plan.source.baseline import baseline_text, read_baseline
from riep_plan.values.refusal import Refused

RULES = [Rule(code, "a-fault", Severity.ERROR, "0.1.0") for code in ("TOT01", "RSK01")]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("baseline: {}\n", "kept.yaml:1: "),
        ("riep: 1\nbaseline: [a]\n", "kept.yaml:2: "),
        ("riep: 1\nbaseline: {a: {TOT01: {}}}\n", "kept.yaml:2: "),
        ("a: [\n", "kept.yaml:"),
        ("", "kept.yaml: The file is empty"),
    ],
)
def test_what_is_no_baseline_is_refused_with_its_line(
    tmp_path: Path, text: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("kept.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(Refused) as refused:
        read_baseline(Path("kept.yaml"))
    assert refused.value.message.startswith(said)


class Kept:
    """A baseline in memory."""

    def __init__(self, plans: Mapping[str, Mapping[str, Sequence[str]]]) -> None:
        self.plans = plans

    def place(self, plan: str, code: str, position: int) -> Place:
        return Place("kept", f"/baseline/{plan}/{code}/{position}", None)


FOUND = st.builds(
    Reported,
    st.sampled_from(RULES),
    st.just("depots"),
    st.just(Place("plan.yaml", "", None)),
    st.text(max_size=3),
    at=st.sampled_from(["", "a", "a/b", "risks/June 2010: £1 #2"]),
)


def shown(reported: list[Reported]) -> Result:
    return Result(1, 1, tuple(reported), has_baseline=True)


@given(st.lists(FOUND))
def test_a_baseline_of_everything_leaves_nothing_open(found: list[Reported]) -> None:
    kept = Kept(entries_of(found))
    result = shown(list(against(kept, "depots", found, lambda _: True)))
    assert result.open == ()
    assert len(result.known) == len(found)


@given(st.lists(FOUND), st.lists(FOUND))
def test_nothing_is_lost_and_only_what_is_gone_is_stale(
    before: list[Reported], now: list[Reported]
) -> None:
    kept = Kept(entries_of(before))
    result = shown(list(against(kept, "depots", now, lambda _: True)))
    stale = [one for one in result.open if one.rule == STALE]
    back = [dataclasses.replace(one, in_baseline=False) for one in result.reported]
    assert sorted(one.sort_key for one in back if one.rule != STALE) == sorted(
        one.sort_key for one in now
    )
    assert len(result.known) + len(stale) == len(before)


@given(
    st.dictionaries(
        st.from_regex(r"[a-z][a-z0-9-]{0,9}", fullmatch=True),
        st.dictionaries(
            st.from_regex(r"[A-Z]{3}\d\d", fullmatch=True),
            st.lists(
                st.from_regex(r"[a-z0-9£'\"#:{}\[\]&*!|>%@` /.,–-]{1,30}[a-z]", fullmatch=True),
                min_size=1,
            ),
            min_size=1,
        ),
    )
)
def test_what_is_written_is_read(
    tmp_path_factory: pytest.TempPathFactory, plans: dict[str, dict[str, list[str]]]
) -> None:
    path = tmp_path_factory.mktemp("kept") / "kept.yaml"
    path.write_text(baseline_text(plans), encoding="utf-8")
    read = read_baseline(path).plans
    assert {
        plan: {code: sorted(at) for code, at in codes.items()} for plan, codes in read.items()
    } == {
        plan: {code: sorted(one.strip() for one in at) for code, at in codes.items()}
        for plan, codes in plans.items()
    }

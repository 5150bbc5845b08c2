"""Policies that plans share: found beside the plans, suggested when missing, one to a plan."""

from pathlib import Path

import pytest

from riep_plan.findings.result import Reported
from riep_plan.source.discover import PlanSite, find_plans
from riep_plan.source.load import load
from riep_plan.source.loaded import LoadedPlan
from tests.cli.running import run_process, write_files
from tests.source.loading import HEAD, findings, found, loaded

FOLLOWS = f"{HEAD}follows: region\n".encode()
REGION = b"riep: 1\ntitle: Regional programmes\nrequired_sections: [governance]\n"
OWN = b"riep: 1\ntitle: Our own\n"
#: A baseline that is older than a policy allows that says nothing of it.
OLD_BASELINE = """\
calendar:
  Q1: {from: April 2009, to: June 2009}
indicators:
  rent:
    kind: lag
    text: Rent
    measures: less
    better: lower
    baseline: {value: 80, at: June 1999}
    target: {value: 60, by: June 2010}
outcomes: {less: Less rent}
"""


def codes(reported: list[Reported]) -> list[str]:
    return [one.rule.code for one in reported]


def one_file(folder: Path, text: str) -> LoadedPlan:
    write_files(folder / "plans", {"small.yaml": text.encode()})
    return load(PlanSite("small", folder / "plans" / "small.yaml", is_folder=False))


def test_a_shared_policy_is_found_beside_the_plan(tmp_path: Path) -> None:
    read = loaded(tmp_path, {"plan.yaml": FOLLOWS, "../policies/region.yaml": REGION})
    assert read.complete
    assert read.plan is not None
    assert read.plan.policy.title == "Regional programmes"
    assert [Path(file.name).name for file in read.files] == ["plan.yaml", "region.yaml"]


def test_a_shared_policy_judges_the_plan(tmp_path: Path) -> None:
    files = {"plan.yaml": FOLLOWS, "../policies/region.yaml": REGION}
    (one,) = findings(loaded(tmp_path, files), "SEC01")
    assert (one.rule.code, Path(one.place.file).name) == ("SEC01", "plan.yaml")
    assert [Path(other.place.file).name for other in one.related] == ["region.yaml"]
    assert [other.place.line for other in one.related] == ["required_sections: [governance]"]


def test_a_plan_in_one_file_may_follow_a_shared_policy(tmp_path: Path) -> None:
    write_files(tmp_path / "plans", {"policies/region.yaml": REGION})
    read = one_file(tmp_path, f"{HEAD}follows: region\n")
    assert read.complete
    assert found(findings(read, "SEC01")) == [("SEC01", "small.yaml", "riep")]


def test_several_plans_follow_one_policy(tmp_path: Path) -> None:
    files = {"a/plan.yaml": FOLLOWS, "b/plan.yaml": FOLLOWS, "policies/region.yaml": REGION}
    write_files(tmp_path / "plans", files | {"c.yaml": FOLLOWS})
    ended = run_process(tmp_path, "validate", "--select", "SEC01", "--format", "json")
    assert [(one["plan"], one["code"]) for one in ended.findings] == [
        ("a", "SEC01"),
        ("b", "SEC01"),
        ("c", "SEC01"),
    ]


def test_the_folder_of_policies_is_no_plan(tmp_path: Path) -> None:
    files = {"a/plan.yaml": FOLLOWS, "policies/region.yaml": REGION}
    write_files(tmp_path / "plans", files)
    assert [site.id for site in find_plans(tmp_path / "plans")] == ["a"]


def test_a_policy_that_nobody_follows_is_not_read(tmp_path: Path) -> None:
    files = {"plan.yaml": HEAD.encode(), "../policies/region.yaml": b"titel: [\n"}
    read = loaded(tmp_path, files)
    assert findings(read) == []
    assert len(read.files) == 1


# --- Missing ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("there", "offered"),
    [
        (["region-2009", "county"], ["Did you mean region-2009?"]),
        (["county"], ["county"]),
        (["county", "district"], ["county and district"]),
        ([], ["policies/region-2008.yaml"]),
    ],
)
def test_a_policy_that_is_not_there(there: list[str], offered: list[str], tmp_path: Path) -> None:
    files = {f"../policies/{one}.yaml": REGION for one in there}
    plan = f"{HEAD}follows: region-2008\n".encode()
    reported = findings(loaded(tmp_path, {"plan.yaml": plan, **files}))
    assert found(reported) == [("FRM22", "plan.yaml", "region-2008")]
    assert "policies/region-2008.yaml" in reported[0].message
    assert [one for one in offered if one not in reported[0].help] == []


def test_a_plan_in_one_file_misses_its_policy_too(tmp_path: Path) -> None:
    write_files(tmp_path / "plans", {"policies/regions.yaml": REGION})
    reported = findings(one_file(tmp_path, f"{HEAD}follows: region\n"))
    assert found(reported) == [("FRM22", "small.yaml", "region")]
    assert reported[0].help == "Did you mean regions?"


def test_a_policy_is_looked_for_nowhere_else(tmp_path: Path) -> None:
    """Not in the plan's own folder, and not above the folder of plans."""
    elsewhere = {"../../policies/region.yaml": REGION, "../region.yaml": REGION}
    reported = findings(loaded(tmp_path, {"plan.yaml": FOLLOWS, **elsewhere}))
    assert codes(reported) == ["FRM22"]
    own = findings(loaded(tmp_path / "own", {"plan.yaml": FOLLOWS, "policies/region.yaml": REGION}))
    assert codes(own) == ["FRM22", "FRM09"]


@pytest.mark.parametrize("name", ["../policy", "policies/region", "Region", "a b", "region.yaml"])
def test_a_policy_is_named_by_its_id(name: str, tmp_path: Path) -> None:
    files = {"plan.yaml": f"{HEAD}follows: {name}\n".encode(), "../policies/region.yaml": REGION}
    assert found(findings(loaded(tmp_path, files))) == [("FRM16", "plan.yaml", name)]


@pytest.mark.parametrize("wrong", ["missing", "two"])
def test_without_its_policy_a_plan_is_not_judged(wrong: str, tmp_path: Path) -> None:
    """As with a `policy.yaml` that cannot be read: a judgement would be unfair.

    Here the policy allows baselines of twenty years before, and a slip in its name brings a
    finding about the baseline as well.
    """
    policy = b"riep: 1\nbaseline_years: 20\n"
    right = {"plan.yaml": FOLLOWS + OLD_BASELINE.encode(), "../policies/region.yaml": policy}
    assert findings(loaded(tmp_path / "right", right), "IND08") == []
    spoilt = {"missing": {"plan.yaml": right["plan.yaml"].replace(b"region", b"regions")}}
    spoilt["two"] = {"plan.yaml": right["plan.yaml"] + b"policy: {title: Our own}\n"}
    spoilt_plan = loaded(tmp_path / wrong, right | spoilt[wrong])
    assert codes(findings(spoilt_plan, "IND08")) == ["FRM22"]


# --- One policy to a plan --------------------------------------------------------------------


@pytest.mark.parametrize("beside", [{"../policies/region.yaml": REGION}, {}])
def test_a_policy_file_of_its_own_as_well(beside: dict[str, bytes], tmp_path: Path) -> None:
    reported = findings(loaded(tmp_path, {"plan.yaml": FOLLOWS, "policy.yaml": OWN, **beside}))
    assert found(reported) == [("FRM22", "plan.yaml", "region")]
    assert "as well" in reported[0].message
    assert reported[0].help == "Keep one."


@pytest.mark.parametrize("policy", ["{title: Our own}", "{}"])
def test_a_policy_in_the_plan_file_as_well(policy: str, tmp_path: Path) -> None:
    plan = FOLLOWS + f"policy: {policy}\n".encode()
    files = {"plan.yaml": plan, "../policies/region.yaml": REGION}
    assert found(findings(loaded(tmp_path, files))) == [("FRM22", "plan.yaml", "region")]
    alone = one_file(tmp_path / "one", plan.decode())
    assert found(findings(alone)) == [("FRM22", "small.yaml", "region")]


# --- Faults in what is shared ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("policy", "code"),
    [
        ("riep: 1\ntitel: Regional programmes\n", "FRM10"),
        ("riep: 1\nbaseline_years: many\n", "FRM15"),
        ("title: [\n", "FRM03"),
        ("", "FRM07"),
        ("riep: 2\n", "FRM18"),
    ],
)
def test_a_fault_in_a_shared_policy_stands_at_its_line_and_the_plan_is_not_judged(
    policy: str, code: str, tmp_path: Path
) -> None:
    wrong = FOLLOWS + b"narrative: {overview: To be written}\n"
    files = {"plan.yaml": wrong, "../policies/region.yaml": policy.encode()}
    reported = findings(loaded(tmp_path, files), "SEC02")
    assert [(one.rule.code, Path(one.place.file).name) for one in reported] == [
        (code, "region.yaml")
    ]


def test_a_shared_policy_may_not_be_a_link_to_elsewhere(tmp_path: Path) -> None:
    outside = write_files(tmp_path / "outside", {"region.yaml": REGION})
    read = loaded(tmp_path, {"plan.yaml": FOLLOWS, "../policies/county.yaml": REGION})
    (tmp_path / "plans/policies/region.yaml").symlink_to(outside / "region.yaml")
    assert codes(findings(load(PlanSite("plan", read.root, is_folder=True)))) == ["FRM08"]


def test_shared_policies_may_not_stand_elsewhere(tmp_path: Path) -> None:
    outside = write_files(tmp_path / "outside", {"region.yaml": REGION})
    read = loaded(tmp_path, {"plan.yaml": FOLLOWS})
    (tmp_path / "plans/policies").symlink_to(outside, target_is_directory=True)
    assert codes(findings(load(PlanSite("plan", read.root, is_folder=True)))) == ["FRM08"]

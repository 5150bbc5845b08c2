"""REF: every id that one part of a plan uses of another, and projects of the plans beside it."""

from pathlib import Path
from textwrap import dedent

import pytest

from riep_plan.findings.result import Reported
from riep_plan.source.discover import PlanSite
from riep_plan.source.load import load
from tests.cli.running import Files, write_files
from tests.source.loading import HEAD, findings, found, loaded

#: A plan in which each kind of id is used once, and each is there.
SOUND = """\
    organisations: {wirral: {title: Wirral}, sefton: {title: Sefton}}
    meetings: {board-may: {body: Board, on: 12 May 2010}}
    workstreams: {property: {title: Property}}
    frameworks: {regional: {title: Regional targets, targets: {7: Savings, 12: Carbon}}}
    funding:
      core: {title: Core, kind: core}
      brought: {title: Brought forward, kind: carry-forward, pooled_with: core}
    outcomes: {cheaper: Cheaper depots}
    indicators: {cost: {kind: lag, text: Cost, measures: cheaper}}
    budget: {posts: {text: Posts, amounts: {core: 1}, workstreams: property}}
    milestones:
      start: {text: Start, payments: {core: 1}, steps: {one: {text: S, payments: {core: 1}}}}
    assessments:
      forecast: {title: F, scale: {G: good}, results: {}, returned: wirral, not_returned: sefton}
    evidence:
      costs: {title: C, rows: {a: {text: A}, b: {text: B}, t: {text: T, adds: a, less: b}}}
    stated: {available: {core: 1}, allocation: {core: 1}, unallocated: {core: 0}}
    projects:
      depot:
        title: Depot
        workstreams: [property]
        contributes: {regional: [7, 12]}
        decisions: {board-may: {outcome: approved}}
        outcomes: {savings: Savings}
        actions: {survey: {text: Survey, serves: [savings], funded_by: core}}
        indicators: {paid: {kind: lag, text: Paid, measures: savings}}
        allocation: {core: 1}
        requested: {core: 1}
        spend: {core: {revenue: 1}}
        budget: {lease: {text: Lease, amounts: {core: 1}}}
        additional_funding: {time: {source: core, text: Time}}
        milestones:
          sign: {text: Sign, funded_under: estate}
          pay:
            text: Pay
            payments: {core: 1}
            steps: {one: {text: S, payments: {core: 1}}, two: {text: S, funded_under: estate}}
        evidence:
          own: {title: O, rows: {x: {text: X}, y: {text: Y, adds: x}, z: {text: Z, less: [x]}}}
        stated: {budget: {core: 1}, payments: {core: 1}}
      estate: {title: Estate}
    """
#: Each use of an id: the words around it, what to write for it, what was meant, and the path.
USES = [
    ("pooled_with: {}", "core", "funding/brought/pooled_with"),
    ("available: {{{}: 1}}", "core", "stated/available/{}"),
    ("stated: {{available: {{core: 1}}, allocation: {{{}: 1}}", "core", "stated/allocation/{}"),
    ("unallocated: {{{}: 0}}", "core", "stated/unallocated/{}"),
    ("posts: {{text: Posts, amounts: {{{}: 1}}", "core", "budget/posts/amounts/{}"),
    ("workstreams: {}}}", "property", "budget/posts/workstreams/0"),
    ("start: {{text: Start, payments: {{{}: 1}}", "core", "milestones/start/payments/{}"),
    (
        "steps: {{one: {{text: S, payments: {{{}: 1}}}}}}}}",
        "core",
        "milestones/start/steps/one/payments/{}",
    ),
    ("text: Cost, measures: {}", "cheaper", "indicators/cost/measures/0"),
    (", returned: {}", "wirral", "assessments/forecast/returned/0"),
    ("not_returned: {}", "sefton", "assessments/forecast/not_returned/0"),
    ("workstreams: [{}]", "property", "projects/depot/workstreams/0"),
    ("contributes: {{{}: [7, 12]}}", "regional", "projects/depot/contributes/{}"),
    ("regional: [7, {}]", "12", "projects/depot/contributes/regional/1"),
    ("decisions: {{{}: ", "board-may", "projects/depot/decisions/{}"),
    ("serves: [{}]", "savings", "projects/depot/actions/survey/serves/0"),
    ("funded_by: {}", "core", "projects/depot/actions/survey/funded_by/0"),
    ("text: Paid, measures: {}", "savings", "projects/depot/indicators/paid/measures/0"),
    ("    allocation: {{{}: 1}}", "core", "projects/depot/allocation/{}"),
    ("requested: {{{}: 1}}", "core", "projects/depot/requested/{}"),
    ("spend: {{{}: ", "core", "projects/depot/spend/{}"),
    ("lease: {{text: Lease, amounts: {{{}: 1}}", "core", "projects/depot/budget/lease/amounts/{}"),
    ("source: {}", "core", "projects/depot/additional_funding/time/source"),
    (
        "sign: {{text: Sign, funded_under: {}",
        "estate",
        "projects/depot/milestones/sign/funded_under",
    ),
    (
        "two: {{text: S, funded_under: {}",
        "estate",
        "projects/depot/milestones/pay/steps/two/funded_under",
    ),
    ("        payments: {{{}: 1}}", "core", "projects/depot/milestones/pay/payments/{}"),
    (
        "steps: {{one: {{text: S, payments: {{{}: 1}}}}, two",
        "core",
        "projects/depot/milestones/pay/steps/one/payments/{}",
    ),
    ("stated: {{budget: {{{}: 1}}", "core", "projects/depot/stated/budget/{}"),
    ("budget: {{core: 1}}, payments: {{{}: 1}}", "core", "projects/depot/stated/payments/{}"),
]
#: Ids of rows of evidence, which are too short to suggest another for.
ROWS = [
    ("adds: {}, less: b", "a", "evidence/costs/rows/t/adds/0"),
    ("adds: a, less: {}", "b", "evidence/costs/rows/t/less/0"),
    ("adds: {}}}, z", "x", "projects/depot/evidence/own/rows/y/adds/0"),
    ("less: [{}]", "x", "projects/depot/evidence/own/rows/z/less/0"),
]


def plan(text: str) -> Files:
    return {"plan.yaml": (HEAD + dedent(text)).encode()}


def references(folder: Path, text: str, *codes: str) -> list[Reported]:
    return findings(loaded(folder, plan(text)), *(codes or ("REF01",)))


def misspelt(use: str, right: str, wrong: str) -> str:
    """The sound plan with one use of an id changed."""
    before, after = use.format(right), use.format(wrong)
    assert SOUND.count(before) == 1, (before, SOUND.count(before))
    return SOUND.replace(before, after)


def test_a_plan_in_which_every_id_is_there(tmp_path: Path) -> None:
    assert references(tmp_path, SOUND) == []


@pytest.mark.parametrize(("use", "right", "at"), USES, ids=[at for _, _, at in USES])
def test_each_id_that_names_nothing_is_found_where_it_stands(
    use: str, right: str, at: str, tmp_path: Path
) -> None:
    wrong = f"{right}s" if right != "12" else "122"
    (one,) = references(tmp_path, misspelt(use, right, wrong))
    assert (one.rule.code, one.at) == ("REF01", at.format(wrong))
    assert (one.expected, one.actual, one.help) == (right, wrong, f"Did you mean {right}?")
    assert wrong in one.place.line
    assert f"“{wrong}”" in one.message


@pytest.mark.parametrize(
    ("use", "right", "at"), [*USES, *ROWS], ids=[at for _, _, at in [*USES, *ROWS]]
)
def test_an_id_that_is_near_to_none_is_told_which_there_are(
    use: str, right: str, at: str, tmp_path: Path
) -> None:
    (one,) = references(tmp_path, misspelt(use, right, "qqqq"))
    assert (one.rule.code, one.at, one.expected) == ("REF01", at.format("qqqq"), None)
    assert one.help.startswith("The plan has ")
    assert right in one.help


def test_ids_of_another_kind_are_nothing(tmp_path: Path) -> None:
    """A funding source is no meeting, and an outcome of the plan none of a project."""
    text = misspelt("decisions: {{{}: ", "board-may", "core")
    assert [one.at for one in references(tmp_path, text)] == ["projects/depot/decisions/core"]
    text = misspelt("serves: [{}]", "savings", "cheaper")
    assert [one.at for one in references(tmp_path / "b", text)] == [
        "projects/depot/actions/survey/serves/0"
    ]


def test_where_there_is_none_of_a_kind_it_is_said(tmp_path: Path) -> None:
    text = "projects: {depot: {title: Depot, decisions: {board: {outcome: approved}}}}\n"
    (one,) = references(tmp_path, text)
    assert one.help == "The plan has none."


def test_a_framework_that_is_not_there_has_no_targets_to_miss(tmp_path: Path) -> None:
    text = "projects: {depot: {title: Depot, contributes: {regional: [7, 12]}}}\n"
    assert [one.at for one in references(tmp_path, text)] == ["projects/depot/contributes/regional"]


def test_a_milestone_of_the_programme_names_a_project_too(tmp_path: Path) -> None:
    text = "milestones: {start: {text: Start, funded_under: estates}}\n"
    text += "projects: {estate: {title: Estate}}\n"
    assert [one.at for one in references(tmp_path, text)] == ["milestones/start/funded_under"]


def test_projects_wait_until_every_file_can_be_read(tmp_path: Path) -> None:
    """The one that is named may be the one that cannot be read."""
    depot = b"riep: 1\ntitle: Depot\nmilestones: {sign: {text: Sign, funded_under: estate}}\n"
    files = {"plan.yaml": HEAD.encode(), "projects/depot.yaml": depot}
    broken = files | {"projects/estate.yaml": b"title: [\n"}
    assert [one[0] for one in found(findings(loaded(tmp_path / "a", broken), "REF01"))] == ["FRM03"]
    assert [one[0] for one in found(findings(loaded(tmp_path / "b", files), "REF01"))] == ["REF01"]


def test_every_id_that_names_nothing_is_told(tmp_path: Path) -> None:
    text = SOUND.replace("{core: 1}", "{corr: 1}")
    uses = text.count("{corr: 1}")
    assert uses > 10
    assert len(references(tmp_path, text)) == uses


# --- Projects of the plans beside this one ---------------------------------------------------

BEFORE = {
    "../region-2008/plan.yaml": HEAD.encode(),
    "../region-2008/projects/depot.yaml": b"riep: 1\ntitle: Depot\n",
    "../region-2008/projects/shared-fleet.yaml": b"riep: 1\ntitle: Fleet\n",
    "../small.yaml": f"{HEAD}projects: {{depot: {{title: Depot}}}}\n".encode(),
}


def continuing(folder: Path, *continues: str, beside: Files = BEFORE) -> list[Reported]:
    listed = ", ".join(f'"{one}"' for one in continues)
    project = f"riep: 1\ntitle: Shared depot\ncontinues: [{listed}]\n".encode()
    files = {"plan.yaml": HEAD.encode(), "projects/now.yaml": project, **beside}
    return findings(loaded(folder, files), "REF03")


@pytest.mark.parametrize(
    "words",
    [
        "region-2008/depot",
        "region-2008/shared-fleet",
        "small/depot",
        "project 453",
        "the depots of 2008/09",
        "region-2008/depot and its leases",
        "453",
    ],
)
def test_a_project_of_a_plan_beside_this_one_or_words(words: str, tmp_path: Path) -> None:
    assert continuing(tmp_path, words) == []


@pytest.mark.parametrize(
    ("words", "meant", "message"),
    [
        ("region-2008/depots", "region-2008/depot", "“region-2008” has no project “depots”"),
        (
            "region-2008/shared-fleets",
            "region-2008/shared-fleet",
            "“region-2008” has no project “shared-fleets”",
        ),
        ("region-2008/fleet", None, "“region-2008” has no project “fleet”"),
        ("region-2008/", None, "“region-2008” has no project “”"),
        ("region-2008/plan/depot", None, "“region-2008” has no project “plan/depot”"),
        ("small/depots", "small/depot", "“small” has no project “depots”"),
        ("region-2007/depot", None, "there is no plan “region-2007” beside this one"),
        ("Region-2008/depot", None, "there is no plan “Region-2008” beside this one"),
        ("/depot", None, "there is no plan “” beside this one"),
        ("../region-2008/depot", None, "there is no plan “..” beside this one"),
        ("../x/y", None, "there is no plan “..” beside this one"),
        ("./depot", None, "there is no plan “.” beside this one"),
        ("policies/region", None, "there is no plan “policies” beside this one"),
    ],
)
def test_a_project_that_is_not_there(
    words: str, meant: str | None, message: str, tmp_path: Path
) -> None:
    beside = BEFORE | {"../policies/region.yaml": b"riep: 1\n"}
    (one,) = continuing(tmp_path, "project 453", words, beside=beside)
    assert (one.rule.code, one.rule.severity.value) == ("REF03", "warning")
    assert (one.at, one.actual) == ("projects/now/continues/1", words)
    assert message in one.message
    if meant is None:
        assert "Did you mean" not in one.help
    else:
        assert f"Did you mean {meant}?" in one.help


def test_a_project_of_this_plan_itself_may_be_continued(tmp_path: Path) -> None:
    assert continuing(tmp_path, "plan/now") == []
    assert [one.rule.code for one in continuing(tmp_path / "b", "plan/earlier")] == ["REF03"]


def test_a_plan_elsewhere_is_not_looked_at(tmp_path: Path) -> None:
    """A path cannot lead out of the folder that the plans are kept in."""
    write_files(tmp_path, {"outside/plan.yaml": HEAD, "outside/projects/depot.yaml": "riep: 1\n"})
    beside = {"../below/outside/plan.yaml": HEAD.encode()}
    words = ["../outside/depot", "outside/depot", str(tmp_path / "outside/depot")]
    assert len(continuing(tmp_path, *words, beside=beside)) == 3


def test_a_plan_beside_this_one_need_not_be_in_order(tmp_path: Path) -> None:
    beside = BEFORE | {
        "../region-2008/plan.yaml": b"titel: [\n",
        "../region-2008/projects/depot.yaml": b"\xff",
    }
    assert continuing(tmp_path, "region-2008/depot", beside=beside) == []


def test_a_plan_in_one_file_looks_beside_itself(tmp_path: Path) -> None:
    text = "projects: {now: {title: N, continues: [region-2008/depot, region-2008/depots]}}\n"
    folder = write_files(tmp_path / "plans", {name[3:]: text_ for name, text_ in BEFORE.items()})
    write_files(folder, {"one.yaml": (HEAD + text).encode()})
    read = loaded_file(folder / "one.yaml")
    assert [(one.rule.code, one.at) for one in read] == [("REF03", "projects/now/continues/1")]


def loaded_file(path: Path) -> list[Reported]:
    """Check a plan in one file."""
    return findings(load(PlanSite(path.stem, path, is_folder=False)), "REF03")


def noted(folder: Path, *places: str) -> list[Reported]:
    """What is found of a plan in order with one note, about these places."""
    lines = "".join(f"\n      - {place}" for place in places)
    text = f"{SOUND_PLAN}provenance:\n  note:\n    at:{lines}\n"
    return findings(loaded(folder, {"plan.yaml": text.encode()}), "REF05")


SOUND_PLAN = HEAD + dedent(SOUND)


@pytest.mark.parametrize(
    "place",
    [
        "title",
        "stated",
        "stated/available/core",
        "projects/depot",
        "projects/depot/budget/lease/amounts/core",
        "projects/depot/contributes/regional/1",
        "assessments/forecast/scale/G",
    ],
)
def test_a_note_may_be_about_anything_that_is_there(place: str, tmp_path: Path) -> None:
    assert noted(tmp_path, place) == []


@pytest.mark.parametrize(
    "place", ["titel", "stated/spend", "projects/depots", "title/first", "projects/depot/stated/x"]
)
def test_a_note_about_nothing_is_told_at_its_path(place: str, tmp_path: Path) -> None:
    (one,) = noted(tmp_path, "title", place)
    assert one.at == "provenance/note/at/1"
    assert f"“{place}”" in one.message


def test_two_workstreams_with_one_number_are_told(tmp_path: Path) -> None:
    text = f"{HEAD}workstreams: {{a: {{title: A, number: 3}}, b: {{title: B, number: 3}}}}\n"
    told = findings(loaded(tmp_path, {"plan.yaml": text.encode()}), "REF02")
    assert [one.at for one in told] == ["workstreams/b/number"]

"""Rules of installed packages, and of no other place: a checkout runs nothing."""

import os
import re
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

import riep_plan
from riep_plan.figures import Ledger
from riep_plan.model import Plan
from riep_plan.rules.installed import Installed, load_installed, package_folders

RULE = '''\
from riep_plan.findings.finding import Finding
from riep_plan.rules.registry import rule


@rule("{code}", "plan-without-programme", since="1.0.0")
def plan_without_programme(facts, ledger):
    """A plan that names no programme."""
    if ledger.plan.programme is None:
        yield Finding(facts, (), "The plan names no programme.")
'''
PAGE = "# {code} plan-without-programme\n\n## What it checks\n\nThe plan names its programme.\n"
PLAN = "riep: 1\nkind: delivery-plan\ntitle: Efficiency programme 2010/11\n"
#: Leaves a trace in the folder it is run in, whatever it is imported as.
TRAP = "import pathlib\npathlib.Path('TRAPPED').touch()\n"


def install(
    folder: Path, module: str, text: str, *, code: str = "CNL01", point: str = "", page: bool = True
) -> None:
    """Put a package into a folder as an installer would."""
    home = folder / module
    (home / "pages").mkdir(parents=True)
    (home / "__init__.py").write_text(text, encoding="utf-8")
    if page:
        (home / "pages" / f"{code}.md").write_text(PAGE.format(code=code), encoding="utf-8")
    facts = folder / f"{module}-1.2.dist-info"
    facts.mkdir()
    (facts / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {module}\nVersion: 1.2\n")
    (facts / "entry_points.txt").write_text(f"[riep_plan.rules]\nown = {point or module}\n")


@pytest.fixture
def packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "packages"
    folder.mkdir()
    monkeypatch.syspath_prepend(folder)
    return folder


def loaded(folder: Path) -> Installed:
    return load_installed([folder], {"TOT"})


def test_a_package_brings_rules_and_pages(packages: Path) -> None:
    install(packages, "rules_whole", RULE.format(code="CNL01"))
    found = loaded(packages)
    assert [one.facts.code for one in found.rules] == ["CNL01"]
    assert found.pages["CNL01"].startswith("# CNL01 plan-without-programme")
    assert found.faults == ()


def test_the_package_of_the_document_is_one(packages: Path) -> None:
    document = Path(__file__).parents[2] / "docs" / "own-rules.md"
    (text,) = re.findall(r"```python\n(.*?)```", document.read_text(encoding="utf-8"), re.DOTALL)
    install(packages, "rules_of_the_document", text)
    (one,) = loaded(packages).rules
    plan = Plan.model_validate({"kind": "delivery-plan", "title": "Programme"})
    assert [found.message for found in one(Ledger(plan))] == ["The plan names no programme."]


def test_a_point_may_name_one_rule(packages: Path) -> None:
    text = RULE.format(code="CNL01") + RULE.format(code="CNL02").replace("def plan", "def other")
    install(packages, "rules_one", text, point="rules_one:plan_without_programme")
    assert [one.facts.code for one in loaded(packages).rules] == ["CNL01"]


@pytest.mark.parametrize(
    ("module", "code", "text", "page", "reason"),
    [
        ("bad_import", "CNL01", "import nothing_of_this_name", True, "cannot be imported"),
        ("bad_exit", "CNL01", "raise SystemExit", True, "cannot be imported (SystemExit"),
        ("bad_empty", "CNL01", "", True, "there is no rule at bad_empty"),
        ("bad_family", "TOT01", RULE, True, "TOT01 is of the family TOT, which is riep's own"),
        ("bad_own", "ORG01", RULE, True, "ORG01 is of the family ORG, which is riep's own"),
        ("bad_form", "FRM01", RULE, True, "FRM01 is of the family FRM, which is riep's own"),
        ("bad_code", "cnl1", RULE, True, "cnl1 is not a code"),
        ("bad_page", "CNL01", RULE, False, "there is no page pages/CNL01.md"),
    ],
)
def test_a_package_that_cannot_be_used_is_told_and_others_go_on(
    packages: Path, module: str, code: str, text: str, page: bool, reason: str
) -> None:
    install(packages, module, text.replace("{code}", code), code=code, page=page)
    install(packages, f"good_beside_{module}", RULE.format(code="GUD01"), code="GUD01")
    found = loaded(packages)
    assert [one.facts.code for one in found.rules] == ["GUD01"]
    (fault,) = found.faults
    assert f"The rules of the package {module} 1.2 were not loaded" in fault
    assert reason in fault


def test_of_two_packages_with_one_code_the_second_is_told(packages: Path) -> None:
    for module in ("twice_a", "twice_b"):
        install(packages, module, RULE.format(code="CNL01"))
    found = loaded(packages)
    assert len(found.rules) == 1
    assert "twice_b 1.2 were not loaded: there is a rule CNL01 already" in found.faults[0]


def test_without_such_a_package_none_is_looked_for_by_the_slow_way(
    packages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "importlib.metadata", None)
    (packages / "other-1.dist-info").mkdir()
    (packages / "other-1.dist-info" / "entry_points.txt").write_text("[console_scripts]\na = b:c\n")
    assert loaded(packages) == Installed()


@pytest.mark.parametrize("spelled", ["", "."])
def test_a_module_of_the_current_folder_does_not_stand_in_for_a_package_s(
    packages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, spelled: str
) -> None:
    module = f"shadowed_{len(spelled)}"
    install(packages, module, RULE.format(code="CNL01"))
    checkout = tmp_path / "checkout"
    checkout.mkdir()
    (checkout / f"{module}.py").write_text(TRAP, encoding="utf-8")
    monkeypatch.chdir(checkout)
    monkeypatch.syspath_prepend(spelled)
    before = list(sys.path)
    assert [one.facts.code for one in loaded(packages).rules] == ["CNL01"]
    assert not (checkout / "TRAPPED").exists()
    assert sys.path == before


def test_only_the_folders_of_packages_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path.cwd()))
    assert Path(sysconfig.get_path("purelib")) in package_folders()
    assert Path.cwd() not in package_folders()


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Python of its own with riep and a package of rules in it."""
    home = tmp_path_factory.mktemp("installed") / "venv"
    venv.create(home, symlinks=os.name != "nt")
    folders = sysconfig.get_paths(vars={"base": str(home), "platbase": str(home)})
    purelib = Path(folders["purelib"])
    ours = [str(Path(riep_plan.__file__).parents[1]), sysconfig.get_path("purelib")]
    (purelib / "ours.pth").write_text("\n".join(ours) + "\n", encoding="utf-8")
    install(purelib, "council_rules", RULE.format(code="CNL01"))
    return Path(folders["scripts"]) / Path(sys.executable).name


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A pull request that tries to be run: packages, modules and a policy."""
    (tmp_path / "plans" / "example").mkdir(parents=True)
    (tmp_path / "plans" / "example" / "plan.yaml").write_text(PLAN, encoding="utf-8")
    (tmp_path / "plans" / "example" / "policy.yaml").write_text(
        "riep: 1\nown_rules:\n  ORG01: {name: it-runs, message: ran, require: "
        '\'__import__("pathlib").Path("TRAPPED").touch() == null\'}\n',
        encoding="utf-8",
    )
    install(tmp_path, "evil_rules", TRAP + RULE.format(code="EVL01"), code="EVL01")
    for name in ("council_rules.py", "typer.py", "celpy.py", "yaml.py", "sitecustomize.py"):
        (tmp_path / name).write_text(TRAP, encoding="utf-8")
    return tmp_path


def run(python: Path, checkout: Path, *arguments: str) -> str:
    """Run riep as its installed command does, which has no folder of the user's in its path."""
    command = "import sys; sys.path.pop(0); from riep_plan.cli import main; main()"
    done = subprocess.run(
        [str(python), "-c", command, *arguments],
        cwd=checkout,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    return done.stdout + done.stderr


def test_the_command_asks_lists_and_explains_a_package_s_rules(
    python: Path, checkout: Path
) -> None:
    assert "CNL01 plan-without-programme" in run(python, checkout, "validate")
    assert "CNL01  error    plan-without-programme" in run(python, checkout, "rules")
    assert "The plan names its programme." in run(python, checkout, "explain", "CNL01")


@pytest.mark.parametrize("way", [["-m", "riep_plan"], []])
def test_a_checkout_runs_nothing(python: Path, checkout: Path, way: list[str]) -> None:
    if way:
        done = subprocess.run(
            [str(python), *way, "validate"],
            cwd=checkout,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        said = done.stdout + done.stderr
    else:
        said = run(python, checkout, "validate")
    assert "CNL01" in said
    assert "POL14" in said
    assert "EVL01" not in said
    assert not (checkout / "TRAPPED").exists()

"""What ships works: the wheel, installed on its own, does the main job outside the checkout."""

import os
import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PLAN = "nwiep-efficiency-2010-11"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT],
        check=True,
        capture_output=True,
    )
    (built,) = folder.glob("*.whl")
    return built


def test_wheel_carries_templates_schemas_pages_and_types(wheel: Path) -> None:
    carried = set(zipfile.ZipFile(wheel).namelist())
    for folder, prefix in [
        (ROOT / "templates", "riep_plan/templates"),
        (ROOT / "schemas", "riep_plan/schemas"),
        (ROOT / "src/riep_plan/rules/pages", "riep_plan/rules/pages"),
    ]:
        files = [path for path in folder.rglob("*") if path.is_file()]
        assert files
        for path in files:
            assert f"{prefix}/{path.relative_to(folder).as_posix()}" in carried
    assert "riep_plan/py.typed" in carried
    assert not [name for name in carried if name.startswith(("plans/", "tests/"))]


@pytest.mark.slow
def test_main_job_in_a_fresh_environment(wheel: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "env", with_pip=True)
    scripts = tmp_path / "env" / ("Scripts" if os.name == "nt" else "bin")
    constraints = tmp_path / "constraints.txt"
    locked = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    pins = [line.rstrip(" \\") for line in locked if line[:1].isalnum()]
    constraints.write_text("\n".join(pins), encoding="utf-8")
    python = str(scripts / "python")
    install = [python, "-m", "pip", "install", "-q", "-c", str(constraints), str(wheel)]
    subprocess.run(install, check=True, capture_output=True)
    shutil.copytree(ROOT / "plans" / PLAN, tmp_path / "work" / "plans" / PLAN)

    def riep(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [scripts / "riep", *arguments],
            cwd=tmp_path / "work",
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )

    validated = riep("validate")
    assert validated.returncode == 0, validated.stdout + validated.stderr
    assert "waived" in validated.stdout
    reported = riep("report", "--quarter", "Q2")
    assert reported.stdout.split() == [f"reports/{PLAN}-Q2.md", f"reports/{PLAN}-Q2.html"]
    assert "£452,000" in (tmp_path / "work" / f"reports/{PLAN}-Q2.html").read_text("utf-8")
    assert riep("explain", "CAP01").stdout.startswith("# CAP01")
    assert riep("schema", "--check", "--out", str(ROOT / "schemas")).returncode == 0

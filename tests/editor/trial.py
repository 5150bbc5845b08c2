"""Try the schemas in the language server that editors use: ``make editor``.

The schemas are given to the files as the README's settings for Visual Studio Code do. Ends with
status 1 when a file of the plans kept here has a diagnostic or no schema, or when a listed slip
has no diagnostic.
"""

import json
import re
import sys
import textwrap
from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel

from riep_plan.model import PlanFile, ProjectFile, WaiversFile
from riep_plan.source.build import build
from riep_plan.source.problems import Unreadable
from riep_plan.source.read import read_data
from riep_plan.source.templates import kinds
from riep_plan.values.money import Unit
from tests.editor.cases import (
    COMPLETIONS,
    FOR_RIEP_ALONE,
    HOVERS,
    PLAN,
    PROJECT,
    RIGHT,
    SLIPS,
    TOPS,
    WAIVERS,
    Case,
)
from tests.editor.server import Server

ROOT = Path(__file__).parents[2]
PACKAGE = Path(__file__).parent / "node_modules" / "yaml-language-server"
SETTINGS = re.compile(r'^```json\n(\{\n  "yaml\.schemas".*?)^```$', re.DOTALL | re.MULTILINE)
MODELS: Mapping[str, type[BaseModel]] = {
    PROJECT: ProjectFile,
    PLAN: PlanFile,
    WAIVERS: WaiversFile,
}
_UNSEEN = "–"


def main() -> int:
    """Try everything and print it; give the status to end with."""
    version = json.loads((PACKAGE / "package.json").read_text("utf-8"))["version"]
    _say(f"yaml-language-server {version}, with the settings in README.md")
    command = ["node", str(PACKAGE / "bin" / "yaml-language-server"), "--stdio"]
    with Server(command, ROOT, _settings()) as server:
        faults = _try_plans(server)
        faults += _try_texts(server, "slips", SLIPS)
        _try_texts(server, "for riep alone", FOR_RIEP_ALONE)
        _try_texts(server, "right", RIGHT)
        _try_cursors(server)
    _say(f"\nNot as they should be: {'; '.join(faults)}" if faults else "\nAll as they should be.")
    return 1 if faults else 0


def _settings() -> Mapping[str, object]:
    found = SETTINGS.search((ROOT / "README.md").read_text("utf-8"))
    assert found, "README.md has no settings for yaml.schemas"
    schemas: Mapping[str, object] = json.loads(found[1])["yaml.schemas"]
    return schemas


def _try_plans(server: Server) -> list[str]:
    """Open every file of the plans kept here; give those that an editor would not leave alone."""
    paths = sorted((ROOT / "plans").rglob("*.yaml"))
    files = {path.relative_to(ROOT).as_posix(): path.read_text("utf-8") for path in paths}
    said = server.diagnostics(files)
    said |= {path: ["no schema is for it"] for path in files if not server.has_schema(path)}
    faults = [path for path in files if said[path]]
    _say(f"\n{len(files)} files of plans, {len(files) - len(faults)} without a diagnostic")
    for path in faults:
        _say(f"  {path}: {'; '.join(said[path])}")
    return faults


def _try_texts(server: Server, name: str, cases: tuple[Case, ...]) -> list[str]:
    """Open every case, and give those of which an editor would say nothing."""
    files = {_path(name, number, case): _text(case) for number, case in enumerate(cases)}
    said = dict(zip(cases, server.diagnostics(files).values(), strict=True))
    _say(f"\n{name:30}riep   the editor")
    for case, messages in said.items():
        _row(case.about, _refused(case), "; ".join(messages) or _UNSEEN)
    return [case.about for case in cases if not said[case]]


def _try_cursors(server: Server) -> None:
    _say(f"\n{'completion':30}right  offered")
    for number, case in enumerate(COMPLETIONS):
        offered = server.completions(_path("completion", number, case), _text(case))
        right = set(case.wanted.split()) <= set(offered)
        _row(case.about, "yes" if right else "no", ", ".join(offered) or _UNSEEN)
    _say(f"\n{'hover':30}right  shown")
    for number, case in enumerate(HOVERS):
        shown = server.hover(_path("hover", number, case), _text(case))
        _row(case.about, "yes" if case.wanted in shown else "no", shown or _UNSEEN)


def _path(name: str, number: int, case: Case) -> str:
    """Name a file that is on no disk, where the settings give it the schema of its kind."""
    return f"plans/trial-{name.replace(' ', '-')}-{number}/{case.file}"


def _text(case: Case) -> str:
    """Put a case below the top that its file needs, but for the key that it gives itself."""
    given = case.text.partition(":")[0]
    top = [line for line in TOPS[case.file] if line.partition(":")[0] != given]
    return "".join(f"{line}\n" for line in top) + case.text


def _refused(case: Case) -> str:
    """Give the rule by which riep refuses a file, or a dash."""
    try:
        build(read_data(_text(case)), MODELS[case.file], {"unit": Unit.POUND, "kinds": kinds()})
    except Unreadable as unreadable:
        return unreadable.problems[0].rule.code
    return _UNSEEN


def _row(about: str, middle: str, said: str) -> None:
    _say(f"{about:30}{middle:5}  {textwrap.shorten(said, 62, placeholder=' …')}")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    sys.exit(main())

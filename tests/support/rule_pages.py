"""The rules as documents: ``python -m`` this to write ``docs/rules/`` and ``docs/findings.md``.

``docs/rules/`` has an index and each rule's page with what riep says of its wrong example;
``docs/findings.md`` has every finding in the published documents, in plain words.
"""

import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from riep_plan.check.catalogue import explained
from tests.support.pages import AFTER, BEFORE, ExampleFile, example, is_change
from tests.support.repairs import PLAN_IDS

ROOT = Path(__file__).parents[2]
RULES = ROOT / "docs" / "rules"
FINDINGS = ROOT / "docs" / "findings.md"
#: Who commits the earlier version of an example; no setting of whoever runs this counts.
_IDENTITY = (
    *("-c", "user.name=Example", "-c", "user.email=example@example.org"),
    *("-c", "commit.gpgsign=false", "-c", "core.hooksPath=/dev/null"),
)
_FAMILIES: Mapping[str, str] = {
    "ASM": "Returns and assessments",
    "CAL": "Calendar",
    "CAP": "Capital and revenue",
    "CHG": "Changes of a plan",
    "DLV": "Delivery",
    "EFF": "Efficiencies",
    "ENG": "riep itself",
    "FND": "Funding",
    "FRM": "Form of the files",
    "GOV": "Governance",
    "IND": "Indicators",
    "ORG": "The organisation's own rules",
    "POL": "Policies",
    "QUO": "Figures quoted in prose",
    "REF": "References",
    "RSK": "Risks",
    "RTN": "Returns",
    "SEC": "Sections",
    "TOT": "Totals",
    "TXT": "Text",
    "UNI": "Slips of unit and form",
    "WVR": "Waivers",
}


def written() -> dict[Path, str]:
    """Give every page that is generated, by its path."""
    facts = json.loads(_riep("rules", "--format", "json", folder=ROOT))
    pages = {RULES / f"{one['code']}.md": _page(one["code"]) for one in facts}
    return {RULES / "README.md": _index(facts), **pages, FINDINGS: _findings()}


def _riep(*arguments: str, folder: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "riep_plan", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    return done.stdout


def _index(facts: list[dict[str, str]]) -> str:
    lines = [
        "# The rules",
        "",
        f"riep has {len(facts)} rules. Each has a page: what it checks, why that matters, where it",
        "comes from, an example that is wrong and the same put right, and what riep says of it.",
        "`riep explain CODE` prints the page. Both are written by `make rules`.",
    ]
    for family, title in sorted(_FAMILIES.items()):
        own = [one for one in facts if one["code"].startswith(family)]
        if own:
            lines += ["", f"## {title}", "", "| rule | what it finds | severity | since |"]
            lines.append("|---|---|---|---|")
            lines += [
                f"| [{one['code']}]({one['code']}.md) | {one['name'].replace('-', ' ')} | "
                f"{one['severity']} | {one['since']} |"
                for one in own
            ]
    return "\n".join(lines) + "\n"


def _page(code: str) -> str:
    text = explained(code).rstrip()
    said = _said(text)
    if not said:
        return text + "\n"
    return f"{text}\n\n## What riep says of the wrong example\n\n```text\n{said}\n```\n"


def _said(text: str) -> str:
    """Run the wrong example, and give what is printed."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "plans" / "example"
        folder.mkdir(parents=True)
        if is_change(example(text, "Wrong")):
            return _said_of_change(example(text, "Wrong"), folder, Path(name))
        days: list[str] = []
        kept: list[str] = []
        for file in example(text, "Wrong"):
            file.write(folder)
            days += ["--as-of", file.settings["as-of"]] if "as-of" in file.settings else []
            kept += (
                ["--baseline", "plans/riep-baseline.yaml"] if "baseline" in file.settings else []
            )
        printed = _riep("validate", "plans/example", *days[:2], *kept, folder=Path(name))
    return re.sub(r"```", "'''", printed).strip()


def _said_of_change(files: list[ExampleFile], folder: Path, top: Path) -> str:
    """Run a wrong example that is two versions of a plan, the earlier of them committed."""
    _write(files, BEFORE, folder)
    for arguments in (["init", "--quiet"], ["add", "."], ["commit", "--quiet", "-m", "before"]):
        subprocess.run(["git", *_IDENTITY, *arguments], cwd=top, check=True)
    shutil.rmtree(folder)
    _write(files, AFTER, folder)
    printed = _riep("validate", "plans/example", "--changed-since", "HEAD", folder=top)
    return printed.strip()


def _write(files: list[ExampleFile], version: str, folder: Path) -> None:
    """Write the files of one version of a plan."""
    for file in files:
        if file.name.startswith(f"{version}/"):
            replace(file, name=file.name.removeprefix(f"{version}/")).write(folder)


def _findings() -> str:
    every = json.loads(_riep("validate", "plans", "--format", "json", folder=ROOT))["findings"]
    found = [one for one in every if one["plan"] in PLAN_IDS]
    lines = [
        "# What riep finds in five published documents",
        "",
        "Each of these stands in a document that its authors, a board and its auditors had read.",
        "The plans keep the documents as stated, so each finding is waived, in the plan's",
        "`waivers.yaml`, with the words of the document; `riep validate --show-waived` prints them",
        "at their lines.",
        "This page is written by `make rules`.",
    ]
    for plan in dict.fromkeys(one["plan"] for one in found):
        own = [one for one in found if one["plan"] == plan]
        lines += ["", f"## {plan}", "", "| rule | what is wrong | where | what the document says |"]
        lines.append("|---|---|---|---|")
        for one in own:
            where = f"{one['file'].removeprefix(f'plans/{plan}/')}:{one['line']}"
            cells = (one["message"], f"`{where}`", one["waiver"] or "–")
            code = f"[{one['code']}](rules/{one['code']}.md)"
            lines.append(f"| {code} | " + " | ".join(_cell(cell) for cell in cells) + " |")
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")


def main() -> None:
    """Write the pages anew, and take away those of rules that there are no more."""
    pages = written()
    RULES.mkdir(exist_ok=True)
    for path in set(RULES.glob("*.md")) - set(pages):
        path.unlink()
    for path, text in pages.items():
        path.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()

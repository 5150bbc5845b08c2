"""The guide to a first plan: followed from its first step to its last, it shows what it says."""

import json
import re
from pathlib import Path

import pytest

from tests.contracts.test_schemas import faults
from tests.support.readme import A_PART, BLOCK, FENCE, GUIDE, lay_out, renewed

TEXT = GUIDE.read_text(encoding="utf-8")
COMMANDS = [command for command, _ in BLOCK.findall(TEXT)]
COLUMNS = 80


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return lay_out(tmp_path_factory.mktemp("marchmoor"), GUIDE)


@pytest.fixture(scope="module")
def followed(folder: Path) -> str:
    """The guide with what its commands print, each run when the steps before it were done."""
    return renewed(TEXT, folder)


@pytest.mark.parametrize("place", range(len(COMMANDS)), ids=COMMANDS)
def test_a_command_prints_what_the_guide_shows(place: int, followed: str) -> None:
    assert BLOCK.findall(followed)[place] == BLOCK.findall(TEXT)[place]


def test_the_document_has_the_part_that_the_guide_shows(followed: str) -> None:
    assert _parts(followed) == _parts(TEXT) != []


def _parts(text: str) -> list[str]:
    return [lines for _, _, how, lines in FENCE.findall(text) if how == A_PART]


def test_every_block_is_run_or_saved() -> None:
    blocks = FENCE.findall(TEXT)
    assert len(blocks) * 2 == len(re.findall(r"^ *```", TEXT, re.MULTILINE))
    assert [language for language, name, _, _ in blocks if not name] == ["console"] * len(COMMANDS)


def test_the_text_before_a_block_says_which_file_it_is_and_where_it_goes() -> None:
    said = {"": r"[Ss]ave (this|it)", "at the end": "at the end", "instead": "[Cc]hange"}
    for match in FENCE.finditer(TEXT):
        _, name, how, _ = match.groups()
        if name is None:
            continue
        before = TEXT[: match.start()].rstrip().rpartition("\n\n")[2].replace("\n", " ")
        assert f"`{name}`" in before
        assert re.search(said.get(how or "", ""), before), before


def test_what_is_shown_fits_a_terminal() -> None:
    shown = [line for *_, lines in FENCE.findall(TEXT) for line in lines.splitlines()]
    assert [line for line in shown if len(line) > COLUMNS] == []


def test_its_links_lead_to_headings() -> None:
    links = re.findall(r"\]\(([^)#]*)#([^)]+)\)", TEXT)
    assert links
    for page, anchor in links:
        text = (GUIDE.parent / page if page else GUIDE).read_text(encoding="utf-8")
        headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
        anchors = [re.sub(r"[^\w -]", "", one).lower().replace(" ", "-") for one in headings]
        assert anchor in anchors, f"{page}#{anchor}"


@pytest.mark.usefixtures("followed")
def test_the_editor_knows_every_file_of_the_plan(folder: Path) -> None:
    settings = json.loads((folder / ".vscode" / "settings.json").read_text(encoding="utf-8"))
    known: set[Path] = set()
    for schema, patterns in settings["yaml.schemas"].items():
        assert (folder / schema).is_file()
        for pattern in [patterns] if isinstance(patterns, str) else patterns:
            for file in folder.glob(pattern):
                kind = Path(schema).name.removesuffix(".schema.json")
                assert faults(kind, file.read_text(encoding="utf-8")) == [], file.name
                known.add(file)
    assert known == set((folder / "plans").rglob("*.yaml"))

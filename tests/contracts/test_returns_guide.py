"""The guide to returns: followed to its end it shows what it says, with every key and rule."""

import re
from pathlib import Path

import pytest
from pydantic import BaseModel

from riep_plan.model.returns import (
    ChangeRequest,
    Correction,
    MilestoneReturn,
    QuarterReturns,
    Reading,
    Return,
    RiskReturn,
    SavingReturn,
    SpendReturn,
)
from riep_plan.rules.registry import all_rules
from tests.contracts.test_first_plan import _parts
from tests.support.readme import A_PART, BLOCK, FENCE, RETURNS, lay_out, renewed

TEXT = RETURNS.read_text(encoding="utf-8")
BLOCKS = BLOCK.findall(TEXT)
COLUMNS = 80


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The guide with what its commands print, each run when the steps before it were done."""
    return renewed(TEXT, lay_out(tmp_path_factory.mktemp("marchmoor"), RETURNS))


@pytest.mark.parametrize("place", range(len(BLOCKS)))
def test_a_command_prints_what_the_guide_shows(place: int, followed: str) -> None:
    assert BLOCK.findall(followed)[place] == BLOCKS[place]


def test_the_papers_have_the_parts_that_the_guide_shows(followed: str) -> None:
    assert _parts(followed) == _parts(TEXT) != []


def test_every_block_is_run_or_saved() -> None:
    blocks = FENCE.findall(TEXT)
    assert len(blocks) * 2 == len(re.findall(r"^ *```", TEXT, re.MULTILINE))
    assert {language for language, name, _, _ in blocks if not name} == {"console"}


def test_the_text_before_a_block_names_its_file() -> None:
    for match in FENCE.finditer(TEXT):
        _, name, how, _ = match.groups()
        if name is not None and how != A_PART:
            before = TEXT[: match.start()].rstrip().rpartition("\n\n")[2].replace("\n", " ")
            assert f"`{name}`" in before


def test_what_is_typed_fits_a_terminal() -> None:
    typed = [text for *_, how, text in FENCE.findall(TEXT) if how != A_PART]
    lines = [line for text in typed for line in text.splitlines()]
    assert lines
    assert [line for line in lines if len(line) > COLUMNS] == []


@pytest.mark.parametrize(
    "part",
    [
        *(QuarterReturns, Return, SpendReturn, MilestoneReturn, Reading, SavingReturn, RiskReturn),
        *(ChangeRequest, Correction),
    ],
)
def test_every_key_is_explained(part: type[BaseModel]) -> None:
    keys = [info.alias or name for name, info in part.model_fields.items()]
    assert [key for key in keys if f"`{key}`" not in TEXT] == []


def test_every_rule_on_returns_is_listed_with_its_page() -> None:
    codes = [one.facts.code for one in all_rules() if one.facts.code.startswith("RTN")]
    assert sorted(re.findall(r"\[(RTN\d\d)\]\(rules/\1\.md\)", TEXT)) == sorted(codes)


def test_its_links_lead_somewhere() -> None:
    for page in set(re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", TEXT)):
        if not page.startswith("rules/"):  # these are written from the rules
            assert (RETURNS.parent / page).exists(), page


def test_a_wrong_figure_in_a_block_is_noticed(followed: str, tmp_path: Path) -> None:
    wrong = TEXT.replace("      actual: 17000\n", "      actual: 71000\n")
    assert wrong != TEXT
    assert BLOCK.findall(renewed(wrong, tmp_path)) != BLOCK.findall(followed)

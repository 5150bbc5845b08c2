"""Every rule has a page, and every page's examples give just the findings that they mark."""

from pathlib import Path

import pytest

from riep_plan.check.catalogue import RULE_FAILED, catalogue, page
from riep_plan.rules.installed import RULES_NOT_LOADED
from tests.support.pages import HEADINGS, example, findings_of, headings, section

CODES = list(catalogue())
#: A rule that fails is a fault of riep, and one not loaded of what is installed: no plan shows it.
WITHOUT_EXAMPLE = {RULE_FAILED.code, RULES_NOT_LOADED.code}


@pytest.mark.parametrize("code", CODES)
def test_page_has_its_title_and_headings(code: str) -> None:
    text = page(code)
    assert text.splitlines()[0] == f"# {code} {catalogue()[code].name}"
    assert headings(text) == HEADINGS
    assert all(section(text, heading).strip() for heading in HEADINGS)


@pytest.mark.parametrize("code", [code for code in CODES if code not in WITHOUT_EXAMPLE])
def test_wrong_example_gives_what_it_marks(code: str, tmp_path: Path) -> None:
    files = example(page(code), "Wrong")
    expected = sorted(one for file in files for one in file.expected())
    assert any(found == code for _, _, found in expected)
    assert sorted(findings_of(files, tmp_path)) == expected


@pytest.mark.parametrize("code", [code for code in CODES if code not in WITHOUT_EXAMPLE])
def test_right_example_gives_nothing(code: str, tmp_path: Path) -> None:
    files = example(page(code), "Right")
    assert files
    assert findings_of(files, tmp_path) == []


def test_no_page_is_left_over() -> None:
    folder = Path(__file__).parents[2] / "src" / "riep_plan" / "rules" / "pages"
    assert sorted(path.stem for path in folder.glob("*.md")) == CODES


def test_an_example_with_an_unmarked_finding_is_noticed(tmp_path: Path) -> None:
    text = page("TOT01").replace("  # TOT01", "")
    files = example(text, "Wrong")
    assert [one for file in files for one in file.expected()] != findings_of(files, tmp_path)

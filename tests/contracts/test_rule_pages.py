"""``docs/rules/`` and ``docs/findings.md`` are in step with the rules and the plans."""

import pytest

from tests.support.rule_pages import RULES, written


@pytest.mark.slow
def test_the_pages_are_in_step() -> None:
    pages = written()
    kept = {path: path.read_text(encoding="utf-8") for path in pages if path.exists()}
    assert {path.name for path in pages} == {path.name for path in kept}
    assert [path.name for path, text in pages.items() if kept[path] != text] == []
    assert set(RULES.glob("*.md")) <= set(pages)

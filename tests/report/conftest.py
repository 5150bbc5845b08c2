"""The option that rewrites golden expectations: ``pytest tests/report --update-golden``."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option; it is known when ``tests/report`` is named on the command line."""
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write what riep gives now as what is expected, and delete expectations left over",
    )


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    """Say whether expectations are to be rewritten; never in a run that names no such option."""
    return bool(request.config.getoption("--update-golden", default=False))

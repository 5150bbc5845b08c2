"""How properties are tried, and how what is expected is renewed.

Properties are tried with the same examples on every CI run, with new ones for a developer. Golden
expectations are rewritten by ``pytest tests/… --update-golden``.
"""

import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

settings.register_profile("developer", deadline=None, max_examples=150)
settings.register_profile("ci", settings.get_profile("developer"), derandomize=True, database=None)
settings.load_profile("ci" if os.environ.get("CI") else "developer")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option; it is known when a folder of tests is named on the command line."""
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write what riep gives now as what is expected, and delete expectations left over",
    )


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    """Say whether expectations are to be rewritten; never in a run that names no such option."""
    return bool(request.config.getoption("--update-golden", default=False))


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep what is found in tests apart from what riep keeps for whoever runs them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RIEP_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))
        yield

"""Where templates are, and which kinds of document they can set."""

from functools import lru_cache
from importlib import resources
from pathlib import Path

#: The template that makes a folder of templates a kind of document.
PLAN_TEMPLATE = "plan.j2"


def users_folder() -> Path:
    """Where the user's own templates are, if there are any."""
    return Path.cwd() / "templates"


def templates_folders() -> list[Path]:
    """Find the folders of templates, first the one whose templates win.

    A folder ``templates`` where the command is run overrides and adds to riep's own, which are
    beside the package when installed and at the top of a checkout.

    Raises:
        FileNotFoundError: riep's own are not there, so the installation is broken.
    """
    own, here = _own_folder(), users_folder()
    return [here, own] if here.is_dir() and not here.samefile(own) else [own]


@lru_cache(maxsize=1)
def _own_folder() -> Path:
    package = Path(str(resources.files("riep_plan")))
    for folder in (package / "templates", package.parents[1] / "templates"):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(2, "riep's templates are missing: install riep again", str(package))


def template_file(name: str) -> Path:
    """Find a template that is a file of its own, by its path below ``templates``: the user's first.

    A link that leads out of its folder is passed over, as in every other template.

    Raises:
        FileNotFoundError: riep's own is not there, so the installation is broken.
    """
    for folder in templates_folders():
        real = (folder / name).resolve()
        if real.is_file() and real.is_relative_to(folder.resolve()):
            return real
    raise FileNotFoundError(2, "riep's templates are missing: install riep again", name)


def kinds() -> frozenset[str]:
    """Give the kinds of document that there are templates for: a folder is a kind."""
    return _kinds(tuple(templates_folders()))


@lru_cache(maxsize=8)
def _kinds(folders: tuple[Path, ...]) -> frozenset[str]:
    return frozenset(
        entry.parent.name for folder in folders for entry in folder.glob(f"*/{PLAN_TEMPLATE}")
    )


def forget_kinds() -> None:
    """Look for kinds of document anew from here on, though the folders are the same."""
    _kinds.cache_clear()

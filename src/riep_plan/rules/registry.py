"""Which rules there are: every decorated function of this folder, and of installed packages."""

import importlib
import pkgutil
from functools import lru_cache
from importlib import resources

from riep_plan.rules.installed import Installed, load_installed, package_folders
from riep_plan.rules.registered import Check, RegisteredRule, rule

__all__ = ["Check", "RegisteredRule", "all_rules", "installed_rules", "own_package", "page", "rule"]


@lru_cache(maxsize=1)
def own_package() -> tuple[RegisteredRule, ...]:
    """Give every rule of this package, in order of their codes."""
    package = __name__.rpartition(".")[0]
    found = [
        value
        for module in pkgutil.iter_modules(importlib.import_module(package).__path__)
        for value in vars(importlib.import_module(f"{package}.{module.name}")).values()
        if isinstance(value, RegisteredRule)
    ]
    return tuple(sorted(found, key=lambda one: one.facts.code))


@lru_cache(maxsize=1)
def installed_rules() -> Installed:
    """Give the rules of installed packages, with why any of them could not be loaded."""
    families = {one.facts.family for one in own_package()}
    return load_installed(package_folders(), families)


@lru_cache(maxsize=1)
def all_rules() -> tuple[RegisteredRule, ...]:
    """Give every rule, of this package and of installed ones, in order of their codes."""
    every = (*own_package(), *installed_rules().rules)
    return tuple(sorted(every, key=lambda one: one.facts.code))


def page(code: str) -> str:
    """Give the text of a rule's page, as Markdown.

    Raises:
        FileNotFoundError: no rule has that code.
    """
    brought = installed_rules().pages.get(code)
    if brought is not None:
        return brought
    file = resources.files(__package__) / "pages" / f"{code}.md"
    return file.read_text(encoding="utf-8")

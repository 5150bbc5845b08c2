"""Templates to text: one set of documents, set in each format by that format's macros."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError, TemplateNotFound
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from riep_plan.report.columns import is_tight, is_wide, stands_on_one_line
from riep_plan.report.documents import Document
from riep_plan.source.templates import forget_kinds, templates_folders
from riep_plan.values.refusal import Refused


@dataclass(frozen=True, slots=True)
class Setting:
    """A way of setting documents; its macros and page are in ``templates/formats/<folder>``.

    Attributes:
        folder: the folder of its macros and page.
        escapes: make plain text safe within a line, and as a line of its own; None leaves that
            to Jinja's own escaping, which is for HTML.
        prose: sets a plan's prose.
        finish: puts the last touch to the whole text.
        block: writes a block of the document as data; only for macros that ask for it.
    """

    folder: str
    escapes: tuple[Callable[[str], str], Callable[[str], str]] | None
    prose: Callable[[str], str]
    finish: Callable[[str], str]
    block: Callable[[dict[str, object]], str] | None = None


#: What a user's own template may run into; in riep's own these would be faults of riep.
_FAULTS = (ArithmeticError, LookupError, OverflowError, RecursionError, TypeError, ValueError)


def _faults() -> tuple[type[Exception], ...]:
    """What a template may be blamed for: more, where the user's own are among them."""
    of_templates: tuple[type[Exception], ...] = (TemplateError, SecurityError)
    return (*of_templates, *_FAULTS) if len(templates_folders()) > 1 else of_templates


def set_document(document: Document, setting: Setting) -> str:
    """Set a document by its templates and a format's macros.

    Raises:
        Refused: a template, which may be the user's own, cannot be used.
    """
    try:
        template = _environment(setting, tuple(templates_folders())).select_template(
            document.templates
        )
        text = template.render(title=document.title, edition=document.edition, **document.views)
        return setting.finish(text)
    except _faults() as error:
        where = getattr(error, "name", None) or document.templates[0]
        line = getattr(error, "lineno", None)
        place = f"{where}, line {line}" if line else where
        raise Refused(
            f"the template {place} cannot be used: {str(error).rstrip('.')}",
            "Put the template right.",
        ) from error


class _Templates(FileSystemLoader):
    """Reads templates from their folders, and no file that a link in them leads to elsewhere."""

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        """Give a template's text and file, refusing one outside the folders."""
        text, file, is_current = super().get_source(environment, template)
        real = Path(file).resolve()
        if not any(real.is_relative_to(Path(folder).resolve()) for folder in self.searchpath):
            raise TemplateNotFound(template)
        return text, file, is_current


class _Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, which asks once whether a template may have what a kind of thing has.

    Its answer depends on the type and the name alone, and every cell of every table asks for it.
    """

    def __init__(self, **options: Any) -> None:  # noqa: ANN401  they are Jinja's own
        super().__init__(**options)
        self._answers: dict[tuple[type, str], bool] = {}

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:  # noqa: ANN401  anything
        """Whether a template may have an attribute."""
        asked = (type(obj), attr)
        if asked not in self._answers:
            self._answers[asked] = super().is_safe_attribute(obj, attr, value)
        return self._answers[asked]


@lru_cache(maxsize=8)
def _environment(setting: Setting, folders: tuple[Path, ...]) -> ImmutableSandboxedEnvironment:
    environment = _Sandbox(
        loader=_Templates(
            [place for folder in folders for place in (folder / "formats" / setting.folder, folder)]
        ),
        autoescape=setting.escapes is None,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["text"], environment.filters["line"] = setting.escapes or (str, str)
    environment.filters["prose"] = setting.prose
    environment.tests["wide"], environment.tests["tight"] = is_wide, is_tight
    environment.tests["on_one_line"] = stands_on_one_line
    if setting.block is not None:
        environment.filters["block"] = setting.block
    return environment


def forget_templates() -> None:
    """Find templates anew from here on: some may have been added to a folder, or taken away."""
    _environment.cache_clear()
    forget_kinds()

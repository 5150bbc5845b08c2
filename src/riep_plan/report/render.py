"""Templates to text: one set of documents, set in each format by that format's macros."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError, TemplateNotFound
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from riep_plan.report.documents import Document
from riep_plan.report.prose import (
    escape_markdown,
    escape_markdown_line,
    prose_to_html,
    prose_to_markdown,
)
from riep_plan.source.templates import templates_folders
from riep_plan.values.refusal import Refused


@dataclass(frozen=True, slots=True)
class Format:
    """A way of setting documents; its macros and page are in ``templates/formats/<name>``.

    Attributes:
        escapes: make plain text safe within a line, and as a line of its own; None leaves that
            to Jinja's own escaping, which is for HTML.
        prose: sets a plan's prose.
        finish: puts the last touch to the whole text.
    """

    escapes: tuple[Callable[[str], str], Callable[[str], str]] | None
    prose: Callable[[str], str]
    finish: Callable[[str], str]


def _finish_markdown(text: str) -> str:
    """Leave one blank line between blocks and none at the ends."""
    lines = "\n".join(line.rstrip() for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", lines).strip() + "\n"


def _finish_html(text: str) -> str:
    return re.sub(r"\n\s*\n+", "\n", text).strip() + "\n"


def _html_prose(text: str) -> str:
    return Markup(prose_to_html(text))  # noqa: S704  markdown-it has escaped it


FORMATS: Mapping[str, Format] = {
    "md": Format((escape_markdown, escape_markdown_line), prose_to_markdown, _finish_markdown),
    "html": Format(None, _html_prose, _finish_html),
}


#: What a user's own template may run into; in riep's own these would be faults of riep.
_FAULTS = (ArithmeticError, LookupError, OverflowError, RecursionError, TypeError, ValueError)


def _faults() -> tuple[type[Exception], ...]:
    """What a template may be blamed for: more, where the user's own are among them."""
    of_templates: tuple[type[Exception], ...] = (TemplateError, SecurityError)
    return (*of_templates, *_FAULTS) if len(templates_folders()) > 1 else of_templates


def render(document: Document, format_: str) -> str:
    """Set a document in a format.

    Raises:
        KeyError: there is no such format.
        Refused: a template, which may be the user's own, cannot be used.
    """
    chosen = FORMATS[format_]
    try:
        template = _environment(format_, tuple(templates_folders())).select_template(
            document.templates
        )
        return chosen.finish(template.render(title=document.title, **document.views))
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


@lru_cache(maxsize=8)
def _environment(format_: str, folders: tuple[Path, ...]) -> ImmutableSandboxedEnvironment:
    chosen = FORMATS[format_]
    environment = ImmutableSandboxedEnvironment(
        loader=_Templates(
            [place for folder in folders for place in (folder / "formats" / format_, folder)]
        ),
        autoescape=chosen.escapes is None,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["text"], environment.filters["line"] = chosen.escapes or (str, str)
    environment.filters["prose"] = chosen.prose
    return environment

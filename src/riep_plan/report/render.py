"""Templates to text: one set of documents, set in each format by that format's macros."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from jinja2 import FileSystemLoader, StrictUndefined, TemplateError
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
    except (TemplateError, SecurityError) as error:
        where = getattr(error, "name", None) or document.templates[0]
        line = getattr(error, "lineno", None)
        place = f"{where}, line {line}" if line else where
        raise Refused(
            f"the template {place} cannot be used: {str(error).rstrip('.')}",
            "Put the template right.",
        ) from error


@lru_cache(maxsize=8)
def _environment(format_: str, folders: tuple[Path, ...]) -> ImmutableSandboxedEnvironment:
    chosen = FORMATS[format_]
    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(
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

"""Documents as tagged PDF (PDF/UA-1), set from the HTML by its own rules for print.

WeasyPrint does it, an optional extra that needs the system's Pango for its letters. Nothing is
read but the page itself: no address in it is ever fetched.
"""

from typing import NoReturn

from riep_plan.report.documents import Document
from riep_plan.report.formats import html
from riep_plan.report.formats._made import made
from riep_plan.values.refusal import Refused

_VARIANT = "pdf/ua-1"


def render(document: Document) -> bytes:
    """Set a document as PDF.

    Raises:
        Refused: a template cannot be used, or WeasyPrint or Pango is not installed.
    """
    try:
        from weasyprint import HTML  # noqa: PLC0415  a second's work, and optional
    except ImportError:
        raise Refused(
            "PDF needs WeasyPrint, which is not installed",
            'Install it: pip install "riep-plan[pdf]"',
        ) from None
    except OSError as error:
        raise Refused(
            "PDF needs the system's Pango, which WeasyPrint could not load "
            f"({' '.join(str(error).split())[:80]})",
            "Install it: `apt install libpango-1.0-0 libpangoft2-1.0-0` on Debian and Ubuntu, "
            "`brew install pango` on macOS; on Windows see WeasyPrint's page on installation",
        ) from None
    page = _dated(html.render(document).decode("utf-8"))
    written: bytes = HTML(string=page, url_fetcher=_no_address).write_pdf(pdf_variant=_VARIANT)
    return written


def _dated(page: str) -> str:
    """State in the page when it was made, where the environment says so."""
    when = made()
    if when is None:
        return page
    day = f"{when:%Y-%m-%dT%H:%M:%SZ}"
    names = ("dcterms.created", "dcterms.modified")
    stated = "".join(f'<meta name="{name}" content="{day}">\n' for name in names)
    return page.replace("<title>", f"{stated}<title>", 1)


def _no_address(address: str, *_: object, **__: object) -> NoReturn:
    raise ValueError(f"a document holds all that it shows: {address} is not fetched")

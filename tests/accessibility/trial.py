"""Ask axe-core, in headless Chromium, what is wrong with our pages: ``make accessibility``.

Each plan kept here is rendered, its own document and the report of each of its quarters, and axe
looks for what breaks WCAG 2.2 at levels A and AA, on a wide and on a narrow window. Ends with
status 1 when it finds anything. Where there is no Chromium it says so, and ends with status 1 only
where CI is set: a build that checked nothing must not look like one that passed.
"""

import html
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from riep_plan.report import changes
from tests.output.reviews import EVERYTHING, NOTHING

ROOT = Path(__file__).parents[2]
PACKAGE = Path(__file__).parent / "node_modules" / "axe-core"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
#: Widths in CSS pixels: a desk's window, and the narrowest that text must reflow to (1.4.10).
WIDTHS = (1280, 320)
#: Pages with a fault each; axe has to find it, or it has looked at nothing.
WRONG = {
    "no language": "<html><head><title>t</title></head><body><main><h1>t</h1></main></body></html>",
    "grey on grey": (
        "<html lang='en'><head><title>t</title></head><body><main><h1>t</h1>"
        "<p style='color:#999;background:#aaa'>words</p></main></body></html>"
    ),
}


def main() -> int:
    """Try everything and print it; give the status to end with."""
    browser = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if browser is None:
        _say("There is no Chromium here, so no page was checked: apt-get install chromium")
        return 1 if os.environ.get("CI") == "true" else 0
    version = json.loads((PACKAGE / "package.json").read_text("utf-8"))["version"]
    _say(f"axe-core {version}: {', '.join(LEVELS)}; {' and '.join(map(str, WIDTHS))} pixels wide")
    with tempfile.TemporaryDirectory() as folder:
        faults = [f"nothing found in: {name}" for name in _unnoticed(browser, Path(folder))]
        for page in _pages(Path(folder)):
            for width in WIDTHS:
                found = _violations(browser, page, width)
                faults += [f"{page.name} at {width}: {one}" for one in found]
                _say(f"{page.name} at {width}: {len(found) or 'nothing'} found")
    for fault in faults:
        _say(fault)
    return 1 if faults else 0


def _unnoticed(browser: str, folder: Path) -> Iterator[str]:
    for name, text in WRONG.items():
        page = folder / f"{name.replace(' ', '-')}.html"
        page.write_text(f"<!DOCTYPE html>{text}", encoding="utf-8")
        if not _violations(browser, page, WIDTHS[0]):
            yield name


def _pages(folder: Path) -> Iterator[Path]:
    """Render every plan's own document, each quarter's reports, the portfolios, and changes."""
    out = folder / "reports"
    out.mkdir()
    for name, review in (("changes", EVERYTHING), ("no-changes", NOTHING)):
        (out / f"{name}.html").write_text(changes.render(review), encoding="utf-8")
    for quarter in (None, "Q1", "Q2", "Q3", "Q4"):
        _report([*(["--quarter", quarter] if quarter else []), "--out", str(out)])
    yield from sorted(out.glob("*.html"))
    # The same where the extra that draws charts is not installed.
    undrawn = folder / "reports-without-charts"
    _report(["--quarter", "Q2", "--out", str(undrawn)], missing=("altair", "vl_convert"))
    for page in sorted(undrawn.glob("*-Q2.html")):
        if "<svg" in page.read_text("utf-8"):
            raise SystemExit(f"{page.name} was to have no charts, and has")
        yield page.rename(page.with_stem(f"{page.stem}-without-charts"))


def _report(arguments: list[str], missing: tuple[str, ...] = ()) -> None:
    """Run ``riep report`` for the plans kept here, as if some packages were not installed."""
    hidden = f"import sys; sys.modules.update(dict.fromkeys({missing!r}))"
    run = subprocess.run(
        [
            sys.executable,
            "-c",
            f"{hidden}\nfrom riep_plan.cli import main; main()",
            "report",
            "--format",
            "html",
            *arguments,
        ],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
    )
    if run.returncode:
        raise SystemExit(run.stderr)


def _violations(browser: str, page: Path, width: int) -> list[str]:
    """Give what axe finds in a page: its rule, how often, and the first element."""
    found = _results(browser, page, width)
    return [
        f"{one['id']} ({one['impact']}), {len(one['nodes'])} times: {one['help']}: "
        f"{one['nodes'][0]['html'][:160]}"
        for one in found["violations"]
    ]


def _results(browser: str, page: Path, width: int) -> dict[str, Any]:
    script = (
        f"{(PACKAGE / 'axe.min.js').read_text('utf-8')};\n"
        "addEventListener('load', async () => {"
        f" const found = await axe.run({{runOnly: {json.dumps(LEVELS)}}});"
        " const shown = document.createElement('pre'); shown.id = 'axe-found';"
        " shown.textContent = JSON.stringify({violations: found.violations});"
        " document.body.append(shown); });"
    )
    text = page.read_text("utf-8").replace("</body>", f"<script>{script}</script></body>")
    tried = page.with_suffix(".tried.htm")
    tried.write_text(text, encoding="utf-8")
    run = subprocess.run(
        [
            browser,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            f"--window-size={width},900",
            "--virtual-time-budget=60000",
            "--dump-dom",
            tried.as_uri(),
        ],
        check=True,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
    )
    shown = re.search(r'<pre id="axe-found">(.*?)</pre>', run.stdout, re.DOTALL)
    if shown is None:
        raise SystemExit(f"axe did not finish on {page.name}")
    found: dict[str, Any] = json.loads(html.unescape(shown[1]))
    return found


def _say(text: str) -> None:
    print(text, flush=True)  # noqa: T201  this is a command's output


if __name__ == "__main__":
    sys.exit(main())

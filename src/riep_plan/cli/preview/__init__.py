"""``riep report --watch``: documents built again on every save, and shown in the author's browser.

``saves`` waits for a save, ``pages`` says what a browser is answered, ``server`` speaks with the
browser, and ``loop`` brings the three together.
"""

from riep_plan.cli.console import CommandFailed
from riep_plan.cli.editions import Request


def preview(request: Request, port: int) -> None:
    """Keep the documents of a request built, and serve them, until interrupted.

    Args:
        request: what to render.
        port: where to serve; 0 for any port that is free.

    Raises:
        CommandFailed: there is no plan to begin with, the port cannot be had, or the extra that
            this needs is not installed.
    """
    try:
        from riep_plan.cli.preview.loop import run
    except ModuleNotFoundError as error:
        if error.name != "watchfiles":
            raise
        raise CommandFailed(
            "--watch needs watchfiles, which is not installed. "
            'Install it: pip install "riep-plan[watch]"'
        ) from None
    run(request, port)

"""What a build tells the person who started it, on Pelican's own console."""

from pelican.log import console
from rich.control import Control
from rich.segment import ControlType


def show(text: str) -> None:
    """Show a text as it is: no markup, no colours, no line broken."""
    console.quiet = False
    console.print(text, markup=False, highlight=False, soft_wrap=True)


def close() -> None:
    """Keep Pelican's last line, which counts articles, from standing below the summary.

    A quiet console cannot clean up behind Pelican's spinner either, so that is done first.
    """
    console.show_cursor()
    console.control(Control(ControlType.CARRIAGE_RETURN, (ControlType.ERASE_IN_LINE, 2)))
    console.quiet = True

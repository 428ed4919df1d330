"""What a build tells the person who started it, on Pelican's own console."""

from pelican.log import console


def show(text: str) -> None:
    """Show a text as it is: no markup, no colours, no line broken."""
    console.quiet = False
    console.print(text, markup=False, highlight=False, soft_wrap=True)


def close() -> None:
    """Keep Pelican's last line, which counts articles, from standing below the summary."""
    console.quiet = True

"""Whether what is published is what is checked out: then other pages can link the page of a file by its path."""

from pathlib import Path

from scanpress.git_browser.standing import Standing


def shows_files_of(folder: Path, standing: Standing) -> bool:
    """Tell whether each committed file of a folder has its page at `file/<path from the folder>.html`.

    So it is where the folder is the whole checkout and the commit in it is the published one. A path with unusual
    characters, or one that another file had first but for upper and lower case, has its page elsewhere: see slugs.py.
    """
    is_whole = standing.settings.repository.resolve() == folder and (folder / ".git").exists()
    is_published = standing.head is not None and standing.head == standing.repository.head
    return is_whole and is_published and standing.settings.file_pages and not standing.is_partial

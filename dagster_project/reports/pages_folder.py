"""How pages are put into a folder: 256 folders, each file whole or not at all, and none of a unit that is gone."""

import re
from pathlib import Path

from dagster_project.storage.files import remove_partial_files, replace_text

_UNIT_KEY = re.compile("[0-9a-f]+")
# The beginning of a unit's key names the folder of its pages: 256 folders.
_FOLDER_DIGITS = 2
_SUFFIXES = (".html", ".js")


def folder_of(unit_key: str) -> str:
    """The folder that the pages of a unit lie in. Raises `ValueError` where the key is no hash: it becomes part of a path."""
    if not _UNIT_KEY.fullmatch(unit_key):
        raise ValueError(f"the key of a unit is no hash: {unit_key!r}")
    return unit_key[:_FOLDER_DIGITS]


def write_page(path: Path, text: str) -> None:
    """Writes a page that does not say this yet. A power cut may take it: it is then not what was noted at the end."""
    if not path.exists() or path.read_bytes() != text.encode():
        replace_text(path, text, is_lasting=False)


def remove_all_but(folder: Path, wanted: set[Path]) -> int:
    """Removes all other pages, what a run that was killed left half written, and folders that nothing is left in."""
    if not folder.is_dir():
        return 0
    stale = [path for path in folder.rglob("*") if path.suffix in _SUFFIXES and path not in wanted]
    for path in stale:
        path.unlink()
    folders = [path for path in folder.iterdir() if path.is_dir()]
    remove_partial_files([folder, *folders])
    for empty in (path for path in folders if not any(path.iterdir())):
        empty.rmdir()
    return len(stale)

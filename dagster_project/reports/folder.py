"""Where the pages lie, and which published file they tell of. Looked at before anything slow is imported."""

from pathlib import Path

from dagster_project.storage.files import replace_text, sha256_of, tree_fingerprint
from dagster_project.storage.layout import WarehouseLayout
from dagster_project.storage.publication import current_file


def reports_folder(layout: WarehouseLayout) -> Path:
    """The folder of the findings of a warehouse."""
    return layout.reports / "findings"


def explorer_folder(layout: WarehouseLayout) -> Path:
    """The folder of the explorer: a page a unit and a region, and the index of its search."""
    return layout.reports / "explorer"


def start_page(layout: WarehouseLayout) -> Path:
    """The page to begin at: it leads to the explorer, the findings, the gate and the documentation."""
    return layout.reports / "index.html"


def index_page(layout: WarehouseLayout) -> Path:
    """The page that leads to the findings of each unit and year."""
    return reports_folder(layout) / "index.html"


def gate_page(layout: WarehouseLayout) -> Path:
    """The page of what the gate made of the last candidate."""
    return layout.reports / "gate" / "index.html"


def pages_are_current(layout: WarehouseLayout) -> bool:
    """Whether the pages tell of the file that is published now, as they would be written now.

    Not so after a rollback, where writing them failed or was broken off, and where one was changed or removed.
    """
    marker = _marker(layout)
    return marker.exists() and marker.read_bytes() == _made_from(layout).encode()


def mark_current(layout: WarehouseLayout) -> None:
    """Notes that the pages tell of the file that is published now. To be called when all of them are written."""
    replace_text(_marker(layout), _made_from(layout))


def mark_outdated(layout: WarehouseLayout) -> None:
    """Takes the note away. To be called before the first page is written."""
    _marker(layout).unlink(missing_ok=True)


def _marker(layout: WarehouseLayout) -> Path:
    return reports_folder(layout) / "made_from.txt"


def _made_from(layout: WarehouseLayout) -> str:
    """The published file, the templates and the pages: what they depend on, besides code that makes a new file be published."""
    kept = current_file(layout)
    templates = tree_fingerprint([Path(__file__).parent], (".jinja", ".css", ".js"))
    pages = tree_fingerprint([reports_folder(layout), explorer_folder(layout)], (".html", ".js"))
    start = sha256_of(start_page(layout)) if start_page(layout).is_file() else ""
    return f"{kept.name if kept else ''} {templates[:16]} {pages[:16]} {start[:16]}"

"""The folder of the explorer: a page a unit and a region, the index of the search, and the start page beside the folder."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from dagster_project.reports.explorer.pages import (
    Region,
    index_entry,
    render_index_part,
    render_region,
    render_start,
    render_unit,
)
from dagster_project.reports.explorer.reading import Unit, read_unit_pages, read_units
from dagster_project.reports.folder import explorer_folder, start_page
from dagster_project.reports.pages_folder import folder_of, remove_all_but, write_page
from dagster_project.storage.layout import WarehouseLayout

# Units of a part of the index: what a browser reads in a moment.
UNITS_OF_A_PART = 1000
_REGION_CODE = re.compile("[0-9]{6}([0-9]{3}|[0-9]{6})?")
_NO_REGION = "none"


def write_explorer(
    connection: Any, layout: WarehouseLayout, findings_pages: Mapping[str, str], published_at: str, written: Callable[[], None]
) -> int:
    """Writes the explorer of a published file, and removes all other pages; gives how many it removed.

    `findings_pages` says where the findings of a document are told, by its key, from the folder of the findings.
    A page that says what it said before is left as it is. `written` is called after each page of a unit.
    """
    folder = explorer_folder(layout)
    units = read_units(connection)
    unit_pages = {unit.unit_key: _unit_page(unit) for unit in units}
    regions = list(_regions(units))
    wanted = {folder / page for page in unit_pages.values()}
    from_a_unit = {key: f"../{page}" for key, page in unit_pages.items()}
    findings_from_a_unit = {key: f"../../{page}" for key, page in findings_pages.items()}
    index_parts = []
    for number, part in enumerate(_in_parts(_written_units(connection, folder, units, from_a_unit, findings_from_a_unit, written))):
        name = f"index/{number:04}.js"
        write_page(folder / name, render_index_part(part))
        index_parts.append(f"{folder.name}/{name}")
        wanted.add(folder / name)
    for region in regions:
        write_page(folder / region.page, render_region(region, from_a_unit))
        wanted.add(folder / region.page)
    from_the_start = {key: f"{folder.name}/{page}" for key, page in unit_pages.items()}
    write_page(start_page(layout), render_start(regions, from_the_start, index_parts, published_at))
    return remove_all_but(folder, wanted)


def _written_units(
    connection: Any,
    folder: Path,
    units: Sequence[Unit],
    unit_pages: Mapping[str, str],
    findings_pages: Mapping[str, str],
    written: Callable[[], None],
) -> Iterator[list[object]]:
    """Writes the pages of units one after the other; gives what the index says of each."""
    for page in read_unit_pages(connection, units):
        write_page(folder / _unit_page(page.unit), render_unit(page, unit_pages, findings_pages))
        written()
        yield index_entry(page)


def _in_parts(entries: Iterable[list[object]]) -> Iterator[list[list[object]]]:
    for _, part in groupby(enumerate(entries), key=lambda numbered: numbered[0] // UNITS_OF_A_PART):
        yield [entry for _, entry in part]


def _unit_page(unit: Unit) -> str:
    return f"{folder_of(unit.unit_key)}/{unit.unit_key}.html"


def _regions(units: Iterable[Unit]) -> Iterator[Region]:
    """The regions in the order of their codes, those units last whose region is not known."""
    for code, of_it in groupby(units, key=lambda unit: unit.region_code):
        of_region = list(of_it)
        page = code if code and _REGION_CODE.fullmatch(code) else _NO_REGION
        yield Region(of_region[0].region_name or code or "", code, f"regions/{page}.html", of_region)

"""How fast the explorer opens in a browser, and how it looks: `python -m benchmarks.explorer [N] [PICTURES]`.

The pages are those of N made documents, which are refreshed first (1,000 take some four minutes), or without a number those of the
warehouse that is there. Told of each page are the milliseconds from the navigation to the first that is painted and to the load
event, its bytes, and what it asks of the network; on a telephone the processor is made four times slower. Given a folder, pictures
of the pages are written there, in Chinese and in English, wide and on a telephone. Needs Chromium.
"""

import statistics
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.browser import Browser, NoBrowser, Tab, browser
from benchmarks.processes import cost_of
from benchmarks.refresh import refresh
from dagster_project.reports.folder import explorer_folder, reports_folder, start_page
from dagster_project.settings import Settings
from dagster_project.storage.layout import WarehouseLayout
from tests.made import write_disclosures

_TIMES_OPENED = 5
# As the switch on the pages names them; at first they show both.
_LANGUAGES = ("both", "zh", "en")
_MILLISECONDS = """new Promise(done => new PerformanceObserver(seen => {
    for (const paint of seen.getEntriesByName("first-contentful-paint"))
        done([paint.startTime, performance.getEntriesByType("navigation")[0].loadEventEnd]);
}).observe({type: "paint", buffered: true}))"""
_SEARCH = """new Promise(done => {
    const begun = performance.now(), box = document.getElementById("search"), found = document.getElementById("found");
    new MutationObserver(() => found.children.length && done(performance.now() - begun)).observe(found, {childList: true});
    box.value = "局"; box.focus(); box.dispatchEvent(new Event("input"));
})"""
_TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@dataclass(frozen=True, slots=True)
class Window:
    """A window that pages are looked at through; its processor is so many times slower than this one."""

    name: str
    width: int
    height: int
    times_slower: float


@dataclass(frozen=True, slots=True)
class Opened:
    """What opening a page took, in milliseconds; what it asked of the network; by how many pixels it is too wide."""

    painted: float
    loaded: float
    asked: list[str]
    too_wide: int


WINDOWS = (Window("wide", 1440, 900, 1), Window("phone", 390, 844, 4))


def main() -> None:
    """Prints what each page costs in each window."""
    numbers = [argument for argument in sys.argv[1:] if argument.isdecimal()]
    folders = [Path(argument) for argument in sys.argv[1:] if not argument.isdecimal()]
    try:
        with _warehouse(int(numbers[0]) if numbers else None) as layout, browser() as opened:
            pages = _pages(layout)
            for window in WINDOWS:
                _print(opened, window, pages)
            for folder in folders:
                _picture(opened, pages, folder)
    except NoBrowser as missing:
        sys.exit(str(missing))


@contextmanager
def _warehouse(n_documents: int | None) -> Iterator[WarehouseLayout]:
    if n_documents is None:
        yield Settings().layout
        return
    with tempfile.TemporaryDirectory() as folder:
        raw, layout = Path(folder) / "raw", WarehouseLayout(Path(folder) / "warehouse")
        write_disclosures(raw, range(n_documents))
        cost_of(refresh(raw, layout.root))
        yield layout


def _pages(layout: WarehouseLayout) -> dict[str, Path]:
    """A page of each kind, of units and regions the largest."""
    kinds = {
        "start": [start_page(layout)],
        "region": explorer_folder(layout).glob("regions/*.html"),
        "unit": explorer_folder(layout).glob("??/*.html"),
        "findings of all": [reports_folder(layout) / "index.html"],
        "findings": reports_folder(layout).glob("??/*.html"),
    }
    return {kind: max(pages, key=lambda page: page.stat().st_size) for kind, pages in kinds.items()}


def _print(opened: Browser, window: Window, pages: dict[str, Path]) -> None:
    print(f"{window.name}, {window.width} pixels, processor {window.times_slower} times slower")
    for kind, page in pages.items():
        times = [_open(opened, window, page) for _ in range(_TIMES_OPENED)]
        painted, loaded = (
            statistics.median(milliseconds) for milliseconds in zip(*((o.painted, o.loaded) for o in times), strict=True)
        )
        most = max(each.loaded for each in times)
        print(
            f"  {kind:16} painted {painted:5.0f} ms, loaded {loaded:5.0f} ms, at most {most:5.0f}; {page.stat().st_size:9,} bytes",
            end="",
        )
        asked = sorted({address for each in times for address in each.asked if not address.startswith(("file:", "data:"))})
        print(
            f"; {len(asked)} asked of the network",
            *asked,
            f"; {times[0].too_wide} pixels too wide" if times[0].too_wide > 0 else "",
        )
    print(f"  search           first hits after {_search(opened, window, pages['start']):.0f} ms")


def _open(opened: Browser, window: Window, page: Path) -> Opened:
    tab = _tab(opened, window)
    asked = tab.open(page.as_uri())
    painted, loaded = tab.evaluate(_MILLISECONDS)
    too_wide = tab.evaluate(_TOO_WIDE)
    tab.close()
    return Opened(painted, loaded, asked, too_wide)


def _search(opened: Browser, window: Window, start: Path) -> float:
    tab = _tab(opened, window)
    tab.open(start.as_uri())
    milliseconds: float = tab.evaluate(_SEARCH)
    tab.close()
    return milliseconds


def _picture(opened: Browser, pages: dict[str, Path], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for window in WINDOWS:
        for kind, page in pages.items():
            tab = _tab(opened, window)
            tab.open(page.as_uri())
            for language in _LANGUAGES:
                tab.evaluate(f"document.getElementById('show-{language}').click()")
                tab.picture(folder / f"{kind.replace(' ', '_')}-{window.name}-{language}.png")
            tab.close()


def _tab(opened: Browser, window: Window) -> Tab:
    return opened.tab(window.width, window.height, window.times_slower)


if __name__ == "__main__":
    main()

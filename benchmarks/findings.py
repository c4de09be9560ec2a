"""Which share of planted faults the ledger finds, and whether slipped rows are set right: kind by kind.

Run with a number of documents a kind, and the kinds if not all: `python -m benchmarks.findings 100 wrong_item`.
"""

import sys
import tempfile
from collections import Counter
from pathlib import Path

from dagster_project.storage.layout import WarehouseLayout
from tests.made import FAULT_KINDS, FaultyDisclosure, MadeDisclosure, make_disclosure, plant
from tests.made.judging import (
    build_models,
    current_files,
    extract_folder,
    figures_by_file,
    findings_by_file,
    points_at,
    true_figures,
)

CLEAN = "clean"
DOCUMENTS = 100
_COLUMNS = ("documents", "found", "unique", "set right", "set wrong")


def main() -> None:
    """Prints, for each kind, the documents, those found, and of slips those set right and set wrong."""
    n_documents = int(sys.argv[1]) if len(sys.argv) > 1 else DOCUMENTS
    kinds = sys.argv[2:] or [CLEAN, *FAULT_KINDS]
    print(f"{'kind':32} " + "  ".join(_COLUMNS))
    for kind in kinds:
        place = [CLEAN, *FAULT_KINDS].index(kind)
        seeds = range(place * n_documents, (place + 1) * n_documents)
        _measure(kind, {f"{kind}-{seed}.txt": made for seed in seeds if (made := _made(kind, seed))})


def _made(kind: str, seed: int) -> MadeDisclosure | FaultyDisclosure | None:
    return make_disclosure(seed) if kind == CLEAN else plant(seed, kind)


def _measure(kind: str, made: dict[str, MadeDisclosure | FaultyDisclosure]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        raw, layout = Path(folder) / "raw", WarehouseLayout(Path(folder) / "warehouse")
        raw.mkdir()
        for name, each in made.items():
            (raw / name).write_text(each.text, encoding="utf-8")
        extract_folder(raw, layout)
        build_models(layout)
        current = current_files(layout.candidate)
        findings, figures = findings_by_file(layout.candidate), figures_by_file(layout.candidate)
    counts: Counter[str] = Counter()
    for name in current & made.keys():
        each, own = made[name], figures.get(name, [])
        is_moved = any(alignment == "repaired" for *_, alignment in own)
        is_right = Counter(figure[:3] for figure in own) == true_figures(each.seed)
        own_findings = findings.get(name, [])
        is_found = is_moved or (points_at(each.fault, own_findings) if isinstance(each, FaultyDisclosure) else bool(own_findings))
        counts["documents"] += 1
        counts["found"] += is_found
        counts["set right"] += is_moved and is_right
        counts["set wrong"] += is_moved and not is_right
        if isinstance(each, FaultyDisclosure):
            counts["unique"] += each.fault.is_uniquely_repairable
            if not is_found or (is_moved and not is_right) or (each.fault.is_uniquely_repairable and not is_right):
                print(f"  {name}: {each.fault.description[:150]}")
        elif findings.get(name):
            print(f"  {name}: {findings[name][0].message[:250]}")
    print(f"{kind:32} " + "  ".join(f"{counts[column]:{len(column)}}" for column in _COLUMNS))


if __name__ == "__main__":
    main()

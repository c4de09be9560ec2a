"""How well disclosures in the forms of other places are read and judged: place by place.

    python -m benchmarks.places [DOCUMENTS]

For each place: the figures of tables and of sentences that are read as what they are, those that are not read, and those that
are read as what they are not; the same of each kind of damage; consistent disclosures with a finding; and of each kind of
mistake how many are found.
"""

import sys
import tempfile
from collections import Counter
from collections.abc import Iterable
from itertools import product
from pathlib import Path

from dagster_project.extraction.extract import extract
from dagster_project.extraction.vocabulary import Vocabulary
from dagster_project.storage.layout import SEEDS, WarehouseLayout
from tests.made.judging import build_models, current_files, extract_folder, findings_by_file
from tests.made.places import MISTAKES, PLACES, MistakenDisclosure, PlaceDisclosure, make_in_place, mistake_in_place
from tests.made.places.damage import DAMAGES, damage_in_place
from tests.made.places.judging import Reading, is_pointed_at, judge

DOCUMENTS = 20
# Seeds of mistakes, which no consistent disclosure has.
_FIRST_SEED_OF_MISTAKES = 100_000


def main() -> None:
    """Prints the three tables."""
    n_documents = int(sys.argv[1]) if len(sys.argv) > 1 else DOCUMENTS
    _print_readings(n_documents)
    _print_damaged(n_documents)
    clean = {f"{place}-{seed}.txt": make_in_place(place, seed) for place in PLACES for seed in range(n_documents)}
    mistaken = {
        f"{place}-{kind}-{seed}.txt": made
        for place in PLACES
        for number, kind in enumerate(MISTAKES)
        for seed in _seeds_of(number, n_documents)
        if (made := mistake_in_place(place, seed, kind))
    }
    _print_findings(clean, mistaken)


def _seeds_of(number: int, n_documents: int) -> Iterable[int]:
    first = _FIRST_SEED_OF_MISTAKES + number * n_documents
    return range(first, first + n_documents)


def _print_readings(n_documents: int) -> None:
    vocabulary = Vocabulary.load(SEEDS)
    print(f"{'place':16} {'tables':>16} {'sentences':>16}   wrong")
    for place in PLACES:
        total = Reading()
        for seed in range(n_documents):
            made = make_in_place(place, seed)
            reading = judge(made.printed, extract(made.text.encode(), vocabulary, "benchmark"))
            total.n_cells += reading.n_cells
            total.n_cells_right += reading.n_cells_right
            total.n_told += reading.n_told
            total.n_told_right += reading.n_told_right
            total.wrong += reading.wrong
        tables, told = f"{total.n_cells_right:,} of {total.n_cells:,}", f"{total.n_told_right:,} of {total.n_told:,}"
        print(f"{place:16} {tables:>16} {told:>16}   {len(total.wrong)}")
        for wrong in total.wrong[:3]:
            print(f"  {wrong}")


def _print_damaged(n_documents: int) -> None:
    vocabulary = Vocabulary.load(SEEDS)
    print(f"{'damage':16} {'tables':>18} {'set right':>9}   wrong")
    for kind in DAMAGES:
        total, n_set_right = Reading(), 0
        for place, seed in product(PLACES, range(n_documents)):
            made = damage_in_place(place, seed, kind)
            extraction = extract(made.damaged_text.encode(), vocabulary, "benchmark")
            reading = judge(made.printed, extraction)
            total.n_cells += reading.n_cells
            total.n_cells_right += reading.n_cells_right
            total.wrong += reading.wrong
            n_set_right += sum(repair.outcome == "repaired" for repair in extraction.repairs)
        tables = f"{total.n_cells_right:,} of {total.n_cells:,}"
        print(f"{kind:16} {tables:>18} {n_set_right:>9}   {len(total.wrong)}")


def _print_findings(clean: dict[str, PlaceDisclosure], mistaken: dict[str, MistakenDisclosure]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        raw, layout = Path(folder) / "raw", WarehouseLayout(Path(folder) / "warehouse")
        raw.mkdir()
        for name, made in (clean | mistaken).items():
            (raw / name).write_text(made.text, encoding="utf-8")
        extract_folder(raw, layout)
        build_models(layout)
        current, findings = current_files(layout.candidate), findings_by_file(layout.candidate)
    blamed = Counter(clean[name].place for name in current & clean.keys() & findings.keys())
    print(f"consistent disclosures with a finding: {dict(blamed) or 'none'}")
    printed, found = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for name in sorted(current & mistaken.keys()):
        made = mistaken[name]
        printed[made.place, made.mistake.kind] += 1
        is_found = is_pointed_at(made.mistake, findings.get(name, []))
        found[made.place, made.mistake.kind] += is_found
        if not is_found:
            print(f"  not found: {name}: {made.mistake.what}, {made.mistake.true_text} is printed as {made.mistake.printed_text}")
    for kind in MISTAKES:
        counts = (f"{place} {found[place, kind]}/{printed[place, kind]}" for place in PLACES if printed[place, kind])
        print(f"{kind:22} {'  '.join(counts)}")


if __name__ == "__main__":
    main()

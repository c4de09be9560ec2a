"""`yusuan status`: what is published, when and from what, and which documents failed."""

from dagster_project.commands.display import err, out, show_pairs, show_rows
from dagster_project.outcome import NOTHING_TO_DO, PUBLISHED, load_outcome, measure
from dagster_project.settings import Settings
from dagster_project.storage.layout import WarehouseLayout
from dagster_project.storage.publication import current_file, is_whole, publication_time, published_files, what_is_wrong
from dagster_project.storage.reading import open_read_only
from dagster_project.visible import visible


def show_status(settings: Settings) -> int:
    """Shows what is published, when and from what, and which documents failed; returns the exit status.

    A file that is damaged, published or kept, is named; the status is then 1.
    """
    layout = settings.layout
    problem = what_is_wrong(layout)
    if not layout.published.exists() and problem is None:
        return nothing_published(layout)
    if problem is None:
        _show_published(layout)
    else:
        err.print(f"{problem}: run `yusuan refresh`, which puts it back or publishes anew.")
    damaged = [path for path in published_files(layout) if not is_whole(path)]
    for path in damaged:
        err.print(f"{path} is damaged, and `yusuan rollback` will pass over it: delete it.")
    _show_last_run(layout)
    return 1 if problem or damaged else 0


def _show_published(layout: WarehouseLayout) -> None:
    current = current_file(layout)
    figures = measure(layout.published)
    with open_read_only(layout.published) as connection:
        documents, units, years = connection.execute(
            "select count(*), count(distinct unit_key), string_agg(distinct fiscal_year::varchar, ', ') "
            "from marts.dim_document where is_current"
        ).fetchone()
        outcomes = connection.execute(
            "select source_file, outcome, reason from audit.document_outcomes "
            "where outcome = 'failed' or reason is not null order by all"
        ).fetchall()
    show_pairs(
        [
            ("Published file", str(layout.published)),
            ("Published at", publication_time(current).isoformat(timespec="seconds") if current else "unknown: not in the history"),
            ("Made from", f"{documents} documents of {units} units, fiscal year {years}"),
            ("Figures loaded", f"{figures['figures_loaded']:,}"),
            ("Coverage", f"{figures['coverage_pct']:.2f} % of cells and stated figures, {figures['cells_rejected']} rejected"),
            ("Findings", " · ".join(f"{figures['findings'].get(s, 0)} {s}" for s in ("error", "warning", "note"))),
            ("History", f"{len(published_files(layout))} files kept"),
        ]
    )
    if outcomes:
        show_rows(("document", "outcome", "reason"), outcomes)


def nothing_published(layout: WarehouseLayout) -> int:
    """Says that there is no published file to read, and why as far as it is known; returns the exit status."""
    err.print(f"Nothing is published in {layout.root} yet: run `yusuan refresh`.")
    _show_last_run(layout)
    return 1


def _show_last_run(layout: WarehouseLayout) -> None:
    last = load_outcome(layout)
    if last is None or last.result in (PUBLISHED, NOTHING_TO_DO):
        return
    out.print(f"\nThe last run, at {last.finished_at}, did not publish ({last.result.replace('_', ' ')}): {last.message}")
    for document in last.failed_documents:
        out.print(visible(f"failed: {document['source_file']}: {document['reason']}"))

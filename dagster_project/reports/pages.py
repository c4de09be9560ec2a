"""A page as HTML: what is told of a document is put in order here, the templates say how it looks.

Texts of documents reach the templates as plain texts. The environment escapes each of them and
spells out what has no shape of its own; no template marks any text as safe.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from dagster_project.citation import citation
from dagster_project.reports import words
from dagster_project.reports.cuts import Cuts
from dagster_project.reports.embedding import hash_of
from dagster_project.reports.exhibits import Exhibit, MarkedSentence, draw
from dagster_project.reports.ledger import (
    Document,
    Evidence,
    Finding,
    Ledger,
    Page,
    Repair,
    VerdictCount,
    Waiver,
)
from dagster_project.visible import clipped, visible

# Drawn cells that a page holds at most: what keeps it small enough to be sent. The worst come first.
CELLS_DRAWN = 12_000
# Cuts of the documents' own pages that a page holds at most, each of some 20 kB.
CUTS_DRAWN = 60
# How much of a message is shown: all of any that a rule makes of ordinary names; less where a page holds very many.
LONGEST_MESSAGE = 600
LONGEST_MESSAGE_OF_MANY = 300
_MANY = 500
# Rows of a table that were set right, and proofs of it, that a page shows at most.
REPAIRS_DRAWN = 50
TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """A finding, its evidence, and what follows from it; `exhibits` is None where the page had no room for them."""

    root: Finding
    related: list[Finding]
    exhibits: list[Exhibit] | None
    places_left_out: int


@dataclass(frozen=True, slots=True)
class FamilyVerdicts:
    """How often the rules of a family came to each verdict."""

    family: words.Words
    counts: dict[str, int]

    @property
    def n(self) -> int:
        return sum(self.counts.values())

    @property
    def evaluated_pct(self) -> float:
        return 100 * (self.n - self.counts["not_evaluated"]) / self.n


@dataclass(frozen=True, slots=True)
class RepairedTable:
    """The rows of a table that were set right, or of which it could not be told; with all that proves it."""

    title: str
    outcome: str
    rows: list[Repair]
    proof: list[str]


@dataclass(frozen=True, slots=True)
class DocumentReport:
    """A document as its page tells of it."""

    document: Document
    groups: list[FindingGroup]
    n_findings_left_out: int
    longest_message: int
    verdicts: list[FamilyVerdicts]
    n_implausible: int
    repairs: list[RepairedTable]
    waivers: list[Waiver]
    unevaluated: list[VerdictCount]


def grouped(findings: Sequence[Finding]) -> list[tuple[Finding, list[Finding]]]:
    """Findings in groups, the group with the worst finding first; each as its root and the others."""
    groups: dict[int, list[Finding]] = defaultdict(list)
    for finding in findings:
        groups[finding.group_no].append(finding)
    return [_parted(group) for group in groups.values()]


def render_page(page: Page, cuts: Cuts | None = None) -> str:
    """The page of a unit and year, of one current document or several, with what `cuts` can draw of their own pages."""
    room = _Room(CELLS_DRAWN)
    reports = [_report(document, page.ledgers[document.document_key], page.evidence, room) for document in page.documents]
    exhibits = (exhibit for report in reports for group in report.groups for exhibit in group.exhibits or ())
    wanted = islice((exhibit.cut for exhibit in exhibits if exhibit.cut), CUTS_DRAWN)
    return render("page.html.jinja", reports=reports, first=page.documents[0], cuts=cuts.drawn(wanted) if cuts else {})


def render_index(pages: Sequence[tuple[str, Sequence[Document]]], published_at: str) -> str:
    """The index: where each page lies from here, with the documents on it."""
    return render("index.html.jinja", pages=pages, published_at=published_at)


class _Room:
    """What is left of a page for drawn cells."""

    def __init__(self, cells: int) -> None:
        self._cells = cells

    def takes(self, exhibits: Sequence[Exhibit]) -> bool:
        """Whether there is room for all of these; if so, it is taken."""
        size = sum(exhibit.size for exhibit in exhibits)
        if size > self._cells:
            return False
        self._cells -= size
        return True


def _parted(group: list[Finding]) -> tuple[Finding, list[Finding]]:
    root = next((finding for finding in group if finding.is_root), group[0])
    return root, [finding for finding in group if finding is not root]


def _report(document: Document, ledger: Ledger, evidence: Evidence, room: _Room) -> DocumentReport:
    return DocumentReport(
        document,
        list(_groups(ledger.findings, evidence, room)),
        document.error + document.warning + document.note - len(ledger.findings),
        LONGEST_MESSAGE if len(ledger.findings) <= _MANY else LONGEST_MESSAGE_OF_MANY,
        _by_family(ledger.verdicts),
        sum(count.n_implausible for count in ledger.verdicts),
        _by_table(ledger.repairs),
        ledger.waivers,
        [count for count in ledger.verdicts if count.is_unevaluated],
    )


def _groups(findings: Sequence[Finding], evidence: Evidence, room: _Room) -> Iterator[FindingGroup]:
    for root, related in grouped(findings):
        exhibits, places_left_out = draw(root, evidence)
        yield FindingGroup(root, related, exhibits if room.takes(exhibits) else None, places_left_out)


def _by_family(counts: Sequence[VerdictCount]) -> list[FamilyVerdicts]:
    """The families that rules were applied of, in their order, and behind them all together."""
    families = sorted({count.family for count in counts}, key=lambda family: [*words.FAMILIES, family].index(family))
    rows = [_verdicts_of(words.in_words(f, words.FAMILIES), [c for c in counts if c.family == f]) for f in families]
    return [*rows, _verdicts_of(words.Words("合计", "all"), counts)] if rows else []


def _verdicts_of(family: words.Words, counts: Sequence[VerdictCount]) -> FamilyVerdicts:
    return FamilyVerdicts(
        family, {verdict: sum(count.n for count in counts if count.verdict == verdict) for verdict in words.VERDICTS}
    )


def _by_table(repairs: Sequence[Repair]) -> list[RepairedTable]:
    tables: dict[tuple[int, str], list[Repair]] = defaultdict(list)
    for repair in repairs:
        tables[repair.table_no, repair.outcome].append(repair)
    return [
        RepairedTable(rows[0].table_title, outcome, rows, list(dict.fromkeys(proof for row in rows for proof in row.proof or ())))
        for (_, outcome), rows in tables.items()
    ]


def render(template: str, **values: Any) -> str:
    """A page from a template: every text is escaped, and an unknown name is an error."""
    return _environment().get_template(template).render(**values)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )
    style = (TEMPLATES / "style.css").read_text(encoding="utf-8")
    environment.globals.update(
        words=words,
        in_words=words.in_words,
        citation=citation,
        severities=tuple(words.SEVERITIES),
        repairs_drawn=REPAIRS_DRAWN,
        # Our own style sheet, which the policy of the page names by its hash: no other style is applied.
        style=Markup(style),  # noqa: S704
        style_hash=hash_of(style),
    )
    environment.filters["clipped"] = clipped
    environment.tests["sentence"] = lambda exhibit: isinstance(exhibit, MarkedSentence)
    return environment


def _shown(value: Any) -> Any:
    """What the environment makes of each value before it escapes it; mark-up is the templates' own."""
    if value is None:
        return ""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value

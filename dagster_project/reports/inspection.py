"""The page of one document that was looked at: its pages with what was recognised drawn over them, and what is missing."""

import base64
import hashlib
from collections import defaultdict
from pathlib import Path

from markupsafe import Markup

from dagster_project.extraction.vocabulary import Vocabulary
from dagster_project.inspection import Inspection, Mark
from dagster_project.pictures import DocumentPictures
from dagster_project.reports.pages import TEMPLATES, render

# Pages with marks come first; a page takes some 50 kB.
_PAGES_DRAWN = 200


def render_inspection(path: Path, inspection: Inspection, vocabulary: Vocabulary) -> str:
    """The page; documents whose pages cannot be drawn are told of in words alone."""
    marks: dict[int, list[Mark]] = defaultdict(list)
    for mark in inspection.marks:
        marks[mark.page_no].append(mark)
    numbers = sorted(sorted(range(1, (inspection.n_pages or 0) + 1), key=lambda number: number not in marks)[:_PAGES_DRAWN])
    pictures = DocumentPictures.of(path, hashlib.sha256(path.read_bytes()).hexdigest(), vocabulary)
    drawn = zip(numbers, pictures.pages(numbers) if pictures else (), strict=False)
    style = (TEMPLATES / "inspection.css").read_text(encoding="utf-8")
    return render(
        "inspection.html.jinja",
        file=path.name,
        found=inspection,
        pages=[
            (number, page, f"data:image/png;base64,{base64.b64encode(page.image).decode()}", marks[number])
            for number, page in drawn
        ],
        page_style=Markup(style),  # noqa: S704 - our own style sheet, named by its hash in the policy of the page
        page_style_hash=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
    )

"""The page of one document that was looked at: its pages with what was recognised drawn over them, and what is missing."""

from collections import defaultdict

from markupsafe import Markup

from dagster_project.inspection import Inspection, Mark
from dagster_project.pictures import DocumentPictures
from dagster_project.reports.embedding import hash_of, image_address
from dagster_project.reports.pages import TEMPLATES, render

# Pages with marks come first; a page takes some 50 kB.
_PAGES_DRAWN = 200


def render_inspection(name: str, inspection: Inspection, pictures: DocumentPictures | None) -> str:
    """The page of a document by its name; where its pages cannot be drawn it is told of in words alone."""
    marks: dict[int, list[Mark]] = defaultdict(list)
    for mark in inspection.marks:
        marks[mark.page_no].append(mark)
    numbers = sorted(sorted(range(1, (inspection.n_pages or 0) + 1), key=lambda number: number not in marks)[:_PAGES_DRAWN])
    drawn = zip(numbers, pictures.pages(numbers) if pictures else (), strict=False)
    style = (TEMPLATES / "inspection.css").read_text(encoding="utf-8")
    return render(
        "inspection.html.jinja",
        file=name,
        found=inspection,
        pages=[(number, page, image_address(page.image), marks[number]) for number, page in drawn],
        page_style=Markup(style),  # noqa: S704 - our own style sheet, named by its hash in the policy of the page
        page_style_hash=hash_of(style),
    )

"""Cuts of the pages of documents, with figures marked: what a person looks at to see that a figure is printed so.

`document` is a document whose pages are cut; `people` tells what of a page is covered; `drawing` draws. Only PDF files have
pages that can be drawn.
"""

from dagster_project.pictures.document import DocumentPictures
from dagster_project.pictures.drawing import Cut

__all__ = ["Cut", "DocumentPictures"]

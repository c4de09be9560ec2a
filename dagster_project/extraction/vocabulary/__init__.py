"""The words by which tables, columns, rows and documents are recognised, and the rules on sums: the rows of `seeds/`.

`schema` knows the files, `files` reads their rows; `checks` refuses those that do not fit together; `entries` are what rows
stand for; `titles` and `headings` understand what is composed of words, by `grammar` and `composition`; `vocabulary` indexes
all of it and answers questions about words.
"""

from dagster_project.extraction.vocabulary.checks import VocabularyError
from dagster_project.extraction.vocabulary.entries import ColumnMeaning, SumRule, SumTerm
from dagster_project.extraction.vocabulary.headings import BOTH_TIMES, Said
from dagster_project.extraction.vocabulary.schema import FILES, place_of
from dagster_project.extraction.vocabulary.vocabulary import Vocabulary, is_year

__all__ = [
    "BOTH_TIMES",
    "FILES",
    "ColumnMeaning",
    "Said",
    "SumRule",
    "SumTerm",
    "Vocabulary",
    "VocabularyError",
    "is_year",
    "place_of",
]

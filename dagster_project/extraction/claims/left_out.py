"""Secret items that a document says it leaves out of its tables: what is left of a sum comes to less than its total."""

from collections.abc import Iterator

from dagster_project.extraction.claims.claim import Claim
from dagster_project.extraction.claims.paragraphs import DocumentText, Place
from dagster_project.extraction.readers import SourceDocument, TextLine
from dagster_project.extraction.vocabulary import Vocabulary
from dagster_project.extraction.wording import key

LEFT_OUT = "left_out"


def left_out_claims(text: DocumentText, vocabulary: Vocabulary) -> Iterator[Claim]:
    """One claim a sentence that says so, wherever it stands but in the contents."""
    told = set()
    for found in text.occurrences(vocabulary.left_out_phrases):
        sentence = text.sentence(found.start)
        is_told = vocabulary.says_that_items_are_left_out(text.key[sentence.start : sentence.end])
        if is_told and sentence not in told and text.paragraph_at(found.start).place is not Place.CONTENTS:
            told.add(sentence)
            yield Claim(LEFT_OUT, found.start, sentence)


def leaves_items_out(document: SourceDocument, vocabulary: Vocabulary) -> bool:
    """Whether a line of a document says so."""
    return any(vocabulary.says_that_items_are_left_out(key(block.text)) for block in document.blocks if isinstance(block, TextLine))

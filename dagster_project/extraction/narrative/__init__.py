"""The explanations of a disclosure (part three): figures in sentences, and the cards of projects.

`sections` cuts the text into sections and joins what page breaks cut; `quantities` finds the
numbers; `labels` tells what the words before a number mean, `comparisons` what a change is against;
`statements` puts the figures of one statement together (an amount, its share, its change), and
`findings` are what becomes of them; `cards` reads what is said of each
project; `reader` makes records of it all. The words are data: `words` holds them.
"""

from dagster_project.extraction.narrative.cards import with_fields_apart
from dagster_project.extraction.narrative.reader import GoalCell, Narrative, NarrativeReader

__all__ = ["GoalCell", "Narrative", "NarrativeReader", "with_fields_apart"]

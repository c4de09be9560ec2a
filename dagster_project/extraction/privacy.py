"""What of a rejected cell may be shown: names and telephone numbers of people may not.

Figures and labels of budget tables are about units and money. A table that is not recognised may
be about anything, contacts included.
"""

import re
from collections.abc import Sequence

from dagster_project.extraction.vocabulary import Vocabulary
from dagster_project.extraction.wording import key

NAME = "[name]"
TELEPHONE = "[telephone number]"

_COLON = re.compile("[:：﹕︓]")
_SHORTEST_TELEPHONE = 10
# 联系人：张三, the shortest of all that can name a person.
_SHORTEST_NAMING = 5
# A label stands at the end of its cell: a long cell is not searched from its beginning.
_LONGEST_PERSON_LABEL = 60
_TELEPHONE = re.compile(r"(?<!\d)(?:[1１][3-9３-９]\d[ -]?\d{4}[ -]?\d{4}|[(（]?[0０]\d{2,3}[)）]?[ -]?\d{7,8})(?!\d)")


def without_people(text: str, vocabulary: Vocabulary) -> str:
    """A text less the names behind 联系人： and the like, and less telephone numbers."""
    if len(text) < _SHORTEST_NAMING:
        return text
    if _COLON.search(text):
        text = vocabulary.person_in_text.sub(rf"\1{NAME}", text)
    return _TELEPHONE.sub(TELEPHONE, text) if len(text) >= _SHORTEST_TELEPHONE else text


def people_in(text: str, vocabulary: Vocabulary) -> list[str]:
    """The names behind 联系人： and the like in a text, the longest first."""
    if not _COLON.search(text):
        return []
    found = (match.group()[len(match.group(1)) :] for match in vocabulary.person_in_text.finditer(text))
    return sorted({name.strip() for names in found for name in names.split("、")}, key=lambda name: (-len(name), name))


def showable(cells: Sequence[str], index: int, vocabulary: Vocabulary) -> str:
    """The text of a cell of a row, less what is a person's: a cell behind 负责人 or 联系人, and telephone numbers."""
    label = next((cell for cell in reversed(cells[:index]) if cell), "")
    if vocabulary.person_label.search(key(label)[-_LONGEST_PERSON_LABEL:]):
        return NAME
    return _TELEPHONE.sub(TELEPHONE, cells[index])

"""`name_similarity(a, b)`: how alike two names of projects are, from 0 to 100, as a function of DuckDB.

Chinese is written without spaces, so that names are compared by characters. Publishers shorten a
name by leaving characters out (运维 for 运行维护, 服务中心 for 政务服务中心) or lengthen it by a word in
front or behind: of the same project, the shorter name stands in the longer one, in order, with
gaps. That is the longest common subsequence, rapidfuzz's `LCSseq`, as a share of the shorter
name. Scorers that count the characters that one name has more (`ratio`, `Levenshtein`) or look for
one unbroken piece (`partial_ratio`) tell such pairs less well from two projects of one unit, whose
names share the unit's name and words such as 服务 and 经费.

Measured on the names of the four samples, without what `project_name_affix` takes away: the pairs
of the same project that are written differently 94 to 100, 416 pairs of two projects of one unit 75
at most. `ratio` gave 62 to 89 and 70; `partial_ratio` 71 to 100 and 82; `Levenshtein` 44 to 80 and 70;
`JaroWinkler` 45 to 95 and 88; `WRatio` 74 to 90 and 70.

What a name is worth where amounts differ, and from which similarity on, is the models' business.
"""

import duckdb
from dbt.adapters.duckdb.plugins import BasePlugin
from duckdb.sqltypes import DOUBLE, VARCHAR
from rapidfuzz.distance import LCSseq

from dagster_project.extraction.wording import key

# Words of two or three characters (运维, 经费) stand in many names: a shorter name is measured as if it had these many.
_FEWEST_CHARACTERS = 4


def name_similarity(a: str, b: str) -> float:
    """The share of the shorter name's characters that stand in the longer one, in order: 0 to 100."""
    one, other = key(a), key(b)
    if one == other:
        return 100.0
    return 100.0 * LCSseq.similarity(one, other) / max(min(len(one), len(other)), _FEWEST_CHARACTERS)


def add_functions(connection: duckdb.DuckDBPyConnection) -> None:
    """Gives a connection the functions that the models use; null where a name is null."""
    connection.create_function("name_similarity", name_similarity, [VARCHAR, VARCHAR], DOUBLE)


class Plugin(BasePlugin):
    """Gives dbt's connection its function."""

    def configure_connection(self, conn: duckdb.DuckDBPyConnection) -> None:
        add_functions(conn)

"""A claim as it is found: what kind, where, and what it names; `reader` makes a record of it."""

from decimal import Decimal
from typing import NamedTuple

from dagster_project.extraction.claims.paragraphs import Span


class Claim(NamedTuple):
    """What is stated at a place of the text; `shown` is the stretch that is kept of it."""

    claim_kind: str
    at: int
    shown: Span
    section_code: str | None = None
    table_no: int | None = None
    table_code: str | None = None
    measure_code: str | None = None
    fund_source_code: str | None = None
    subject_code: str | None = None
    subject_name: str | None = None
    project_name: str | None = None
    project_name_key: str | None = None
    year: int | None = None
    year_role: str | None = None
    amount_yuan: Decimal | None = None
    half_width_yuan: Decimal | None = None

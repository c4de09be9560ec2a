-- One row is a version of a disclosure.
select
    document_key,
    document_kind,
    unit_key,
    fiscal_year,
    title,
    published_on,
    source_file,
    content_sha256,
    reader,
    printed_unit,
    is_current
from {{ ref('int_document_versions') }}

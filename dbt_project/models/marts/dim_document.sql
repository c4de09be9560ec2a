-- One row is a version of a disclosure.
select
    document_key,
    document_kind,
    unit_key,
    fiscal_year,
    title,
    published_on,
    official_address,
    source_file,
    content_sha256,
    reader,
    printed_unit,
    page_lines,
    version_no,
    -- Where no file of a disclosure is left, none of its versions is current, and none replaces another.
    case
        when version_rank > 1 and bool_or(is_current) over (partition by unit_key, fiscal_year, document_kind)
            then leading_document_key
    end as replaced_by_document_key,
    is_current
from {{ ref('int_document_versions') }}

-- One row is a version of a disclosure.
select
    document_key,
    document_kind,
    unit_key,
    fiscal_year,
    title,
    published_on,
    official_address,
    retrieved_at,
    source_file,
    content_sha256,
    reader,
    printed_unit,
    page_lines,
    case
        when n_parts = 1 then document_part
        when has_budget_tables and has_text then 'whole'
        when has_budget_tables then 'tables'
        when has_text then 'text'
        else 'performance'
    end as document_part,
    cast(n_parts as integer) as n_files,
    version_no,
    -- Where no file of a disclosure is left, none of its versions is current, and none replaces another.
    case
        when not is_current and bool_or(is_current) over (partition by unit_key, fiscal_year, document_kind)
            then leading_document_key
    end as replaced_by_document_key,
    is_current
from {{ ref('int_document_versions') }}

-- One row is a contradiction that a person should read, the gravest and largest first.
with broken as (

    select * from {{ ref('int_reconciliation') }}
    where verdict = 'broken'

),

documents as (

    select * from {{ ref('int_document_versions') }}

)

select
    cast(
        row_number() over (
            order by
                case broken.severity when 'error' then 1 when 'warning' then 2 else 3 end asc,
                abs(broken.difference_yuan) desc nulls last,
                broken.document_key asc,
                broken.rule_id asc,
                broken.check_key asc
        ) as integer
    ) as finding_no,
    broken.document_key,
    documents.unit_key,
    documents.unit_name,
    documents.fiscal_year,
    documents.source_file,
    broken.rule_id,
    broken.family,
    broken.severity,
    broken.check_key as key,
    broken.table_no,
    broken.table_code,
    broken.line_no,
    broken.total_yuan,
    broken.parts_yuan,
    broken.difference_yuan,
    broken.slack_yuan,
    broken.total_cell_id,
    broken.part_cell_ids,
    broken.message_zh,
    broken.message_en
from broken
inner join documents on broken.document_key = documents.document_key

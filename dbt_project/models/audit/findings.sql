-- One row is a contradiction that a person should read, the gravest and largest first. Findings that one wrong figure explains,
-- or that are about one table or one line, are a group; its first finding is the root that the others follow from.
with broken as (

    select
        ledger.*,
        rules.key_by,
        rules.is_habit,
        case ledger.severity when 'error' then 1 when 'warning' then 2 else 3 end as severity_rank
    from {{ ref('reconciliation') }} as ledger
    inner join {{ ref('rules') }} as rules on ledger.rule_id = rules.rule_id
    where
        ledger.verdict = 'broken'
        and ledger.waiver_id is null

),

documents as (

    select * from {{ ref('int_document_versions') }}

),

-- The file that the line of a finding stands in.
files as (

    select * from {{ ref('int_document_parts') }}
    where is_current

),

grouped as (

    select
        *,
        case
            when suspect_cell_id is not null then concat('figure ', suspect_cell_id)
            when key_by = 'structure' then concat('table ', table_no)
            when is_habit then rule_id
            when line_no is not null then concat('line ', line_no, ' ', part_key)
            else concat(rule_id, ' ', key)
        end as group_key,
        row_number() over (
            order by
                severity_rank asc,
                abs(difference_yuan) desc nulls last,
                document_key asc,
                rule_id asc,
                key asc
        ) as finding_no
    from broken

),

led as (

    select
        *,
        min(finding_no) over (partition by document_key, group_key) as root_no
    from grouped

)

select
    cast(led.finding_no as integer) as finding_no,
    cast(dense_rank() over (order by led.root_no asc) as integer) as group_no,
    led.finding_no = led.root_no as is_root,
    led.document_key,
    documents.unit_key,
    documents.unit_name,
    documents.fiscal_year,
    files.source_file,
    led.rule_id,
    led.family,
    led.severity,
    led.key,
    led.table_no,
    led.table_code,
    led.line_no,
    case when led.line_no is not null then {{ page_of('led.line_no', 'files.page_lines') }} end as page_no,
    led.total_yuan,
    led.parts_yuan,
    led.difference_yuan,
    led.slack_yuan,
    led.total_cell_id,
    led.total_cell_ids,
    led.part_cell_ids,
    led.total_passage_ids,
    led.part_passage_ids,
    led.suspect_cell_id,
    led.figures_hash,
    led.message_zh,
    led.message_en,
    led.part_key
from led
inner join documents on led.document_key = documents.document_key
inner join files on led.part_key = files.part_key

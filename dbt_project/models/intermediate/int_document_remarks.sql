-- One row is something that a person should know of a file that was loaded; what is true of all of a disclosure is said of its first file.
with documents as (

    select
        document_key,
        has_budget_tables
    from {{ ref('int_document_versions') }}
    where is_current

),

parts as (

    select * from {{ ref('int_document_parts') }}
    where is_current

),

-- What each file of a disclosure is of it, and which are the others.
put_together as (

    select
        parts.part_key,
        -1 as remark_order,
        concat(
            case parts.document_part
                when 'whole' then 'a disclosure'
                when 'performance' then 'performance tables of a disclosure'
                else concat('the ', parts.document_part, ' of a disclosure')
            end,
            ', together with ', {{ joined_text('other_parts.source_file', ', ', 'other_parts.part_no') }}
        ) as remark
    from parts
    inner join parts as other_parts
        on
            parts.document_key = other_parts.document_key
            and parts.part_key <> other_parts.part_key
    group by parts.part_key, parts.document_part

),

without_tables as (

    select
        parts.part_key,
        -1 as remark_order,
        concat(
            case parts.document_part when 'text' then 'the text' else 'performance tables' end, ' of a disclosure, whose budget tables were not read'
        ) as remark
    from parts
    inner join documents on parts.document_key = documents.document_key
    where
        parts.part_no = 1
        and parts.n_parts = 1
        and not documents.has_budget_tables

),

left_out as (

    select
        part_key,
        0 as remark_order,
        reason as remark
    from parts
    where reason is not null

),

missing_tables as (

    select
        missing.document_key as part_key,
        1 as remark_order,
        concat(count(*), ' tables missing: ', {{ joined_text('missing.table_name', '、', 'missing.table_code') }}) as remark
    from {{ ref('int_missing_tables') }} as missing
    inner join documents on missing.document_key = documents.document_key
    where
        missing.is_missing
        and documents.has_budget_tables
    group by missing.document_key

),

rejected_cells as (

    select
        rejected.part_key,
        2 as remark_order,
        concat(
            count(*), case count(*) when 1 then ' cell or figure' else ' cells or figures' end, ' rejected: see audit.rejected'
        ) as remark
    from {{ ref('int_rejected') }} as rejected
    inner join documents on rejected.document_key = documents.document_key
    group by rejected.part_key

),

unofficial_codes as (

    select distinct
        cells.part_key,
        cells.subject_code,
        subjects.subject_name
    from {{ ref('int_cells') }} as cells
    inner join {{ ref('int_subject_codes') }} as subjects
        on
            cells.classification = subjects.classification
            and cells.subject_code = subjects.subject_code
    where not subjects.is_official

),

unknown_codes as (

    select
        part_key,
        3 as remark_order,
        concat(
            count(*), ' codes not in the classification as this project knows it: ',
            {{ joined_text("concat(subject_code, ' ', subject_name)", '、', 'subject_code') }}
        ) as remark
    from unofficial_codes
    group by part_key

),

unjudged as (

    select
        document_key as part_key,
        4 as remark_order,
        concat(count(distinct table_no), ' tables whose sums could not be judged: see audit.reconciliation') as remark
    from {{ ref('ledger') }}
    where verdict = 'not_evaluated' and starts_with(key, 'table ')
    group by document_key

)

select * from put_together
union all
select * from without_tables
union all
select * from left_out
union all
select * from missing_tables
union all
select * from rejected_cells
union all
select * from unknown_codes
union all
select * from unjudged

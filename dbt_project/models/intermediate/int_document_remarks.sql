-- One row is something that a person should know of a document that was loaded.
with documents as (

    select document_key from {{ ref('int_document_versions') }}
    where is_current

),

left_out as (

    select
        documents.document_key,
        0 as remark_order,
        contents.reason as remark
    from documents
    inner join {{ ref('stg_documents') }} as contents on documents.document_key = contents.document_key
    where contents.reason is not null

),

missing_tables as (

    select
        document_key,
        1 as remark_order,
        concat(count(*), ' tables missing: ', {{ joined_text('table_name', '、', 'table_code') }}) as remark
    from {{ ref('int_missing_tables') }}
    where is_missing
    group by document_key

),

rejected_cells as (

    select
        rejected.document_key,
        2 as remark_order,
        concat(
            count(*), case count(*) when 1 then ' cell or figure' else ' cells or figures' end, ' rejected: see audit.rejected'
        ) as remark
    from {{ ref('stg_rejected') }} as rejected
    inner join documents on rejected.document_key = documents.document_key
    group by rejected.document_key

),

unofficial_codes as (

    select distinct
        cells.document_key,
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
        document_key,
        3 as remark_order,
        concat(
            count(*), ' codes not in the classification as this project knows it: ',
            {{ joined_text("concat(subject_code, ' ', subject_name)", '、', 'subject_code') }}
        ) as remark
    from unofficial_codes
    group by document_key

),

unjudged as (

    select
        document_key,
        4 as remark_order,
        concat(count(distinct table_no), ' tables whose sums could not be judged: see audit.reconciliation') as remark
    from {{ ref('ledger') }}
    where verdict = 'not_evaluated' and starts_with(key, 'table ')
    group by document_key

)

select * from left_out
union all
select * from missing_tables
union all
select * from rejected_cells
union all
select * from unknown_codes
union all
select * from unjudged

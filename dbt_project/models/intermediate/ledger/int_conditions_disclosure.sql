-- One row is a condition on what must be disclosed (family `disclosure`) and the document that it is applied to.
with documents as (

    select * from {{ ref('int_document_versions') }}
    where is_current

),

-- Cards name economic sections by their official names.
entrusted_name as (

    select {{ comparable_name('subject_name') }} as name_key
    from {{ ref('economic_classification') }}
    where subject_code = '30227'

),

allotted as (

    select
        statements.document_key,
        count(*) as n_allotted,
        min(statements.line_no) as line_no,
        min_by(statements.own_amount_cell_id, statements.line_no) as cell_id,
        min_by(statements.project_name, statements.line_no) as project_name
    from {{ ref('int_statements') }} as statements
    inner join entrusted_name on {{ comparable_name('statements.label') }} = entrusted_name.name_key
    where
        statements.measure_code = 'project_allocation'
        and statements.own_amount_yuan > 0
    group by statements.document_key

),

entrusted_tables as (

    select * from {{ ref('int_ledger_tables') }}
    where table_code = 'entrusted_service'

)

select
    'disclosure.entrusted_table' as rule_id,
    documents.document_key,
    '' as check_key,
    entrusted_tables.document_key is null as is_broken,
    'entrusted_service' as table_code,
    allotted.line_no,
    allotted.cell_id,
    [allotted.cell_id] as total_cell_ids,
    coalesce(entrusted_tables.passage_ids, [{{ passage_id('documents.document_key', 'document', '1') }}]) as part_passage_ids,
    cast(null as varchar) as obstacle_en,
    cast(null as varchar) as obstacle_zh,
    concat('项目“', allotted.project_name, '”的资金分配（', {{ line_zh('allotted.line_no') }}, '）含委托业务费，文件中没有委托业务费支出情况表。') as detail_zh,
    concat(
        'The card of “', allotted.project_name, '” (', {{ line_en('allotted.line_no') }},
        ') allots money to entrusted services, but the document has no table of them.'
    ) as detail_en
from documents
inner join allotted on documents.document_key = allotted.document_key
left join entrusted_tables on documents.document_key = entrusted_tables.document_key

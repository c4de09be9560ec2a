-- One row is a total that a budget table prints, with what the facts of its table add up to and the gap between the two.
with judged as (

    -- A column that adds up others is a sum of the facts of those; any other of its own.
    select
        document_key,
        {{ place_in_full('document_key', 'total_cell') }} as total_cell_id,
        verdict,
        {{ as_yuan('total_amount - difference') }} as facts_yuan,
        {{ as_yuan('difference') }} as gap_yuan,
        row_number() over (partition by document_key, total_cell order by rule_id asc) as place_no
    from {{ ref('ledger') }}
    where rule_id in ('hierarchy.grand_total', 'hierarchy.total_of_leaves') and total_cell is not null and verdict <> 'not_evaluated'

)

select
    cells.cell_id as source_cell_id,
    cells.document_key,
    documents.unit_key,
    cells.figure_year as fiscal_year,
    documents.document_kind,
    cells.phase,
    cells.figure_year <> documents.fiscal_year as is_prior_year,
    cells.table_code,
    cells.side,
    cells.column_code,
    columns.fund_source_code as fund_source_key,
    columns.budget_kind,
    columns.expenditure_kind,
    columns.cost_kind,
    columns.origin,
    cells.column_path,
    cells.row_label,
    columns.part_of is null as is_grand_total,
    cells.amount_yuan,
    judged.facts_yuan,
    judged.gap_yuan,
    judged.verdict,
    coalesce(judged.verdict in ('exact', 'rounding', 'boundary'), false) as is_reconciled,
    case
        when judged.verdict in ('exact', 'rounding', 'boundary') then 'reconciled'
        else coalesce(judged.verdict, 'not_evaluated')
    end as reconciliation_verdict
from {{ ref('int_cells') }} as cells
inner join {{ ref('dim_document') }} as documents on cells.document_key = documents.document_key
left join {{ ref('int_columns') }} as columns
    on
        cells.table_code = columns.table_code
        and cells.column_code = columns.column_code
left join judged
    on
        cells.document_key = judged.document_key
        and cells.cell_id = judged.total_cell_id
        and judged.place_no = 1
where cells.row_role = 'total' and cells.amount_yuan is not null and not coalesce(cells.is_memo_column, false)

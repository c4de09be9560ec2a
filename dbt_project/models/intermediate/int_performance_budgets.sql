-- One row is a performance table of a current document with its printed amounts, each at most once.
with tables as (

    select
        tables.*,
        documents.unit_key,
        documents.fiscal_year,
        documents.document_kind,
        documents.parts
    from {{ ref('int_performance_tables') }} as tables
    inner join {{ ref('int_document_versions') }} as documents on tables.document_key = documents.document_key
    where documents.is_current

),

amounts as (

    select
        document_key,
        table_no,
        min(amount_yuan) filter (where measure_code = 'performance_budget') as budget_yuan,
        min(cell_id) filter (where measure_code = 'performance_budget') as budget_cell_id,
        min(amount_yuan) filter (where measure_code = 'performance_fiscal') as fiscal_yuan,
        min(cell_id) filter (where measure_code = 'performance_fiscal') as fiscal_cell_id,
        min(amount_yuan) filter (where measure_code = 'performance_fiscal_higher') as fiscal_higher_yuan,
        min(cell_id) filter (where measure_code = 'performance_fiscal_higher') as fiscal_higher_cell_id,
        min(amount_yuan) filter (where measure_code = 'performance_fiscal_own') as fiscal_own_yuan,
        min(cell_id) filter (where measure_code = 'performance_fiscal_own') as fiscal_own_cell_id,
        min(amount_yuan) filter (where measure_code = 'performance_carryover') as carryover_yuan,
        min(amount_yuan) filter (where measure_code = 'performance_other') as other_yuan,
        min(cell_id) filter (where measure_code = 'performance_other') as other_cell_id
    from {{ ref('int_figures') }}
    where figure_kind = 'amount' and statement_no < 0
    group by document_key, table_no

),

joined as (

    select
        tables.*,
        amounts.budget_yuan,
        amounts.fiscal_higher_yuan,
        amounts.fiscal_own_yuan,
        amounts.other_yuan,
        -- Few forms ask for it.
        coalesce(amounts.carryover_yuan, 0) as carryover_yuan,
        amounts.budget_cell_id,
        amounts.fiscal_cell_id,
        amounts.fiscal_higher_cell_id,
        amounts.fiscal_own_cell_id,
        amounts.other_cell_id,
        -- The table of a whole unit prints fiscal funds by the level that they come from.
        {{ as_yuan('coalesce(amounts.fiscal_yuan, amounts.fiscal_higher_yuan + amounts.fiscal_own_yuan)') }} as fiscal_yuan
    from tables
    left join amounts
        on
            tables.document_key = amounts.document_key
            and tables.table_no = amounts.table_no

)

select
    * exclude (carryover_yuan),
    {{ as_yuan('coalesce(budget_yuan, fiscal_yuan + other_yuan + carryover_yuan)') }} as amount_yuan,
    budget_yuan is not null as is_amount_printed,
    coalesce(budget_cell_id, fiscal_cell_id, fiscal_own_cell_id, fiscal_higher_cell_id, other_cell_id) as source_cell_id,
    coalesce(budget_yuan = fiscal_yuan + other_yuan + carryover_yuan, false) as is_reconciled
from joined

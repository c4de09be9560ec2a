-- One row is a statement of a current document: an amount or a quantity with its share and its
-- change, as one or several sentences give them. Where a sentence states only the change, the
-- amount is that of the same measure in the same section.
with figures as (

    select
        figures.*,
        documents.unit_key,
        documents.fiscal_year,
        documents.document_kind
    from {{ ref('int_figures') }} as figures
    inner join {{ ref('int_document_versions') }} as documents on figures.document_key = documents.document_key
    where
        documents.is_current
        and figures.figure_kind in ('amount', 'quantity', 'share', 'change', 'change_pct')
        and figures.statement_no > 0

),

statements as (

    select
        document_key,
        statement_no,
        min(unit_key) as unit_key,
        min(fiscal_year) as fiscal_year,
        min(document_kind) as document_kind,
        min(section_no) as section_no,
        min(section_code) as section_code,
        min(table_no) as table_no,
        min(line_no) as line_no,
        min(measure_code) as measure_code,
        min(label) as label,
        min(subject_code) as subject_code,
        min(fund_source_code) as fund_source_code,
        min(project_name) as project_name,
        min(project_name_key) as project_name_key,
        max(reason) as reason,
        max(purpose) as purpose,
        bool_or(direction = 'unchanged') as is_unchanged,
        min(cell_id) filter (where figure_kind in ('amount', 'quantity')) as own_amount_cell_id,
        min(figure_id) filter (where figure_kind in ('amount', 'quantity')) as own_amount_figure_id,
        min(value) filter (where figure_kind in ('amount', 'quantity')) as amount_value,
        min(half_width) filter (where figure_kind in ('amount', 'quantity')) as amount_half_width,
        min(cell_id) filter (where figure_kind = 'share') as share_cell_id,
        min(figure_id) filter (where figure_kind = 'share') as share_figure_id,
        min(value) filter (where figure_kind = 'share') as share_value,
        min(half_width) filter (where figure_kind = 'share') as share_half_width,
        min(cell_id) filter (where figure_kind = 'change') as change_cell_id,
        min(value) filter (where figure_kind = 'change') as change_value,
        min(half_width) filter (where figure_kind = 'change') as change_half_width,
        min(cell_id) filter (where figure_kind = 'change_pct') as change_pct_cell_id,
        min(figure_id) filter (where figure_kind = 'change_pct') as change_pct_figure_id,
        min(value) filter (where figure_kind = 'change_pct') as change_pct_value,
        min(half_width) filter (where figure_kind = 'change_pct') as change_pct_half_width,
        min(unit_of_measure) filter (where figure_kind in ('amount', 'quantity', 'change')) as unit_of_measure,
        min(amount_yuan) filter (where figure_kind = 'amount') as own_amount_yuan,
        min(half_width_yuan) filter (where figure_kind = 'amount') as own_amount_half_width_yuan,
        min(amount_yuan) filter (where figure_kind = 'change') as change_yuan,
        min(half_width_yuan) filter (where figure_kind = 'change') as change_half_width_yuan
    from figures
    group by document_key, statement_no

),

-- The one amount that a section states of a measure, for statements that give its change alone.
section_amounts as (

    select
        document_key,
        section_no,
        measure_code,
        coalesce(subject_code, '') as subject_code,
        coalesce(fund_source_code, '') as fund_source_code,
        min(own_amount_cell_id) as amount_cell_id,
        min(own_amount_yuan) as amount_yuan,
        min(own_amount_half_width_yuan) as amount_half_width_yuan
    from statements
    where own_amount_yuan is not null and section_no is not null
    group by document_key, section_no, measure_code, coalesce(subject_code, ''), coalesce(fund_source_code, '')
    having count(*) = 1

)

select
    statements.*,
    coalesce(statements.own_amount_cell_id, section_amounts.amount_cell_id) as amount_cell_id,
    {{ as_yuan('coalesce(statements.own_amount_yuan, section_amounts.amount_yuan)') }} as amount_yuan,
    coalesce(statements.own_amount_half_width_yuan, section_amounts.amount_half_width_yuan) as amount_half_width_yuan,
    {{ subject_key("'functional'", 'statements.subject_code') }} as subject_key
from statements
left join section_amounts
    on
        statements.document_key = section_amounts.document_key
        and statements.section_no = section_amounts.section_no
        and {{ key_where("statements.own_amount_cell_id is null", 'statements.measure_code') }} = section_amounts.measure_code
        and coalesce(statements.subject_code, '') = section_amounts.subject_code
        and coalesce(statements.fund_source_code, '') = section_amounts.fund_source_code

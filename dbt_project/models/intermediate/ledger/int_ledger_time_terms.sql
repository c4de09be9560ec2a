-- One row is an amount of another document or another year as a term: last year's amount as derived from this year's sentences
-- (this year's less the change), and what last year's document prints; the changes themselves; the budget of a year as its
-- final account repeats it, and as it was printed; a department's total and a unit's.
with every_change as (

    select * from {{ ref('int_year_over_year') }}

),

-- A change that two sentences state alike is one.
changes as (

    select *
    from every_change
    qualify row_number() over (
        partition by document_key, measure_code, subject_code, fund_source_code, amount_yuan, stated_change_yuan
        order by statement_no asc, stated_cell_id asc
    ) = 1

),

statements as (

    select * from {{ ref('int_statements') }}

),

documents as (

    select * from {{ ref('int_document_versions') }}
    where is_current

),

-- Which derived amounts add up to the same: all funds and all kinds of expenditure, all items and all kinds. Where several
-- funds are stated as one, it is not known which of them are stated besides.
derived_sums as (

    select
        sums.rule_id,
        sums.side,
        sums.measure_code
    from (
        values
        ('over_time.prior_income', 'total', 'income'),
        ('over_time.prior_income', 'total', 'income_carryover'),
        ('over_time.prior_income', 'absent', 'income_appropriation'),
        ('over_time.prior_income', 'absent', 'income_current_appropriation'),
        ('over_time.prior_income', 'absent', 'income_current_other'),
        ('over_time.prior_income', 'part', 'expenditure_basic'),
        ('over_time.prior_income', 'part', 'expenditure_basic_personnel'),
        ('over_time.prior_income', 'part', 'expenditure_basic_operating'),
        ('over_time.prior_income', 'part', 'expenditure_project'),
        ('over_time.prior_income', 'part', 'expenditure_reserve'),
        ('over_time.prior_income', 'part', 'expenditure_operating'),
        ('over_time.prior_income', 'part', 'expenditure_to_superior'),
        ('over_time.prior_income', 'part', 'expenditure_subsidies'),
        ('over_time.prior_income', 'part', 'expenditure_carryover'),
        ('over_time.prior_general_public', 'total', 'general_public_basic'),
        ('over_time.prior_general_public', 'total', 'general_public_project'),
        ('over_time.prior_general_public', 'part', 'general_public_item')
    ) as sums (rule_id, side, measure_code)

),

derived_terms as (

    select
        derived_sums.rule_id,
        changes.document_key,
        '' as check_key,
        derived_sums.side,
        changes.prior_amount_yuan as amount,
        changes.prior_half_width_yuan as half_width,
        changes.stated_cell_id as cell_id,
        changes.line_no
    from changes
    inner join derived_sums on changes.measure_code = derived_sums.measure_code

),

-- An amount without a stated change: what it was the year before is not known, nor what it adds up to.
unknown_terms as (

    select
        derived_sums.rule_id,
        statements.document_key,
        '' as check_key,
        'absent' as side,
        statements.own_amount_yuan as amount,
        statements.own_amount_half_width_yuan as half_width,
        statements.own_amount_cell_id as cell_id,
        statements.line_no
    from statements
    inner join derived_sums on statements.measure_code = derived_sums.measure_code
    left join every_change
        on
            statements.document_key = every_change.document_key
            and statements.own_amount_cell_id = every_change.amount_cell_id
    where
        every_change.document_key is null
        and statements.own_amount_yuan <> 0

),

stated_changes as (

    select
        'narrative.three_public_change' as rule_id,
        document_key,
        '' as check_key,
        case measure_code when 'three_public_total' then 'total' else 'part' end as side,
        stated_change_yuan as amount,
        coalesce(change_half_width_yuan, 0) as half_width,
        stated_cell_id as cell_id,
        line_no
    from changes
    where
        measure_code in (
            'three_public_total', 'three_public_abroad', 'three_public_reception',
            'three_public_vehicle_purchase', 'three_public_vehicle_operation'
        )

),

-- What a sentence says of a table this year, last year's sentence said of last year's table.
stated_totals as (

    select
        matches.rule_id,
        matches.document_key,
        matches.base_key,
        changes.prior_amount_yuan,
        changes.prior_half_width_yuan,
        changes.stated_cell_id,
        changes.line_no,
        prior_documents.document_key as prior_document_key
    from {{ ref('int_ledger_matches') }} as matches
    inner join changes
        on
            matches.document_key = changes.document_key
            and matches.cell_id = changes.amount_cell_id
    inner join documents on matches.document_key = documents.document_key
    inner join documents as prior_documents
        on
            documents.unit_key = prior_documents.unit_key
            and documents.document_kind = prior_documents.document_kind
            and documents.fiscal_year = prior_documents.fiscal_year + 1
    where
        matches.side = 'total'
        and changes.prior_amount_yuan is not null
        and matches.rule_id in (
            'narrative.income_fund', 'narrative.expenditure', 'narrative.general_public', 'narrative.general_public_item',
            'narrative.other_budgets', 'narrative.three_public', 'narrative.operating_expenses'
        )
    qualify row_number() over (partition by matches.rule_id, matches.document_key, matches.base_key order by changes.stated_cell_id asc) = 1

),

-- Which sentences of a budget, compared with its tables, a final account repeats.
repeated_measures as (

    select
        details.measure_code,
        terms.rule_id,
        rules.key_by,
        terms.term_key
    from {{ ref('measure_details') }} as details
    inner join {{ ref('rule_terms') }} as terms
        on
            details.budget_measure_code = terms.source
            and terms.side = 'total'
            and terms.row_kind = 'statement'
    inner join {{ ref('rules') }} as rules on terms.rule_id = rules.rule_id
    where rules.family = 'narrative'

),

initial_budgets as (

    select
        statements.document_key,
        repeated_measures.rule_id,
        case repeated_measures.key_by when 'subject' then statements.subject_code else repeated_measures.term_key end as base_key,
        statements.own_amount_yuan,
        statements.own_amount_half_width_yuan,
        statements.own_amount_cell_id,
        statements.line_no,
        budgets.document_key as budget_document_key
    from statements
    inner join repeated_measures on statements.measure_code = repeated_measures.measure_code
    inner join documents on statements.document_key = documents.document_key
    inner join documents as budgets
        on
            documents.unit_key = budgets.unit_key
            and documents.fiscal_year = budgets.fiscal_year
            and budgets.document_kind = replace(documents.document_kind, 'final_account', 'budget')
    where
        documents.document_kind like '%final_account'
        and statements.own_amount_yuan is not null
    qualify row_number() over (
        partition by statements.document_key, repeated_measures.rule_id, base_key
        order by statements.own_amount_cell_id asc
    ) = 1

),

-- What a document says of another one, under the key that the other's own sentence is compared with its tables by.
said_of_others as (

    select
        'over_time.prior_document' as rule_id,
        document_key,
        prior_document_key as other_document_key,
        rule_id as compared_rule_id,
        base_key,
        prior_amount_yuan as amount,
        prior_half_width_yuan as half_width,
        stated_cell_id as cell_id,
        line_no
    from stated_totals
    union all
    select
        'over_time.initial_budget' as rule_id,
        document_key,
        budget_document_key as other_document_key,
        rule_id as compared_rule_id,
        base_key,
        own_amount_yuan as amount,
        own_amount_half_width_yuan as half_width,
        own_amount_cell_id as cell_id,
        line_no
    from initial_budgets

),

said_of_others_keyed as (

    select
        *,
        concat_ws(' ', replace(compared_rule_id, 'narrative.', ''), nullif(base_key, '')) as check_key
    from said_of_others

),

other_document_terms as (

    select
        rule_id,
        document_key,
        check_key,
        'total' as side,
        amount,
        half_width,
        cell_id,
        line_no
    from said_of_others_keyed
    union all
    select
        said.rule_id,
        said.document_key,
        said.check_key,
        'part' as side,
        matches.amount,
        matches.half_width,
        matches.cell_id,
        matches.line_no
    from said_of_others_keyed as said
    inner join {{ ref('int_ledger_matches') }} as matches
        on
            said.other_document_key = matches.document_key
            and said.compared_rule_id = matches.rule_id
            and said.base_key = matches.base_key
            -- What two sentences of that document state is judged twice there.
            and matches.check_key = matches.base_key
    where matches.side = 'part'

),

-- The grand total of a unit and that of the department that it belongs to.
expenditure_totals as (

    select
        figures.*,
        documents.unit_key,
        documents.fiscal_year,
        documents.document_kind
    from {{ ref('int_ledger_figures') }} as figures
    inner join documents on figures.document_key = documents.document_key
    where
        figures.source = 'expenditure'
        and figures.row_kind = 'total'
        and figures.column_code = 'total'

),

belonging as (

    select
        units.document_key,
        units.cell_id as unit_cell_id,
        units.amount as unit_amount,
        units.half_width as unit_half_width,
        units.line_no as unit_line_no,
        departments.cell_id as department_cell_id,
        departments.amount as department_amount,
        departments.half_width as department_half_width,
        departments.line_no as department_line_no
    from expenditure_totals as units
    inner join {{ ref('int_unit_relations') }} as relations on units.unit_key = relations.unit_key
    inner join expenditure_totals as departments
        on
            relations.parent_unit_key = departments.unit_key
            and units.fiscal_year = departments.fiscal_year
            and departments.document_kind = replace(units.document_kind, 'unit_', 'department_')
    where units.document_kind like 'unit%'

),

department_terms as (

    select
        'over_time.department_units' as rule_id,
        document_key,
        '' as check_key,
        'total' as side,
        department_amount as amount,
        department_half_width as half_width,
        department_cell_id as cell_id,
        department_line_no as line_no
    from belonging
    union all
    select
        'over_time.department_units' as rule_id,
        document_key,
        '' as check_key,
        'part' as side,
        unit_amount as amount,
        unit_half_width as half_width,
        unit_cell_id as cell_id,
        unit_line_no as line_no
    from belonging

),

terms as (

    select * from derived_terms
    union all
    select * from unknown_terms
    union all
    select * from stated_changes
    union all
    select * from other_document_terms
    union all
    select * from department_terms

)

select
    terms.*,
    1 as weight,
    10000 as yuan_per_unit
from terms
where terms.amount is not null

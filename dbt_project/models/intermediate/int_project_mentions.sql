-- One row is a name of a project in one place of a current document: a table, a card, a performance table or a
-- sentence, with the amount that it has there. `list_key` tells which names stand in one list: two names that a
-- publisher prints in one list are two projects.
with documents as (

    select
        document_key,
        unit_key,
        fiscal_year
    from {{ ref('int_document_versions') }}
    where is_current

),

table_rows as (

    select
        document_key,
        table_code as mention_kind,
        project_name_key,
        project_name,
        row_no,
        min(line_no) as line_no,
        coalesce(
            sum(amount_yuan) filter (where is_subtotal_column and part_of_column is null),
            sum(amount_yuan) filter (where not is_subtotal_column)
        ) as amount_yuan,
        max(half_width_yuan) as half_width_yuan
    from {{ ref('int_leaf_cells') }}
    where
        project_name_key is not null
        and table_code in {{ table_kinds() }}
        and not coalesce(is_prior_year, false)
    group by document_key, table_code, table_no, project_name_key, project_name, row_no

),

ranked_rows as (

    select
        *,
        row_number() over (
            partition by document_key, mention_kind, project_name_key
            order by length(project_name) desc, project_name asc
        ) as name_rank
    from table_rows

),

-- A project has a row for each subject that it is spent under.
in_tables as (

    select
        document_key,
        mention_kind,
        project_name_key as place,
        cast(null as varchar) as list_part,
        min(project_name) filter (where name_rank = 1) as project_name,
        project_name_key,
        sum(amount_yuan) as amount_yuan,
        max(half_width_yuan) as half_width_yuan,
        min(line_no) as line_no,
        false as is_withheld,
        cast(null as varchar) as performance_key
    from ranked_rows
    group by document_key, mention_kind, project_name_key

),

on_cards as (

    select
        cards.document_key,
        'project_card' as mention_kind,
        cast(cards.card_no as varchar) as place,
        cast(null as varchar) as list_part,
        cards.project_name,
        cards.project_name_key,
        budgets.amount_yuan,
        budgets.half_width_yuan,
        cards.line_no,
        cards.is_withheld,
        cast(null as varchar) as performance_key
    from {{ ref('int_project_cards') }} as cards
    left join {{ ref('int_figures') }} as budgets on cards.budget_cell_id = budgets.cell_id

),

performance_budgets as (

    select
        document_key,
        table_no,
        amount_yuan,
        half_width_yuan,
        row_number() over (partition by document_key, table_no order by row_no asc, column_no asc, cell_id asc) as budget_no
    from {{ ref('int_figures') }}
    where
        measure_code = 'performance_budget'
        and table_no is not null
        and amount_yuan is not null

),

in_performance_tables as (

    select
        performance.document_key,
        'project_performance' as mention_kind,
        cast(performance.table_no as varchar) as place,
        cast(null as varchar) as list_part,
        performance.project_name,
        performance.project_name_key,
        budgets.amount_yuan,
        budgets.half_width_yuan,
        performance.line_no,
        false as is_withheld,
        performance.performance_key
    from {{ ref('int_performance_tables') }} as performance
    left join performance_budgets as budgets
        on
            performance.document_key = budgets.document_key
            and performance.table_no = budgets.table_no
            and budgets.budget_no = 1
    where
        performance.scope = 'project'
        and performance.project_name_key is not null

),

in_sentences as (

    select
        document_key,
        case section_code
            when 'entrusted_service' then 'entrusted_sentence'
            when 'carryover' then 'carryover_sentence'
            else 'other_sentence'
        end as mention_kind,
        figure_id as place,
        -- Only these two sections are lists; elsewhere no more than one sentence is.
        case
            when section_code in ('entrusted_service', 'carryover') then null
            else concat_ws(':', section_no, sentence_no)
        end as list_part,
        project_name,
        project_name_key,
        amount_yuan,
        half_width_yuan,
        line_no,
        false as is_withheld,
        cast(null as varchar) as performance_key
    from {{ ref('int_figures') }}
    where
        project_name_key is not null
        and figure_kind = 'amount'
        and section_no is not null
        and coalesce(section_code, '') <> 'projects'

),

mentions as (

    select * from in_tables
    union all
    select * from on_cards
    union all
    select * from in_performance_tables
    union all
    select * from in_sentences

)

select
    concat_ws(':', mentions.document_key, mentions.mention_kind, mentions.place) as mention_key,
    documents.unit_key,
    documents.fiscal_year,
    mentions.document_key,
    mentions.mention_kind,
    -- Whose name is the project's: table 7, 12 and 11, then cards, performance tables, sentences.
    case mentions.mention_kind
        when 'project_expenditure' then 1
        when 'project_funding' then 1
        when 'carryover' then 2
        when 'entrusted_service' then 3
        when 'project_card' then 4
        when 'project_performance' then 5
        when 'entrusted_sentence' then 6
        when 'carryover_sentence' then 7
        else 8
    end as mention_order,
    concat_ws(':', mentions.document_key, mentions.mention_kind, mentions.list_part) as list_key,
    mentions.project_name,
    mentions.project_name_key,
    {{ as_sum('mentions.amount_yuan') }} as amount_yuan,
    cast(mentions.half_width_yuan as decimal(24, 4)) as half_width_yuan,
    mentions.line_no,
    mentions.is_withheld,
    mentions.performance_key
from mentions
inner join documents on mentions.document_key = documents.document_key

{{ config(materialized='view') }}
-- One row is a printed figure that takes part in a sum: its total (`side` = total) or one of its parts, with its weight. All
-- sum rules meet here: those of seeds/rules/rule_terms.csv and those that follow the structure of a table.
with matches as (

    select
        rule_id,
        document_key,
        check_key,
        check_key as group_key,
        side,
        weight,
        amount,
        half_width,
        yuan_per_unit,
        cell_id,
        text,
        table_no,
        table_code,
        line_no,
        term_row_no,
        term_column_no,
        n_variants
    from {{ ref('int_ledger_matches') }}

),

time_terms as (

    select
        rule_id,
        document_key,
        check_key,
        check_key as group_key,
        side,
        weight,
        amount,
        half_width,
        yuan_per_unit,
        cell_id,
        cast(null as varchar) as text,
        cast(null as integer) as table_no,
        cast(null as varchar) as table_code,
        line_no,
        line_no as term_row_no,
        0 as term_column_no
    from {{ ref('int_ledger_time_terms') }}

),

structural as (

    select * from {{ ref('int_ledger_row_terms') }}
    union all
    select * from {{ ref('int_ledger_hierarchy_terms') }}
    union all
    select * from {{ ref('int_ledger_performance_terms') }}
    union all
    select * from time_terms

)

select * from matches
union all
select
    *,
    1 as n_variants
from structural

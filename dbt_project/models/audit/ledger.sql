{{ config(materialized='table_by_parts', meta={'figures_at_a_time': 500000}) }}
-- depends_on: {{ ref('int_ledger_figures') }}
-- One row is a rule applied to a document and a key, whatever came of it, with all that `audit.reconciliation` makes its message of.
-- The rows of a document lie together: so its figures are read without those of others, and columns take less space.
with measures as (

    select
        cast(meaning as integer) as yuan_per_unit,
        min(word) as word
    from {{ ref('document_words') }}
    where word_kind = 'measure'
    group by meaning

),

-- Sums across and down a table are named by the table, the row and the column that they are about, and what is compared once
-- under a key of its own by the words beside its figure.
labels as (

    select
        cell_id,
        row_label as label
    from {{ ref('int_cells') }}
    where {{ within_part('document_key') }}
    union all
    select
        cell_id,
        label
    from {{ ref('int_figures') }}
    where {{ within_part('document_key') }}

)

select
    verdicts.document_key,
    verdicts.rule_id,
    cast(rules.rule_version as integer) as rule_version,
    rules.family,
    rules.severity,
    verdicts.basis,
    verdicts.check_key as key,
    verdicts.table_no,
    verdicts.table_code,
    cast(verdicts.line_no as integer) as line_no,
    verdicts.verdict,
    verdicts.is_implausible,
    coalesce(verdicts.is_money, false) as is_money,
    coalesce(verdicts.is_to_the_digit, false) as is_to_the_digit,
    cast(verdicts.total_amount as decimal(24, 4)) as total_amount,
    -- Elsewhere the parts are the total less the difference.
    case when verdicts.basis = 'ratio' then cast(verdicts.parts_amount as decimal(24, 4)) end as base_amount,
    cast(case when verdicts.is_money then {{ as_sum('verdicts.difference') }} else verdicts.difference end as decimal(24, 4)) as difference,
    cast(verdicts.slack as decimal(24, 4)) as slack,
    verdicts.n_totals,
    verdicts.n_parts,
    {{ place_within('verdicts.document_key', 'verdicts.total_cell_id') }} as total_cell,
    -- Mostly there is one, which would stand here twice.
    nullif(
        {{ places_within('verdicts.document_key', 'verdicts.total_cell_ids') }},
        {{ place_within('verdicts.document_key', 'verdicts.total_cell_id') }}
    ) as total_cells,
    {{ places_within('verdicts.document_key', 'verdicts.part_cell_ids') }} as part_cells,
    {{ places_within('verdicts.document_key', 'verdicts.total_passage_ids') }} as total_passages,
    {{ places_within('verdicts.document_key', 'verdicts.part_passage_ids') }} as part_passages,
    -- Only what is broken can be waived: the hashes of all rows were a tenth of the file.
    case when verdicts.verdict = 'broken' then verdicts.figures_hash end as figures_hash,
    verdicts.obstacle_en as not_evaluated_reason,
    verdicts.obstacle_zh as not_evaluated_reason_zh,
    coalesce(
        names.name,
        case when rules.key_by = 'constant' then labels.label end,
        verdicts.label,
        case when rules.rule_id in ('row.total', 'hierarchy.subject', 'balance.items') then labels.label end
    ) as name,
    tables.table_name as table_name_zh,
    tables.table_name_en,
    columns.column_name,
    measures.word as printed_unit,
    measures.yuan_per_unit,
    case when verdicts.n_totals = 1 and measures.word is not null then verdicts.total_text end as total_text,
    -- Mostly it is that of the total.
    case
        when
            verdicts.n_parts = 1 and verdicts.parts_amount >= 0 and measures.word is not null
            and (
                verdicts.n_totals <> 1
                or verdicts.parts_amount is distinct from verdicts.total_amount
                or verdicts.part_text is distinct from verdicts.total_text
            )
            then verdicts.part_text
    end as part_text,
    verdicts.first_part_line_no,
    case when verdicts.n_parts > 1 then verdicts.last_part_line_no end as last_part_line_no,
    cast(verdicts.percentage as decimal(24, 4)) as percentage,
    verdicts.computed_percentage,
    case
        when verdicts.basis = 'condition' and verdicts.verdict = 'broken'
            then {{ with_places('verdicts.detail_zh', 'documents.page_lines', 'documents.reader', 'documents.parts') }}
    end as detail_zh,
    case
        when verdicts.basis = 'condition' and verdicts.verdict = 'broken'
            then {{ with_places('verdicts.detail_en', 'documents.page_lines', 'documents.reader', 'documents.parts') }}
    end as detail_en
from {{ ref('int_verdicts') }} as verdicts
inner join {{ ref('rules') }} as rules on verdicts.rule_id = rules.rule_id
inner join {{ ref('int_document_versions') }} as documents on verdicts.document_key = documents.document_key
left join {{ ref('int_check_names') }} as names
    on
        verdicts.document_key = names.document_key
        and rules.key_by = names.key_by
        -- What is stated a second time has a number behind its key.
        and case
            when ends_with(verdicts.check_key, ')') then regexp_replace(verdicts.check_key, ' \([0-9]+\)$', '')
            else verdicts.check_key
        end = names.check_key
left join {{ ref('tables') }} as tables
    on {{ key_where("rules.key_by = 'structure'", 'verdicts.table_code') }} = tables.table_code
left join {{ ref('int_columns') }} as columns
    on
        {{ key_where("rules.key_by = 'structure'", 'verdicts.table_code') }} = columns.table_code
        and columns.column_code = split_part(verdicts.check_key, '/', -1)
left join labels
    on
        {{ key_where("rules.key_by in ('structure', 'constant')", 'coalesce(verdicts.total_cell_id, verdicts.part_cell_ids[1])') }}
        = labels.cell_id
left join measures on verdicts.yuan_per_unit = measures.yuan_per_unit
order by verdicts.document_key, verdicts.rule_id, verdicts.check_key

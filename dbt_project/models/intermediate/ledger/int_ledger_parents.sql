-- One row is a row of a budget table and the row that it is added up in: the nearest above it of which the table prints
-- anything, or none where it is of the highest level. Subjects go by their codes, and the highest of them by the item that
-- adds up subjects; line items by their parents, projects by the subject that they are spent under, details by the row that the layout puts
-- them below.
with printed_rows as (

    select
        document_key,
        table_no,
        table_code,
        list_side,
        row_no,
        min(row_kind) as row_kind,
        min(detailed_row_no) as detailed_row_no,
        min(subject_code) as subject_code,
        min(item_code) as item_code
    from {{ ref('int_ledger_figures') }}
    where
        source = table_code
        and row_kind in ('class', 'section', 'item', 'project', 'line', 'detail')
    group by document_key, table_no, table_code, list_side, row_no

),

subject_rows as (

    select
        document_key,
        table_no,
        list_side,
        subject_code,
        min(row_no) as row_no
    from printed_rows
    where row_kind in ('class', 'section', 'item')
    group by document_key, table_no, list_side, subject_code

),

-- The code of a project's row is that of its subject; that of a subject's row is its own.
subject_parents as (

    select
        rows_below.document_key,
        rows_below.table_no,
        rows_below.list_side,
        rows_below.row_no,
        max_by(parents.row_no, length(parents.subject_code)) as parent_row_no
    from printed_rows as rows_below
    inner join subject_rows as parents
        on
            rows_below.document_key = parents.document_key
            and rows_below.table_no = parents.table_no
            and rows_below.list_side = parents.list_side
            and starts_with(rows_below.subject_code, parents.subject_code)
            and (
                rows_below.row_kind = 'project'
                or length(parents.subject_code) < length(rows_below.subject_code)
            )
    group by rows_below.document_key, rows_below.table_no, rows_below.list_side, rows_below.row_no

),

item_parents as (

    select
        rows_below.document_key,
        rows_below.table_no,
        rows_below.list_side,
        rows_below.row_no,
        min_by(parents.row_no, ancestors.distance) as parent_row_no
    from printed_rows as rows_below
    inner join {{ ref('int_item_ancestors') }} as ancestors
        on
            rows_below.table_code = ancestors.table_code
            and coalesce(rows_below.item_code, '') = ancestors.item_code
    inner join printed_rows as parents
        on
            rows_below.document_key = parents.document_key
            and rows_below.table_no = parents.table_no
            and rows_below.list_side = parents.list_side
            and ancestors.ancestor_item_code = parents.item_code
    group by rows_below.document_key, rows_below.table_no, rows_below.list_side, rows_below.row_no

)

select
    printed_rows.document_key,
    printed_rows.table_no,
    printed_rows.table_code,
    printed_rows.list_side,
    printed_rows.row_no,
    printed_rows.row_kind,
    printed_rows.subject_code,
    printed_rows.item_code,
    coalesce(printed_rows.detailed_row_no, subject_parents.parent_row_no, item_parents.parent_row_no) as parent_row_no
from printed_rows
left join subject_parents
    on
        printed_rows.document_key = subject_parents.document_key
        and printed_rows.table_no = subject_parents.table_no
        and printed_rows.list_side = subject_parents.list_side
        and printed_rows.row_no = subject_parents.row_no
left join item_parents
    on
        printed_rows.document_key = item_parents.document_key
        and printed_rows.table_no = item_parents.table_no
        and printed_rows.list_side = item_parents.list_side
        and printed_rows.row_no = item_parents.row_no

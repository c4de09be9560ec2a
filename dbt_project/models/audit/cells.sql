-- One row is a printed figure of a current document: in a budget table, in a sentence or in a
-- performance table.
with budget_figures as (

    select
        cell_id,
        document_key,
        table_code,
        table_no,
        cast(null as varchar) as section_code,
        cast(null as integer) as section_no,
        cast(null as integer) as sentence_no,
        row_no,
        column_no,
        row_label,
        column_code,
        column_path,
        side,
        subject_code,
        economic_subject_code,
        government_subject_code,
        item_code,
        cast(null as varchar) as measure_code,
        project_name,
        page_no,
        line_in_file as line_no,
        box_left,
        box_top,
        box_right,
        box_bottom,
        text,
        cast(null as decimal(24, 6)) as value,
        cast(null as varchar) as unit_of_measure,
        amount_yuan,
        half_width_yuan,
        yuan_per_unit,
        row_role,
        is_subtotal_column,
        printed_column_code,
        alignment,
        is_memo_column,
        phase,
        time_code,
        figure_year,
        part_key
    from {{ ref('int_cells') }}

),

other_figures as (

    select
        figures.cell_id,
        figures.document_key,
        figures.table_code,
        figures.table_no,
        figures.section_code,
        figures.section_no,
        figures.sentence_no,
        figures.row_no,
        figures.column_no,
        figures.label as row_label,
        figures.figure_kind as column_code,
        cast(null as varchar) as column_path,
        cast(null as varchar) as side,
        figures.subject_code,
        cast(null as varchar) as economic_subject_code,
        cast(null as varchar) as government_subject_code,
        cast(null as varchar) as item_code,
        figures.measure_code,
        figures.project_name,
        figures.page_no,
        {{ line_in_file('figures.line_no', 'documents.parts') }} as line_no,
        figures.box_left,
        figures.box_top,
        figures.box_right,
        figures.box_bottom,
        figures.text,
        figures.value,
        figures.unit_of_measure,
        figures.amount_yuan,
        figures.half_width_yuan,
        figures.yuan_per_unit,
        cast(null as varchar) as row_role,
        false as is_subtotal_column,
        cast(null as varchar) as printed_column_code,
        cast(null as varchar) as alignment,
        false as is_memo_column,
        cast(null as varchar) as phase,
        cast(null as varchar) as time_code,
        cast(null as integer) as figure_year,
        figures.part_key
    from {{ ref('int_figures') }} as figures
    inner join {{ ref('int_document_versions') }} as documents
        on figures.document_key = documents.document_key
    where documents.is_current

)

select * from budget_figures
union all
select * from other_figures

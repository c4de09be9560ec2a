-- One row is a printed figure and a subject that its row prints: that of the classification of the table, and those of others
-- that stand beside it (50101 工资奖金津补贴 beside 30101 基本工资).
with cells as (

    select * from {{ ref('int_cells') }}

)

select
    document_key,
    table_no,
    table_code,
    row_no,
    line_no,
    cell_id,
    classification,
    subject_code,
    subject_name
from cells
where subject_code is not null
union all
select
    document_key,
    table_no,
    table_code,
    row_no,
    line_no,
    cell_id,
    'economic' as classification,
    economic_subject_code as subject_code,
    economic_subject_name as subject_name
from cells
where economic_subject_code is not null
union all
select
    document_key,
    table_no,
    table_code,
    row_no,
    line_no,
    cell_id,
    'government_economic' as classification,
    government_subject_code as subject_code,
    government_subject_name as subject_name
from cells
where government_subject_code is not null

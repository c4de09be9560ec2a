{{ config(alias='核对发现') }}

select
    f.finding_no as "序号",
    f.unit_name as "单位",
    f.fiscal_year as "年度",
    {{ zh_label('f.severity') }} as "严重程度",
    f.message_zh as "说明",
    {{ zh_sum_columns('f.difference_yuan', '差额') }},
    f.source_file as "文件",
    f.line_no as "行号",
    f.total_cell_id as "总计单元格"
from {{ mart('findings') }} as f

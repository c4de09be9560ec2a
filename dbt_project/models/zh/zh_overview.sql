{{ config(alias='收支总表') }}

select
    {{ zh_unit_columns() }},
    {{ zh_phase_column() }},
    {{ zh_label('f.side') }} as "收支方向",
    f.item_name as "项目",
    {{ zh_amounts_by_side() }}
{{ zh_from('fct_overview') }}
{{ zh_own_year() }}

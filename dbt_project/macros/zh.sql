{#- Columns that every Chinese view has, and the Chinese labels of codes. `f` is the fact, joined in `zh_from`. -#}

{% macro zh_unit_columns() -%}
    units.unit_name as "单位",
    units.region_name as "地区",
    units.province_name as "省级地区",
    units.prefecture_name as "地级地区",
    units.county_name as "县级地区",
    f.fiscal_year as "年度",
    make_date(f.fiscal_year, 1, 1) as "年度起始日",
    {{ zh_label('f.document_kind') }} as "文件类型"
{%- endmacro %}

{#-
    `share_of` are the columns that the rows have in common of which an amount is a share, `shared` the amount that is one, null
    where none is; `has_places` is whether projects have places (`zh_join_project_places`).
-#}
{% macro zh_amount_columns(share_of=none, has_places=false, shared='f.amount_yuan') -%}
    {{ zh_money_columns('f.amount_yuan', '金额') }},
    {%- if share_of %}
    {{ zh_share_column(share_of, shared) }},
    {%- endif %}
    {%- if has_places %}
    places.place as "项目名次",
    {%- endif %}
    f.is_reconciled as "勾稽一致",
    {{ zh_label('f.reconciliation_verdict') }} as "勾稽结论",
    f.source_cell_id as "来源单元格"
{%- endmacro %}

{#- An amount in yuan, and in 万元. -#}
{% macro zh_money_columns(amount, name) -%}
    {{ amount }} as "{{ name }}（元）",
    cast({{ amount }} * 0.0001 as decimal(18, 6)) as "{{ name }}（万元）"
{%- endmacro %}

{#- What percent an amount is of all rows together that have the same values in some columns. -#}
{% macro zh_share_column(columns, amount) -%}
    {{ zh_percent(amount, 'sum(' ~ amount ~ ') over (partition by ' ~ columns | join(', ') ~ ')', 4) }} as "占比（%）"
{%- endmacro %}

{#- Null where it is no number that a percentage may be: what one document prints must not keep the others from being asked. -#}
{% macro zh_percent(part, whole, decimals) -%}
    try_cast({{ part }} / nullif({{ whole }}, 0) * 100 as decimal(9, {{ decimals }}))
{%- endmacro %}

{#- The place of each project by its whole money among those of the same disclosure and stage. -#}
{% macro zh_join_project_places(fact, counted) -%}
    left join (
        select
            document_key,
            phase,
            project_key,
            rank() over (partition by document_key, phase order by sum(amount_yuan) desc) as place
        from {{ mart(fact) }}
        where {{ counted }}
        group by document_key, phase, project_key
    ) as places
        on f.document_key = places.document_key and f.phase = places.phase and f.project_key = places.project_key
{%- endmacro %}

{#- A sum of amounts in yuan, and in 万元. -#}
{% macro zh_sum_columns(figure, name) -%}
    cast({{ figure }} as decimal(24, 2)) as "{{ name }}（元）",
    cast({{ figure }} * 0.0001 as decimal(24, 6)) as "{{ name }}（万元）"
{%- endmacro %}

{#- A view with both sides of a budget has a column for each: their sum would be twice the budget. -#}
{% macro zh_amounts_by_side() -%}
    {%- set sides = {'收入': "f.side = 'income'", '支出': "f.side = 'expenditure'", '未分收支': "f.side is null"} -%}
    {%- for side, condition in sides.items() %}
    case when {{ condition }} then f.amount_yuan end as "{{ side }}（元）",
    {%- endfor %}
    {%- for side, condition in sides.items() %}
    case when {{ condition }} then cast(f.amount_yuan * 0.0001 as decimal(18, 6)) end as "{{ side }}（万元）",
    {%- endfor %}
    f.is_reconciled as "勾稽一致",
    {{ zh_label('f.reconciliation_verdict') }} as "勾稽结论",
    f.source_cell_id as "来源单元格"
{%- endmacro %}

{% macro zh_from(fact) -%}
    from {{ mart(fact) }} as f
    inner join {{ mart('dim_unit') }} as units on f.unit_key = units.unit_key
{%- endmacro %}

{% macro zh_subject_columns() -%}
    subjects.class_name as "类",
    subjects.section_name as "款",
    case when subjects.level = 3 then subjects.subject_name end as "项",
    subjects.subject_code as "科目代码"
{%- endmacro %}

{% macro zh_join_subjects(kind='inner') -%}
    {{ kind }} join {{ mart('dim_subject_code') }} as subjects on f.subject_key = subjects.subject_key
{%- endmacro %}

{% macro zh_join_economic() -%}
    left join {{ mart('dim_subject_code') }} as economic on f.economic_subject_key = economic.subject_key
{%- endmacro %}

{% macro zh_join_government() -%}
    left join {{ mart('dim_subject_code') }} as government on f.government_subject_key = government.subject_key
{%- endmacro %}

{#- What the code of a measure stands for, part by part: to filter and group by. -#}
{% macro zh_measure_columns() -%}
    measures.topic_name as "主题",
    coalesce(funds.fund_source_name, measures.fund_name) as "资金范围",
    measures.measured_item_name as "具体事项",
    measures.aspect_name as "数字类型",
    measures.breakdown_name as "分列方式"
{%- endmacro %}

{#- The Chinese name of a code of a column. -#}
{% macro zh_label(column) -%}
    case {{ column }}
        {%- for code, names in codes()[column.split('.')[-1]].items() %}
        when '{{ code }}' then '{{ names[0] }}'
        {%- endfor %}
        else {{ column }}
    end
{%- endmacro %}

{% macro zh_phase_column() -%}
    {{ zh_label('f.phase') }} as "数字阶段"
{%- endmacro %}

{#- What is printed of last year beside this year stands in a view of its own: whoever sums over years counts nothing twice. -#}
{% macro zh_own_year() -%}
    where not f.is_prior_year
{%- endmacro %}

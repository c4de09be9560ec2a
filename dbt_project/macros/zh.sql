{#- Columns that every Chinese view has, and the Chinese labels of codes. `f` is the fact, joined in `zh_from`. -#}

{% macro zh_unit_columns() -%}
    units.unit_name as "单位",
    units.region_name as "地区",
    f.fiscal_year as "年度",
    {{ zh_label('f.document_kind', {
        'department_budget': '部门预算', 'unit_budget': '单位预算',
        'department_final_account': '部门决算', 'unit_final_account': '单位决算'
    }) }} as "文件类型"
{%- endmacro %}

{% macro zh_amount_columns() -%}
    f.amount_yuan as "金额（元）",
    cast(f.amount_yuan * 0.0001 as decimal(18, 6)) as "金额（万元）",
    f.is_reconciled as "勾稽一致",
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

{% macro zh_label(column, labels) -%}
    case {{ column }}
        {%- for code, label in labels.items() %}
        when '{{ code }}' then '{{ label }}'
        {%- endfor %}
        else {{ column }}
    end
{%- endmacro %}

{% macro zh_budget_kind(column) -%}
    {{ zh_label(column, {'general_public': '一般公共预算', 'government_fund': '政府性基金预算', 'state_capital': '国有资本经营预算'}) }}
{%- endmacro %}

{% macro zh_expenditure_kind(column) -%}
    {{ zh_label(column, {
        'basic': '基本支出', 'project': '项目支出', 'superior_remittance': '上缴上级支出',
        'operating': '经营支出', 'affiliated_subsidy': '对附属单位补助支出', 'reserve': '单位预留机动经费', 'carried_out': '结转下年'
    }) }}
{%- endmacro %}

{% macro zh_cost_kind(column) -%}
    {{ zh_label(column, {'personnel': '人员经费', 'operating': '公用经费'}) }}
{%- endmacro %}

{% macro zh_phase_column() -%}
    {{ zh_label('f.phase', {'budget': '预算', 'adjusted_budget': '调整预算', 'estimate': '预计执行', 'actual': '决算'}) }} as "数字阶段"
{%- endmacro %}

{#- What is printed of last year beside this year stands in a view of its own: whoever sums over years counts nothing twice. -#}
{% macro zh_own_year() -%}
    where not f.is_prior_year
{%- endmacro %}

{% macro zh_side(column) -%}
    {{ zh_label(column, {'income': '收入', 'expenditure': '支出'}) }}
{%- endmacro %}

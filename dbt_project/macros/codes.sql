{#-
    What the codes of the facts are called, in Chinese and in English, in the order in which they are listed: by column.
    `dim_code` holds them, and the Chinese views say them.
-#}
{% macro codes() -%}
    {{ return({
        'document_kind': {
            'department_budget': ['部门预算', 'department budget'],
            'unit_budget': ['单位预算', 'unit budget'],
            'department_final_account': ['部门决算', 'department final account'],
            'unit_final_account': ['单位决算', 'unit final account']
        },
        'phase': {
            'budget': ['预算', 'budget'],
            'adjusted_budget': ['调整预算', 'adjusted budget'],
            'estimate': ['预计执行', 'estimate'],
            'actual': ['决算', 'actual']
        },
        'side': {
            'income': ['收入', 'income'],
            'expenditure': ['支出', 'expenditure']
        },
        'budget_kind': {
            'general_public': ['一般公共预算', 'general public budget'],
            'government_fund': ['政府性基金预算', 'government fund budget'],
            'state_capital': ['国有资本经营预算', 'state capital operating budget']
        },
        'expenditure_kind': {
            'basic': ['基本支出', 'basic expenditure'],
            'project': ['项目支出', 'project expenditure'],
            'superior_remittance': ['上缴上级支出', 'remittance to superior units'],
            'operating': ['经营支出', 'operating expenditure'],
            'affiliated_subsidy': ['对附属单位补助支出', 'subsidy to affiliated units'],
            'reserve': ['单位预留机动经费', 'reserve of the unit'],
            'carried_out': ['结转下年', 'carried to the next year']
        },
        'cost_kind': {
            'personnel': ['人员经费', 'personnel costs'],
            'operating': ['公用经费', 'operating costs']
        },
        'expense_item': {
            'abroad': ['因公出国（境）费用', 'travel abroad on duty'],
            'reception': ['公务接待费', 'official reception'],
            'vehicles': ['公务用车购置及运行维护费', 'official vehicles'],
            'vehicle_purchase': ['公务用车购置', 'purchase of official vehicles'],
            'vehicle_operation': ['公务用车运行维护费', 'operation of official vehicles'],
            'meeting': ['会议费', 'meetings'],
            'training': ['培训费', 'training'],
            'organ_operating': ['机关运行经费', 'operating expenses of the organ'],
            'administrative': ['行政经费', 'administrative expenses']
        },
        'origin': {
            'fiscal': ['财政拨款', 'fiscal appropriation'],
            'non_fiscal': ['非财政拨款', 'other than fiscal appropriation']
        },
        'category': {
            'goods': ['货物', 'goods'],
            'works': ['工程', 'works'],
            'services': ['服务', 'services']
        },
        'item_code': {
            'appropriation': ['财政拨款', 'fiscal appropriation'],
            'general_public': ['一般公共预算', 'general public budget'],
            'government_fund': ['政府性基金预算', 'government fund budget'],
            'state_capital': ['国有资本经营预算', 'state capital operating budget'],
            'current_income': ['本年收入', 'income of the year'],
            'current_expenditure': ['本年支出', 'expenditure of the year'],
            'opening_carryover': ['年初结转结余', 'carry-over at the start of the year'],
            'opening_general_public': ['年初结转结余（一般公共预算）', 'carry-over at the start of the year, general public budget'],
            'opening_government_fund': ['年初结转结余（政府性基金预算）', 'carry-over at the start of the year, government funds'],
            'opening_state_capital': ['年初结转结余（国有资本经营预算）', 'carry-over at the start of the year, state capital'],
            'closing_carryover': ['年末结转结余', 'carry-over at the end of the year']
        },
        'scope': {
            'unit': ['整体', 'whole unit'],
            'project': ['项目', 'project']
        },
        'money_kind': {
            'current': ['当年安排', 'of the year'],
            'carryover': ['上年结转', 'carried over'],
            'other': ['仅见于绩效目标表或项目说明', 'stated in a table of targets or a card alone']
        },
        'stated_in': {
            'project_funding': ['项目资金表', 'table of the funds of projects'],
            'project_expenditure': ['项目支出表', 'table of project expenditure'],
            'carryover': ['结转结余表', 'table of carry-over'],
            'performance_table': ['绩效目标表', 'table of performance targets'],
            'project_card': ['项目说明', 'card of the project']
        },
        'statement_kind': {
            'empty_table': ['空表', 'the table is empty'],
            'not_arranged': ['未安排', 'nothing was arranged'],
            'withheld': ['不予公开', 'not made public'],
            'unchanged': ['与上年持平', 'the same as the year before']
        },
        'mention_kind': {
            'project_expenditure': ['项目支出表', 'table of project expenditure'],
            'project_funding': ['项目资金表', 'table of the funds of projects'],
            'entrusted_service': ['委托业务费表', 'table of entrusted services'],
            'carryover': ['结转结余表', 'table of carry-over'],
            'project_card': ['项目说明', 'card of the project'],
            'project_performance': ['绩效目标表', 'table of performance targets'],
            'entrusted_sentence': ['委托业务费说明', 'sentence on entrusted services'],
            'carryover_sentence': ['结转结余说明', 'sentence on carry-over'],
            'other_sentence': ['其他说明', 'another sentence']
        },
        'verdict': {
            'exact': ['一致', 'they agree'],
            'rounding': ['四舍五入', 'apart by rounding'],
            'boundary': ['临界', 'apart by the utmost that rounding can explain'],
            'broken': ['不符', 'they contradict each other'],
            'not_evaluated': ['未核对', 'could not be judged']
        },
        'severity': {
            'error': ['错误', 'error'],
            'warning': ['警告', 'warning'],
            'note': ['提示', 'note']
        },
        'admin_level': {
            'province': ['省级', 'province'],
            'prefecture': ['地级', 'prefecture'],
            'county': ['县级', 'county'],
            'township': ['乡级', 'township']
        },
        'classification': {
            'functional': ['功能分类', 'functional classification'],
            'economic': ['部门预算支出经济分类', 'economic classification of departments'],
            'government_economic': ['政府预算支出经济分类', 'economic classification of governments']
        }
    }) }}
{%- endmacro %}

{#- The rows of `dim_code` that are named here. -#}
{% macro code_rows() -%}
    {%- for code_set, labels in codes().items() -%}
    {%- for code, names in labels.items() %}
    select '{{ code_set }}' as code_set, '{{ code }}' as code, '{{ names[0] }}' as name_zh, '{{ names[1] }}' as name_en, {{ loop.index }} as sort_order
    union all
    {%- endfor %}
    {%- endfor %}
{%- endmacro %}

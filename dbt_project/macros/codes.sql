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
            'personnel_projects': ['人员类项目', 'personnel projects'],
            'public_cost_projects': ['公用经费项目', 'operating projects'],
            'other_running_projects': ['其他运转类项目', 'other running projects'],
            'specific_projects': ['特定目标类项目', 'projects with a specific target'],
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
            'foreign_reception_groups': ['国内外事接待批次', 'receptions of foreign guests within the country'],
            'foreign_reception_people': ['国内外事接待人次', 'foreign guests received within the country'],
            'overseas_reception_groups': ['国（境）外公务接待批次', 'receptions outside of the country'],
            'overseas_reception_people': ['国（境）外公务接待人次', 'guests received outside of the country'],
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
            'expenditure_by_use': ['支出用途分类表', 'table of expenditure by use'],
            'general_public_by_use': ['一般公共预算支出用途分类表', 'table of general public expenditure by use'],
            'project_by_use': ['项目支出用途分类表', 'table of projects by use'],
            'expenditure_by_item': ['支出经济分类表', 'table of expenditure by economic item'],
            'appropriation_by_item': ['财政拨款支出经济分类表', 'table of appropriations by economic item'],
            'project_expenditure': ['项目支出表', 'table of project expenditure'],
            'carryover': ['结转结余表', 'table of carry-over'],
            'performance_table': ['绩效目标表', 'table of performance targets'],
            'project_card': ['项目说明', 'card of the project']
        },
        'statement_kind': {
            'empty_table': ['空表', 'the table is empty'],
            'not_arranged': ['未安排', 'nothing was arranged'],
            'withheld': ['不予公开', 'not made public'],
            'unchanged': ['与上年持平', 'the same as the year before'],
            'no_subordinate_units': ['无下属预算单位', 'no subordinate budget units']
        },
        'mention_kind': {
            'project_expenditure': ['项目支出表', 'table of project expenditure'],
            'project_funding': ['项目资金表', 'table of the funds of projects'],
            'project_by_use': ['项目支出用途分类表', 'table of projects by use'],
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
        'reconciliation_verdict': {
            'reconciled': ['一致', 'all that could be compared agrees'],
            'broken': ['不符', 'a sum does not agree'],
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
        'topic_code': {
            'income_and_expenditure': ['收支', 'income and expenditure'],
            'income': ['收入', 'income'],
            'expenditure': ['支出', 'expenditure'],
            'three_public': ['“三公”经费', 'three public expenses'],
            'other_expense': ['其他专项经费', 'other expenses stated apart'],
            'carryover': ['结转结余', 'carry-over'],
            'procurement': ['政府采购', 'government procurement'],
            'assets': ['国有资产', 'assets'],
            'staff': ['人员编制', 'staff and posts'],
            'projects': ['项目', 'projects'],
            'performance': ['绩效', 'performance'],
            'column_of_table': ['表中比较栏', 'columns of comparison of a table'],
            'remark': ['说明文字', 'remarks']
        },
        'fund_code': {
            'appropriation': ['财政拨款', 'fiscal appropriation'],
            'general_public': ['一般公共预算', 'general public budget'],
            'government_fund': ['政府性基金预算', 'government fund budget'],
            'state_capital': ['国有资本经营预算', 'state capital operating budget'],
            'fiscal': ['财政资金', 'fiscal funds'],
            'fiscal_higher': ['上级财政资金', 'fiscal funds of a higher level'],
            'fiscal_own': ['本级财政资金', 'fiscal funds of the own level'],
            'non_fiscal': ['非财政拨款', 'other than fiscal appropriation'],
            'other': ['其他资金', 'other funds'],
            'carryover': ['上年结转资金', 'funds carried over']
        },
        'measured_item_code': {
            'current': ['本年', 'of the year, without carry-over'],
            'carryover': ['上年结转', 'carried over'],
            'stated_total': ['总计（含结转结余与否未明）', 'total, with or without carry-over'],
            'basic': ['基本支出', 'basic expenditure'],
            'basic_personnel': ['基本支出：人员经费', 'basic expenditure: personnel'],
            'basic_operating': ['基本支出：公用经费', 'basic expenditure: operating'],
            'basic_wages': ['基本支出：工资福利支出', 'basic expenditure: wages and benefits'],
            'basic_goods_services': ['基本支出：商品和服务支出', 'basic expenditure: goods and services'],
            'basic_subsidies_households': ['基本支出：对个人和家庭的补助', 'basic expenditure: subsidies to persons and families'],
            'basic_capital': ['基本支出：资本性支出', 'basic expenditure: capital expenditure'],
            'project': ['项目支出', 'project expenditure'],
            'reserve': ['单位预留机动经费', 'reserve of the unit'],
            'business_operating': ['经营支出', 'operating expenditure'],
            'superior_remittance': ['上缴上级支出', 'remittance to superior units'],
            'affiliated_subsidy': ['对附属单位补助支出', 'subsidy to affiliated units'],
            'carried_out': ['结转下年', 'carried to the next year'],
            'abroad': ['因公出国（境）费', 'travel abroad on duty'],
            'vehicles': ['公务用车', 'official vehicles'],
            'vehicle_purchase': ['公务用车购置', 'purchase of official vehicles'],
            'vehicle_operation': ['公务用车运行维护', 'operation of official vehicles'],
            'reception': ['公务接待费', 'official reception'],
            'domestic_reception': ['国内接待', 'reception of domestic guests'],
            'foreign_reception': ['国（境）外接待', 'reception of foreign guests'],
            'abroad_groups': ['出国（境）团组', 'groups sent abroad'],
            'abroad_people': ['出国（境）人次', 'persons sent abroad'],
            'vehicle_fuel': ['公务用车加油', 'fuel of official vehicles'],
            'vehicle_repair': ['公务用车维修', 'repairs of official vehicles'],
            'vehicle_insurance': ['公务用车保险', 'insurance of official vehicles'],
            'vehicle_other': ['公务用车其他支出', 'other costs of official vehicles'],
            'vehicles_kept': ['公务用车保有量', 'official vehicles kept'],
            'reception_groups': ['接待批次', 'receptions'],
            'reception_people': ['接待人次', 'guests received'],
            'meeting': ['会议费', 'meetings'],
            'training': ['培训费', 'training'],
            'travel': ['差旅费', 'travel within the country'],
            'organ_operating': ['机关运行经费', 'operating expenses of the organ'],
            'entrusted_service': ['委托业务费', 'entrusted services'],
            'opening': ['年初', 'at the start of the year'],
            'closing': ['年末', 'at the end of the year'],
            'distributed': ['结余分配', 'surplus that is distributed'],
            'used': ['使用结余', 'surplus that is used'],
            'goods': ['货物', 'goods'],
            'works': ['工程', 'works'],
            'services': ['服务', 'services'],
            'reserved_sme': ['预留中小企业', 'reserved for small and medium firms'],
            'reserved_micro': ['预留小微企业', 'reserved for small and micro firms'],
            'won_sme': ['中小企业中标（预留项目）', 'won by small and medium firms, of what was reserved'],
            'won_micro': ['小微企业中标（预留项目）', 'won by small and micro firms, of what was reserved'],
            'won_other': ['中小企业中标（其他项目）', 'won by small and medium firms, of the rest'],
            'awarded_sme': ['授予中小企业合同', 'contracts with small and medium firms'],
            'awarded_micro': ['授予小微企业合同', 'contracts with small and micro firms'],
            'buildings': ['房屋', 'buildings'],
            'vehicles_general': ['一般公务用车', 'vehicles for general duties'],
            'vehicles_law_enforcement': ['执法执勤用车', 'vehicles for law enforcement'],
            'vehicles_leaders': ['领导干部用车', 'vehicles of leading officials'],
            'vehicles_main_leaders': ['主要领导干部用车', 'vehicles of main leaders'],
            'vehicles_minister': ['部级领导干部用车', 'vehicles of ministers'],
            'vehicles_special': ['特种专业技术用车', 'vehicles for special technical duties'],
            'vehicles_confidential': ['机要通信用车', 'vehicles for confidential mail'],
            'vehicles_emergency': ['应急保障用车', 'vehicles for emergencies'],
            'vehicles_confidential_emergency': ['机要通信应急用车', 'vehicles for confidential mail and emergencies'],
            'vehicles_retired': ['离退休干部用车', 'vehicles for retired officials'],
            'vehicles_other': ['其他车辆', 'other vehicles'],
            'furniture': ['办公家具', 'office furniture'],
            'fixed_assets': ['固定资产', 'fixed assets'],
            'all_assets': ['资产总额', 'all assets'],
            'current_assets': ['流动资产', 'current assets'],
            'construction': ['在建工程', 'construction in progress'],
            'intangible_assets': ['无形资产', 'intangible assets'],
            'other_fixed_assets': ['其他固定资产', 'other fixed assets'],
            'other_assets': ['其他资产', 'other assets'],
            'equipment_over_500k': ['单价50万元以上设备', 'equipment of 500 000 yuan or more'],
            'general_equipment_over_500k': ['单价50万元以上通用设备', 'general equipment of 500 000 yuan or more'],
            'general_equipment_over_1m': ['单价100万元以上通用设备', 'general equipment of 1 million yuan or more'],
            'special_equipment_over_500k': ['单价50万元以上专用设备', 'special equipment of 500 000 yuan or more'],
            'special_equipment_over_1m': ['单价100万元以上专用设备', 'special equipment of 1 million yuan or more'],
            'equipment_over_1m': ['单价100万元以上设备', 'equipment of 1 million yuan or more'],
            'posts': ['编制', 'posts'],
            'staff_on_duty': ['在职', 'staff on duty'],
            'staff_retired': ['退休', 'retired staff'],
            'staff_honorary_retired': ['离休', 'honorary retired staff'],
            'confidential': ['涉密项目', 'confidential projects'],
            'project_card': ['项目说明', 'card of the project'],
            'allocation': ['资金分配', 'allocation of the money'],
            'whole_unit': ['整体绩效', 'of the whole unit'],
            'goals': ['编报绩效目标', 'with performance goals'],
            'key_projects': ['重点项目', 'key projects'],
            'tracked': ['绩效跟踪', 'whose performance is tracked'],
            'self_evaluated': ['绩效自评', 'self-evaluated'],
            'reviewed': ['部门评价', 'reviewed by the department'],
            'goal_text': ['绩效目标文字', 'text of a goal'],
            'performance_table': ['绩效目标表', 'performance table'],
            'indicator': ['指标', 'indicator'],
            'own_budget': ['比本年预算数', 'against the budget of the same year'],
            'prior_execution': ['比上年执行数', 'against the execution of the year before'],
            'prior_budget': ['比上年预算数', 'against the budget of the year before'],
            'department_wages': ['工资福利支出（部门预算支出经济分类）', 'Wages and benefits (department economic class)'],
            'department_goods_services': ['商品和服务支出（部门预算支出经济分类）', 'Goods and services (department economic class)'],
            'department_subsidies_households': ['对个人和家庭的补助（部门预算支出经济分类）', 'Subsidies to persons and families (department economic class)'],
            'department_debt_interest': ['债务利息及费用支出（部门预算支出经济分类）', 'Interest and costs of debts (department economic class)'],
            'department_capital_construction': ['资本性支出（基本建设）（部门预算支出经济分类）', 'Capital expenditure (construction) (department economic class)'],
            'department_capital': ['资本性支出（部门预算支出经济分类）', 'Capital expenditure (department economic class)'],
            'department_enterprise_construction': ['对企业补助（基本建设）（部门预算支出经济分类）', 'Subsidies to enterprises (construction) (department economic class)'],
            'department_enterprise': ['对企业补助（部门预算支出经济分类）', 'Subsidies to enterprises (department economic class)'],
            'department_social_security_funds': ['对社会保障基金补助（部门预算支出经济分类）', 'Subsidies to social security funds (department economic class)'],
            'department_other': ['其他支出（部门预算支出经济分类）', 'Other expenditure (department economic class)'],
            'government_wages': ['机关工资福利支出（政府预算支出经济分类）', 'Wages and benefits of organs (government economic class)'],
            'government_goods_services': ['机关商品和服务支出（政府预算支出经济分类）', 'Goods and services of organs (government economic class)'],
            'government_capital': ['机关资本性支出（一）（政府预算支出经济分类）', 'Capital expenditure of organs (1) (government economic class)'],
            'government_capital_construction': ['机关资本性支出（二）（政府预算支出经济分类）', 'Capital expenditure of organs (2) (government economic class)'],
            'government_institutions_current': ['对事业单位经常性补助（政府预算支出经济分类）', 'Current subsidies to institutions (government economic class)'],
            'government_institutions_capital': ['对事业单位资本性补助（政府预算支出经济分类）', 'Capital subsidies to institutions (government economic class)'],
            'government_enterprise': ['对企业补助（政府预算支出经济分类）', 'Subsidies to enterprises (government economic class)'],
            'government_enterprise_capital': ['对企业资本性支出（政府预算支出经济分类）', 'Capital expenditure for enterprises (government economic class)'],
            'government_subsidies_households': ['对个人和家庭的补助（政府预算支出经济分类）', 'Subsidies to persons and families (government economic class)'],
            'government_social_security_funds': ['对社会保障基金补助（政府预算支出经济分类）', 'Subsidies to social security funds (government economic class)'],
            'government_debt_interest': ['债务利息及费用支出（政府预算支出经济分类）', 'Interest and costs of debts (government economic class)'],
            'government_debt_principal': ['债务还本支出（政府预算支出经济分类）', 'Repayment of debts (government economic class)'],
            'government_transfers': ['转移性支出（政府预算支出经济分类）', 'Transfers (government economic class)'],
            'government_reserve': ['预备费及预留（政府预算支出经济分类）', 'Reserves (government economic class)'],
            'government_other': ['其他支出（政府预算支出经济分类）', 'Other expenditure (government economic class)']
        },
        'aspect_code': {
            'amount': ['金额', 'amount'],
            'initial_budget': ['年初预算', 'budget at the start of the year'],
            'budget_of_year': ['全年预算数', 'budget of the year'],
            'execution': ['执行数', 'execution'],
            'completion': ['完成预算的比例', 'in percent of the budget'],
            'completion_of_year': ['完成全年预算的比例', 'in percent of the budget of the year'],
            'share_of_total': ['占总计的比例', 'in percent of all'],
            'awarded_sme_share': ['授予中小企业的比例', 'in percent, awarded to small and medium firms'],
            'cost_each': ['人均、车均费用', 'cost each'],
            'mean_score': ['平均分', 'mean score'],
            'prior_year': ['上年数', 'of the year before'],
            'change': ['增减', 'change'],
            'change_pct': ['增减幅度', 'change in percent'],
            'count': ['数量', 'number'],
            'area': ['面积', 'area'],
            'value': ['价值', 'value'],
            'net_value': ['净值', 'net value'],
            'coverage': ['覆盖率', 'coverage in percent'],
            'planned_count': ['计划购置数量', 'number to be bought'],
            'planned_amount': ['计划购置金额', 'amount to be spent on buying'],
            'rate': ['标准', 'rate or price'],
            'target': ['指标值', 'target'],
            'weight': ['权重', 'weight'],
            'score': ['得分', 'score'],
            'remark': ['文中提及', 'mentioned in a text']
        },
        'breakdown_code': {
            'class': ['按类', 'by class'],
            'section': ['按款', 'by section'],
            'item': ['按项', 'by item'],
            'class_and_budget_kind': ['按类和预算', 'by class and budget kind'],
            'budget_kind': ['按预算', 'by budget kind'],
            'fund_source': ['按资金来源', 'by fund source'],
            'project': ['按项目', 'by project']
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

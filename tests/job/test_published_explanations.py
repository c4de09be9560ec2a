"""The whole job on raw/: what part three of the documents says, compared with figures read off them by hand.

Amounts are in 万元 as printed, the facts are in yuan. Tables are written out here with `|` between their cells; an empty
cell is null. What the prose around the figures says is not in raw/: test_published_full_texts.py is about that.
"""

from decimal import Decimal

import pytest

from tests.published_figures import (
    CENTRE,
    CHANGJI,
    KIZILSU,
    YIWU,
    Query,
    as_printed,
    rows_of,
    wan,
)

# What changed | amount | change | in percent | last year's amount, worked out by hand: the amount less the change.
CHANGES = {
    CHANGJI: """
        income general_public               | 1,232.45 | 1,152.45 | 1440.56 | 80.00
        income non_fiscal_carryover         |   675.80 |   675.80 |  100.00 |  0.00
        income fiscal_carryover             |   596.28 |   585.61 | 5488.38 | 10.67
        expenditure_basic                   |   495.05 |   488.12 | 7043.58 |  6.93
        expenditure_project                 | 2,009.48 | 1,925.74 | 2299.67 | 83.74
        general_public_basic                |   494.45 |   494.45 |  100.00 |  0.00
        general_public_project              |   738.00 |   658.00 |  822.50 | 80.00
        general_public_item 2010102         |     5.00 |     5.00 |  100.00 |  0.00
        general_public_item 2011302         |     0.00 |   -80.00 | -100.00 | 80.00
        general_public_item 2014101         |   251.77 |   251.77 |  100.00 |  0.00
        general_public_item 2014102         |   733.00 |   733.00 |  100.00 |  0.00
        general_public_item 2014150         |   102.77 |   102.77 |  100.00 |  0.00
        general_public_item 2080505         |    44.20 |    44.20 |  100.00 |  0.00
        general_public_item 2080506         |    22.10 |    22.10 |  100.00 |  0.00
        general_public_item 2101101         |    16.68 |    16.68 |  100.00 |  0.00
        general_public_item 2101102         |     9.57 |     9.57 |  100.00 |  0.00
        general_public_item 2101103         |    11.05 |    11.05 |  100.00 |  0.00
        general_public_item 2101199         |     0.28 |     0.28 |  100.00 |  0.00
        general_public_item 2210201         |    36.03 |    36.03 |  100.00 |  0.00
        three_public_total                  |     3.48 |     3.48 |  100.00 |  0.00
        three_public_abroad                 |     0.00 |     0.00 |    0.00 |  0.00
        three_public_vehicle_purchase       |     0.00 |     0.00 |    0.00 |  0.00
        three_public_vehicle_operation      |     3.36 |     3.36 |  100.00 |  0.00
        three_public_reception              |     0.12 |     0.12 |  100.00 |  0.00
        operating_expenses                  |    72.85 |    65.92 |  951.23 |  6.93
    """,
    KIZILSU: """
        income general_public               | 417.37 | 417.37 | 100.00 | 0.00
        expenditure_basic                   | 186.63 | 186.63 | 100.00 | 0.00
        expenditure_project                 | 230.74 | 230.74 | 100.00 | 0.00
        general_public_basic                | 186.63 | 186.63 | 100.00 | 0.00
        general_public_project              | 230.74 | 230.74 | 100.00 | 0.00
        general_public_item 2014101         |  54.81 |  54.81 | 100.00 | 0.00
        general_public_item 2014150         |  87.48 |  87.48 | 100.00 | 0.00
        general_public_item 2014199         | 230.74 | 230.74 | 100.00 | 0.00
        general_public_item 2080505         |  18.38 |  18.38 | 100.00 | 0.00
        general_public_item 2101101         |   3.62 |   3.62 | 100.00 | 0.00
        general_public_item 2101102         |   6.15 |   6.15 | 100.00 | 0.00
        general_public_item 2101103         |   1.28 |   1.28 | 100.00 | 0.00
        general_public_item 2210201         |  14.92 |  14.92 | 100.00 | 0.00
        three_public_total                  |   3.10 |   3.10 | 100.00 | 0.00
        three_public_abroad                 |   0.00 |   0.00 |   0.00 | 0.00
        three_public_vehicle_purchase       |   0.00 |   0.00 |   0.00 | 0.00
        three_public_vehicle_operation      |   2.30 |   2.30 | 100.00 | 0.00
        three_public_reception              |   0.80 |   0.80 | 100.00 | 0.00
        operating_expenses                  |   6.18 |   6.18 | 100.00 | 0.00
    """,
    CENTRE: """
        income general_public               |  4,821.12 |  1,849.15 |  62.22 | 2,971.97
        income unit_funds                   |    200.00 | -2,170.81 | -91.56 | 2,370.81
        income fiscal_carryover             |  9,730.49 |  9,730.49 | 100.00 |     0.00
        expenditure_basic                   |  2,216.62 |    984.65 |  79.92 | 1,231.97
        expenditure_project                 | 12,534.99 |  8,424.18 | 204.93 | 4,110.81
        general_public_basic                |  2,216.62 |    984.65 |  79.92 | 1,231.97
        general_public_project              |  2,604.50 |    864.50 |  49.68 | 1,740.00
        general_public_item 2010450         |      0.00 |    -89.33 | -100.00 |   89.33
        general_public_item 2010504         |      0.00 | -1,740.00 | -100.00 | 1,740.00
        general_public_item 2014150         |  1,426.28 |    716.19 | 100.86 |   710.09
        general_public_item 2014199         |  2,604.50 |  2,604.50 | 100.00 |     0.00
        general_public_item 2080502         |    157.80 |      7.94 |   5.30 |   149.86
        general_public_item 2080505         |    194.63 |     88.20 |  82.87 |   106.43
        general_public_item 2080506         |     97.31 |     97.31 | 100.00 |     0.00
        general_public_item 2101102         |    109.48 |     59.59 | 119.44 |    49.89
        general_public_item 2101103         |     85.15 |     38.59 |  82.88 |    46.56
        general_public_item 2210201         |    145.97 |     66.15 |  82.87 |    79.82
        three_public_total                  |      5.62 |      0.00 |   0.00 |     5.62
        three_public_abroad                 |      0.00 |      0.00 |   0.00 |     0.00
        three_public_vehicle_purchase       |      0.00 |      0.00 |   0.00 |     0.00
        three_public_vehicle_operation      |      5.62 |      0.00 |   0.00 |     5.62
        three_public_reception              |      0.00 |      0.00 |   0.00 |     0.00
        operating_expenses                  |    128.02 |     38.69 |  43.31 |    89.33
    """,
    YIWU: """
        income general_public               | 2,431.52 | -2,002.20 |  -45.16 | 4,433.72
        income unit_funds                   |     0.00 |      0.00 | -100.00 |     0.00
        expenditure_basic                   |   174.19 |     44.35 |   34.16 |   129.84
        expenditure_project                 | 2,257.33 | -2,046.55 |  -47.55 | 4,303.88
        general_public_basic                |   174.19 |     44.35 |   34.16 |   129.84
        general_public_project              | 2,257.33 | -2,046.55 |  -47.55 | 4,303.88
        general_public_item 2010301         |     0.00 |    -13.00 | -100.00 |    13.00
        general_public_item 2010350         |     0.00 |     -3.00 | -100.00 |     3.00
        general_public_item 2010608         |     2.30 |      0.50 |   27.78 |     1.80
        general_public_item 2013299         |     0.70 |     -8.94 |  -92.74 |     9.64
        general_public_item 2014101         |    66.94 |     17.41 |   35.15 |    49.53
        general_public_item 2014102         | 2,254.33 | -2,038.11 |  -47.48 | 4,292.44
        general_public_item 2014150         |    57.56 |     25.52 |   79.65 |    32.04
        general_public_item 2080501         |     0.88 |     -0.18 |  -16.98 |     1.06
        general_public_item 2080505         |    17.16 |      3.68 |   27.30 |    13.48
        general_public_item 2080506         |     8.87 |      8.87 |  100.00 |     0.00
        general_public_item 2081105         |     1.40 |      1.40 |  100.00 |     0.00
        general_public_item 2101101         |     6.51 |      1.55 |   31.25 |     4.96
        general_public_item 2101103         |     2.79 |      0.67 |   31.60 |     2.12
        general_public_item 2210201         |    12.08 |      1.43 |   13.43 |    10.65
        three_public_total                  |     0.00 |     -0.10 | -100.00 |     0.10
        three_public_abroad                 |     0.00 |      0.00 |    0.00 |     0.00
        three_public_vehicle_purchase       |     0.00 |      0.00 |    0.00 |     0.00
        three_public_vehicle_operation      |     0.00 |      0.00 |    0.00 |     0.00
        three_public_reception              |     0.00 |     -0.10 | -100.00 |     0.10
        operating_expenses                  |    12.00 |      2.47 |   25.92 |     9.53
    """,
}

# Measure, value and unit of measure of the figures that are neither a subject's nor a project's.
FIGURES = {
    CHANGJI: """
        budget_total 2504.53 万元 | income_total 2504.53 万元 | expenditure_total 2504.53 万元
        appropriation_total 1232.45 万元 | general_public_total 1232.45 万元
        basic_total 494.45 万元 | basic_personnel 421.6 万元 | basic_operating 72.85 万元
        three_public_total 3.48 万元 | three_public_abroad 0 万元 | three_public_vehicle_purchase 0 万元
        three_public_vehicle_operation 3.36 万元 | three_public_reception 0.12 万元
        entrusted_service_total 89 万元 | carryover_total 596.28 万元 | carryover_fiscal 596.28 万元 | carryover_non_fiscal 0 万元
        procurement_total 974.97 万元 | procurement_goods 17.85 万元 | procurement_works 3 万元 | procurement_services 954.12 万元
        procurement_reserved_sme 483.86 万元 | procurement_reserved_micro 483.86 万元
        buildings_area 0 平方米 | buildings_value 0 万元 | furniture_value 8.1 万元 | other_assets_value 6232.17 万元
        vehicles 2 辆 | vehicles_general 0 辆 | vehicles_law_enforcement 0 辆 | vehicles_other 2 辆
        vehicles_value 29 万元 | vehicles_general_value 0 万元 | vehicles_law_enforcement_value 0 万元 | vehicles_other_value 29 万元
        equipment_over_500k 12 台 | equipment_over_1m 12 台 | equipment_over_500k_planned 0 台 | equipment_over_1m_planned 0 台
        unit_goals 1 个 | unit_goals_amount 2504.53 万元 | projects 6 个 | projects_fiscal_amount 738 万元 | projects_non_fiscal_amount 675.8 万元
    """,
    KIZILSU: """
        budget_total 417.37 万元 | income_total 417.37 万元 | expenditure_total 417.37 万元
        appropriation_total 417.37 万元 | general_public_total 417.37 万元
        basic_total 186.63 万元 | basic_personnel 180.45 万元 | basic_operating 6.18 万元
        three_public_total 3.1 万元 | three_public_abroad 0 万元 | three_public_vehicle_purchase 0 万元
        three_public_vehicle_operation 2.3 万元 | three_public_reception 0.8 万元
        procurement_total 184.74 万元 | procurement_goods 21.44 万元 | procurement_works 1.06 万元 | procurement_services 162.24 万元
        procurement_reserved_sme 0.4 万元 | procurement_reserved_micro 0.4 万元
        buildings_area 0 平方米 | buildings_value 0 万元 | furniture_value 6.22 万元 | other_assets_value 300.32 万元
        vehicles 0 辆 | vehicles_general 0 辆 | vehicles_law_enforcement 0 辆 | vehicles_other 0 辆
        vehicles_value 0 万元 | vehicles_general_value 0 万元 | vehicles_law_enforcement_value 0 万元 | vehicles_other_value 0 万元
        vehicle_purchase_planned 18 万元
        equipment_over_500k 0 台 | equipment_over_1m 0 台 | equipment_over_500k_planned 0 台 | equipment_over_1m_planned 0 台
        unit_goals 1 个 | unit_goals_amount 417.37 万元 | projects 6 个 | projects_fiscal_amount 230.74 万元 | projects_non_fiscal_amount 0 万元
        posts 33 | staff 14 人 | staff_on_duty 14 人 | staff_retired 0 人 | staff_honorary_retired 0 人
    """,
    CENTRE: """
        budget_total 14751.61 万元 | income_total 14751.61 万元 | expenditure_total 14751.61 万元
        appropriation_total 4821.12 万元 | general_public_total 4821.12 万元
        basic_total 2216.62 万元 | basic_personnel 2088.6 万元 | basic_operating 128.02 万元
        three_public_total 5.62 万元 | three_public_abroad 0 万元 | three_public_vehicle_purchase 0 万元
        three_public_vehicle_operation 5.62 万元 | three_public_reception 0 万元
        entrusted_service_total 792 万元 | carryover_total 9730.49 万元 | carryover_fiscal 9730.49 万元 | carryover_non_fiscal 0 万元
        procurement_total 2451.5 万元 | procurement_goods 67.82 万元 | procurement_works 0 万元 | procurement_services 2383.68 万元
        procurement_reserved_sme 432.44 万元 | procurement_reserved_micro 340.12 万元
        buildings_area 10988 平方米 | buildings_value 1895.55 万元 | furniture_value 50.29 万元 | other_assets_value 36480.18 万元
        vehicles 5 辆 | vehicles_general 5 辆 | vehicles_law_enforcement 0 辆 | vehicles_other 0 辆
        vehicles_value 188.91 万元 | vehicles_general_value 188.91 万元 | vehicles_law_enforcement_value 0 万元 | vehicles_other_value 0 万元
        equipment_over_500k 55 台 | equipment_over_1m 11 台 | equipment_over_500k_planned 0 台 | equipment_over_1m_planned 0 台
        projects 8 个 | projects_fiscal_amount 2604.5 万元 | projects_non_fiscal_amount 200 万元
        confidential_projects 1 个 | confidential_projects_amount 42 万元
    """,
    YIWU: """
        budget_total 2431.52 万元 | income_total 2431.52 万元 | expenditure_total 2431.52 万元
        appropriation_total 2431.52 万元 | general_public_total 2431.52 万元
        basic_total 174.19 万元 | basic_personnel 162.19 万元 | basic_operating 12 万元
        three_public_total 0 万元 | three_public_abroad 0 万元 | three_public_vehicle_purchase 0 万元
        three_public_vehicle_operation 0 万元 | three_public_reception 0 万元
        entrusted_service_total 1007.6 万元
        procurement_total 2229.19 万元 | procurement_goods 176.38 万元 | procurement_works 0 万元 | procurement_services 2052.81 万元
        procurement_reserved_sme 2189.19 万元 | procurement_reserved_micro 2169.43 万元
        buildings_area 0 平方米 | buildings_value 0 万元 | furniture_value 0 万元 | other_assets_value 0 万元
        vehicles 0 辆 | vehicles_general 0 辆 | vehicles_law_enforcement 0 辆 | vehicles_other 0 辆
        vehicles_value 0 万元 | vehicles_general_value 0 万元 | vehicles_law_enforcement_value 0 万元 | vehicles_other_value 0 万元
        equipment_over_500k 0 台 | equipment_over_1m 0 台 | equipment_over_500k_planned 0 台 | equipment_over_1m_planned 0 台
        unit_goals 1 个 | unit_goals_amount 2431.52 万元 | projects 13 个 | projects_fiscal_amount 2257.33 万元 | projects_non_fiscal_amount 0 万元
    """,
}

# Class | appropriation | its share in percent.
SHARES = {
    CHANGJI: "201 | 1,092.54 | 88.65 \n 208 | 66.30 | 5.38 \n 210 | 37.57 | 3.05 \n 221 | 36.03 | 2.92",
    KIZILSU: "201 | 373.03 | 89.38 \n 208 | 18.38 | 4.40 \n 210 | 11.04 | 2.65 \n 221 | 14.92 | 3.57",
    CENTRE: "201 | 4,030.78 | 83.61 \n 208 | 449.74 | 9.33 \n 210 | 194.63 | 4.04 \n 221 | 145.97 | 3.03",
    YIWU: "201 | 2,381.83 | 97.96 \n 208 | 28.31 | 1.16 \n 210 | 9.30 | 0.38 \n 221 | 12.08 | 0.50",
}
# What is stated with its share of the total, besides the change: measure and fund source | share in percent.
SHARES_OF_CHANGED = {
    CHANGJI: """
        income general_public       |  49.21
        income non_fiscal_carryover |  26.98
        income fiscal_carryover     |  23.81
        expenditure_basic           |  19.77
        expenditure_project         |  80.23
    """,
    KIZILSU: "income general_public | 100.00 \n expenditure_basic | 44.72 \n expenditure_project | 55.28",
    CENTRE: """
        income general_public   | 32.68
        income unit_funds       |  1.36
        income fiscal_carryover | 65.96
        expenditure_basic       | 15.03
        expenditure_project     | 84.97
    """,
    YIWU: """
        income general_public | 100.00
        income unit_funds     |   0.00
        expenditure_basic     |   7.16
        expenditure_project   |  92.84
    """,
}

# Measure | project as the sentence names it, without spaces | amount.
FIGURES_OF_PROJECTS = {
    CHANGJI: """
        entrusted_service_project | 12345云呼叫平台技术服务运维费 | 61.20
        entrusted_service_project | 信息化项目专家评审费用 | 18.00
        entrusted_service_project | 政务中心运转经费 | 9.80
        carryover_project | 2025年州政资中心划转州数发局机构运行补助经费 | 8.81
        carryover_project | 安可替代专项2025年第二批中央基建投资预算(第二批) | 304.80
        carryover_project | 经建科部分单位试岗人员生活补助经费09.25 | 0.60
        carryover_project | 经建科追加州数发局数字加油站中台建设项目资金 | 135.00
        carryover_project | 下达2025年第二批州级预算内前期费投资计划12.08 | 128.00
        carryover_project | 信息化项目专家评审费用 | 19.07
    """,
    CENTRE: """
        entrusted_service_project | 新疆维吾尔自治区“12345”政务服务便民热线平台服务项目 | 792.00
        carryover_project | 数据资源和政务服务中心项目经费 | 2,525.53
        carryover_project | 新疆维吾尔自治区政务服务事项电子证照互通互认服务 | 36.60
        carryover_project | 自治区“新发展”经济调节辅助决策系统项目 | 480.45
        carryover_project | 自治区数字政府安全自监管平台项目 | 383.87
        carryover_project | 自治区一体化数据资源服务平台建设项目 | 2,452.18
        carryover_project | 自治区一体化在线政务服务平台深化应用项目 | 3,481.87
        carryover_project | 特定目标10003C | 370.00
    """,
    YIWU: """
        entrusted_service_project | 2025年绩效服务费 | 0.50
        entrusted_service_project | 2026年代理记账服务费 | 1.80
        entrusted_service_project | 编制（渝哈项目）任务书实施方案 | 40.00
        entrusted_service_project | 哈密市（伊吾县）清洁能源基地与大型绿色数据中心协同布局规划编制 | 82.95
        entrusted_service_project | 哈密市伊吾城市算力网建设项目（续建） | 113.60
        entrusted_service_project | 数字伊吾建设项目（续建） | 205.84
        entrusted_service_project | 伊吾县“人工智能全方位系统性赋能经济社会高质量发展”经费 | 538.90
        entrusted_service_project | 政务服务大厅综合窗口购买服务经费 | 24.00
    """,
    KIZILSU: "",
}

# Project as its card names it, without spaces | budget, in the order of the cards.
CARDS = {
    CHANGJI: """
        物业服务项目 | 90.00
        政务中心运转经费 | 65.00
        12345云呼叫平台技术服务运维费 | 550.00
        信息化项目专家评审费用 | 33.00
    """,
    KIZILSU: """
        克州电子政务外网专项运维费项目 | 62.40
        克州数字政府工作业务经费项目 | 10.00
        克州政务服务大厅维保经费项目 | 30.00
        克州数字化发展局公车购置项目 | 20.00
        克州政务服务和数字化发展中心业务经费项目 | 7.00
        克州12345政务服务便民热线经费项目 | 101.34
    """,
    CENTRE: """
        新疆维吾尔自治区“12345”政务服务便民热线平台服务项目 | 792.00
        政务服务大厅保障经费项目 | 232.00
        自治区电子政务信息网络平台运营费用项目 | 700.00
        自治区电子政务服务平台通信费用项目 | 280.00
        特定目标10058K | 42.00
        自治区网站集约化平台技术运维服务项目 | 49.50
        自治区数据资源和政务服务中心异地灾备中心运行保障服务项目 | 509.00
    """,
    YIWU: """
        2026年退休人员慰问金 | 0.12
        2026年代理记账服务费 | 1.80
        2025年绩效服务费 | 0.50
        2026年党建经费 | 0.50
        2026年退休干部体检费 | 0.08
        数字伊吾建设项目（续建） | 1,242.36
        哈密市伊吾城市算力网建设项目（续建） | 289.68
        2026年电子政务外网运营维护费 | 1.44
        2026年伊吾县数字化发展局办公场地租赁费 | 35.00
        哈密市（伊吾县）清洁能源基地与大型绿色数据中心协同布局规划编制 | 82.95
        伊吾县“人工智能全方位系统性赋能经济社会高质量发展”经费 | 538.90
        编制（渝哈项目）任务书实施方案 | 40.00
        政务服务大厅综合窗口购买服务经费 | 24.00
    """,
}

UNITS = pytest.mark.parametrize("unit", [CHANGJI, KIZILSU, CENTRE, YIWU])
# A measure, with the subject or the fund source that it is about.
ABOUT = "concat_ws(' ', measure_code, coalesce(replace(subject_key, 'functional:', ''), fund_source_key))"


@UNITS
def test_every_change_has_last_years_amount(query: Query, unit: str) -> None:
    found = query(
        "select case measure_code when 'general_public_item' then measure_code || ' ' || replace(subject_key, 'functional:', '') "
        "when 'income' then measure_code || ' ' || fund_source_key else measure_code end, "
        "amount_yuan, change_yuan, change_pct, prior_amount_yuan, is_zero_base "
        "from marts.fct_year_over_year join marts.dim_unit using (unit_key) where unit_name = ?",
        unit,
    )
    expected = [
        (about, wan(amount), wan(change), Decimal(percent), wan(prior), wan(prior) == 0)
        for about, amount, change, percent, prior in rows_of(CHANGES[unit])
    ]
    assert sorted(found) == sorted(expected)


@UNITS
def test_last_years_amounts_agree_with_the_printed_percentages_wherever_there_was_an_amount(query: Query, unit: str) -> None:
    # Without an amount last year no percentage has a meaning: "增长 100.00%" is printed there all the same.
    assert (
        query(
            "select measure_code, subject_key from marts.fct_year_over_year join marts.dim_unit using (unit_key) "
            "where unit_name = ? and is_reconciled <> (prior_amount_yuan <> 0)",
            unit,
        )
        == []
    )


@UNITS
def test_every_figure_that_is_no_subjects_and_no_projects_is_what_is_printed(query: Query, unit: str) -> None:
    found = query(
        "select measure_code, value, unit_of_measure from marts.fct_disclosed_figure join marts.dim_unit using (unit_key) "
        "where unit_name = ? and subject_key is null and fund_source_key is null and project_key is null",
        unit,
    )
    expected = [figure for row in rows_of(FIGURES[unit]) for figure in row]
    assert sorted(" ".join(filter(None, as_printed(row))) for row in found) == sorted(expected)


def test_figures_of_money_are_in_yuan_and_others_have_no_amount(query: Query) -> None:
    assert query(
        "select count(*) from marts.fct_disclosed_figure where amount_yuan is distinct from "
        "case unit_of_measure when '万元' then value * 10000 end"
    ) == [(0,)]


def test_staff_who_came_or_went_are_a_change_in_people(query: Query) -> None:
    assert query(
        "select measure_code, value, change_value, unit_of_measure, amount_yuan from marts.fct_disclosed_figure "
        "where change_value is not null order by 1"
    ) == [
        ("staff_honorary_retired", Decimal(0), Decimal(0), "人", None),
        ("staff_on_duty", Decimal(14), Decimal(4), "人", None),
        ("staff_retired", Decimal(0), Decimal(0), "人", None),
    ]


@UNITS
def test_every_class_has_its_appropriation_and_its_share(query: Query, unit: str) -> None:
    found = query(
        "select subject_key, fund_source_key, amount_yuan, share_pct "
        "from marts.fct_disclosed_figure join marts.dim_unit using (unit_key) "
        "where unit_name = ? and measure_code = 'general_public_class' order by subject_key",
        unit,
    )
    assert found == [
        (f"functional:{code}", "general_public", wan(amount), Decimal(share)) for code, amount, share in rows_of(SHARES[unit])
    ]


@UNITS
def test_what_changed_keeps_its_share_of_the_total(query: Query, unit: str) -> None:
    found = query(
        f"select {ABOUT}, share_pct from marts.fct_year_over_year join marts.dim_unit using (unit_key) "
        "where unit_name = ? and share_pct is not null",
        unit,
    )
    assert sorted(found) == sorted((about, Decimal(share)) for about, share in rows_of(SHARES_OF_CHANGED[unit]))


def test_two_fund_sources_that_a_sentence_splits_an_amount_by_are_told_apart(query: Query) -> None:
    assert query(
        "select fund_source_key, value from marts.fct_disclosed_figure where measure_code = 'expenditure_basic_from_fund' order by 1"
    ) == [("fiscal_carryover", Decimal("0.6")), ("general_public", Decimal("494.45"))]


@UNITS
def test_every_sentence_about_a_project_is_that_projects(query: Query, unit: str) -> None:
    # The name is the project's wherever a table prints it; a sentence withholds one as 特定目标, whose amount tells which it is.
    found = query(
        "select distinct figures.measure_code, replace(aliases.project_name, ' ', ''), figures.amount_yuan "
        "from marts.fct_disclosed_figure as figures join marts.dim_unit using (unit_key) "
        "join audit.project_aliases as aliases using (project_key) "
        "where unit_name = ? and aliases.mention_kind in ('project_expenditure', 'carryover')",
        unit,
    )
    expected = [(measure, project, wan(amount)) for measure, project, amount in rows_of(FIGURES_OF_PROJECTS[unit]) if project]
    assert sorted(found) == sorted(expected)


@UNITS
def test_every_card_has_its_project_budget_period_and_unit(query: Query, unit: str) -> None:
    found = query(
        "select replace(aliases.project_name, ' ', ''), cards.amount_yuan, cards.carrying_unit, "
        "strftime(period_start, '%Y-%m-%d'), strftime(period_end, '%Y-%m-%d') "
        "from marts.fct_project_card as cards join marts.dim_unit using (unit_key) "
        "join audit.project_aliases as aliases on cards.project_key = aliases.project_key "
        "and cards.document_key = aliases.document_key and aliases.mention_kind = 'project_card' "
        "where unit_name = ? order by cards.line_no",
        unit,
    )
    assert found == [
        # The year, whether as 2026.01-2026.12 or day by day; a card that is withheld has none.
        (project, wan(budget), unit, *((None, None) if "特定目标" in project else ("2026-01-01", "2026-12-31")))
        for project, budget in rows_of(CARDS[unit])
    ]


def test_the_card_that_is_withheld_says_so_and_keeps_the_budget_that_it_prints(query: Query) -> None:
    assert query(
        "select project_name, amount_yuan, period_text, is_withheld, is_confidential "
        "from marts.fct_project_card join marts.dim_project using (project_key) where is_withheld or project_name like '特定目标%'"
    ) == [("特定目标 10058K", wan("42.00"), "完全不予公开。", True, True)]


def test_a_part_of_a_measure_names_its_whole(query: Query) -> None:
    parts = dict(query("select measure_code, part_of_measure_code from marts.dim_measure"))
    assert {parts[part] for part in ("procurement_goods", "procurement_works", "procurement_services")} == {"procurement_total"}
    assert parts["procurement_reserved_micro"] == "procurement_reserved_sme"
    assert parts["vehicles_general"] == "vehicles"
    assert (
        query(
            "select measure_code from marts.dim_measure where part_of_measure_code not in (select measure_code from marts.dim_measure)"
        )
        == []
    )


def test_printed_parts_add_up_to_the_whole_that_is_printed_with_them(query: Query) -> None:
    # A figure with another meaning than its own would break one of these sums. All hold in the documents, in which the
    # classes of one add up to 1,232.44 and their total is printed as 1,232.45.
    sums = {
        "procurement_total": ("procurement_goods", "procurement_works", "procurement_services"),
        "basic_total": ("basic_personnel", "basic_operating"),
        "vehicles": ("vehicles_general", "vehicles_law_enforcement", "vehicles_other"),
        "vehicles_value": ("vehicles_general_value", "vehicles_law_enforcement_value", "vehicles_other_value"),
        "three_public_total": (
            *("three_public_abroad", "three_public_vehicle_purchase"),
            *("three_public_vehicle_operation", "three_public_reception"),
        ),
        "appropriation_total": ("appropriation_expenditure",),
        "general_public_total": ("general_public_class",),
    }
    for whole, parts in sums.items():
        rows = query(
            "select sum(value) filter (where measure_code = $1), sum(value) filter (where list_contains($2, measure_code)) "
            "from marts.fct_disclosed_figure group by document_key",
            whole,
            list(parts),
        )
        assert len(rows) == 4
        assert all(abs(total - together) <= Decimal("0.01") for total, together in rows), (whole, rows)


def test_the_chinese_views_show_changes_cards_and_figures(query: Query) -> None:
    assert query(
        'select 事项, 款, 项, "金额（元）", "推算上年金额（元）", "增减幅度（%）", 上年为零, 幅度相符 '
        "from zh.比上年增减 where 单位 = ? and 科目代码 = '2010608'",
        YIWU,
    ) == [("一般公共预算当年拨款（按项）", "财政事务", "财政委托业务支出", wan("2.30"), wan("1.80"), Decimal("27.78"), False, True)]
    assert query("select 数值, 计量单位 from zh.其他公开数字 where 单位 = ? and 事项 = '房屋面积'", CENTRE) == [
        (Decimal(10988), "平方米")
    ]
    assert query('select "预算安排规模（元）" from zh.项目说明 where 单位 = ? and 项目名称 = ?', CHANGJI, "物业服务项目") == [
        (wan("90.00"),)
    ]


def test_a_measure_is_found_by_its_fund_and_item_without_taking_its_code_apart(query: Query) -> None:
    # Figures on the purchase of vehicles, whatever is told of it.
    assert query(
        "select measure_code, aspect_code from marts.dim_measure "
        "where topic_code = 'three_public' and measured_item_code = 'vehicle_purchase' order by all"
    ) == [
        ("three_public_vehicle_purchase", "amount"),
        ("three_public_vehicle_purchase_budget_of_year", "budget_of_year"),
        ("three_public_vehicle_purchase_completion", "completion"),
        ("three_public_vehicle_purchase_completion_of_year", "completion_of_year"),
        ("three_public_vehicle_purchase_initial", "initial_budget"),
        ("vehicle_purchase_cost_each", "cost_each"),
        ("vehicles_purchased", "count"),
    ]
    assert query(
        "select topic_name, fund_name, fund_name_en, measured_item_name, aspect_name, breakdown_name from marts.dim_measure "
        "where measure_code = 'general_public_basic'"
    ) == [("支出", "一般公共预算", "general public budget", "基本支出", "金额", None)]


def test_every_measure_says_what_it_is_of(query: Query) -> None:
    assert query("select measure_code from marts.dim_measure where topic_name is null or aspect_name is null") == []
    # One that is a part of another has the fund of that, or one within it.
    assert (
        query(
            "select part.measure_code from marts.dim_measure part join marts.dim_measure whole "
            "on part.part_of_measure_code = whole.measure_code where whole.fund_code not in ('appropriation', 'fiscal') "
            "and part.fund_code is distinct from whole.fund_code"
        )
        == []
    )


def test_the_chinese_view_tells_money_by_topic_fund_and_item(query: Query) -> None:
    # 其中：一般公共预算 基本支出 is stated in the sentence on the general public budget of each of the four documents.
    assert query(
        "select count(distinct 单位) from (select * from zh.其他公开数字 union all by name select * from zh.比上年增减) "
        "where 主题 = '支出' and 资金范围 = '一般公共预算' and 具体事项 = '基本支出'"
    ) == [(4,)]

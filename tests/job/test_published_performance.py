"""The whole job on raw/: the performance tables, their indicators and whose they are, compared with what was read by hand.

Amounts are in 万元 as printed, the facts are in yuan. Tables are written out here with `|` between their cells; an empty
cell is null. Names are without the spaces that pages wrapped them by.
"""

from decimal import Decimal

import pytest

from tests.published_figures import (
    CENTRE,
    CHANGJI,
    IN_NO_TABLE,
    KIZILSU,
    YIWU,
    Query,
    as_printed,
    assert_performance_tables_cover,
    rows_of,
    wan,
)

UNITS = pytest.mark.parametrize("unit", [CHANGJI, KIZILSU, CENTRE, YIWU])

# Project as the table prints it, none for the whole unit | budget | fiscal funds | other funds, in the order of the tables.
BUDGETS = {
    # The whole unit: 0.00 of a higher level and 1,828.73 of its own.
    CHANGJI: """
        | 2,504.53 | 1,828.73 | 675.80
        12345云呼叫平台技术服务运维费 | 550.00 | 550.00 | 0.00
        2026“闽政通·吉速办”信息化创新平台项目（二期） | 675.02 | 0.00 | 675.02
        2026年机关运行经费 | 65.78 | 65.78 | 0.00
        经建科追加州数发局数字加油站中台建设项目资金 | 135.00 | 135.00 | 0.00
        信息化项目专家评审费用 | 33.00 | 33.00 | 0.00
        政务中心物业服务费 | 90.00 | 90.00 | 0.00
    """,
    # The whole unit prints no total: 0.00 of a higher level, 417.37 of its own, 0.00 of others.
    KIZILSU: """
        | 417.37 | 417.37 | 0.00
        克州12345政务服务便民热线经费项目 | 101.34 | 101.34 | 0.00
        克州电子政务外网专项运维费项目 | 62.40 | 62.40 | 0.00
        克州数字化发展局公车购置项目 | 20.00 | 20.00 | 0.00
        克州数字政府工作业务经费项目 | 10.00 | 10.00 | 0.00
        克州政务服务大厅维保经费项目 | 30.00 | 30.00 | 0.00
        克州政务服务和数字化发展中心业务经费项目 | 7.00 | 7.00 | 0.00
    """,
    CENTRE: """
        2026年新疆维吾尔自治区“12345”政务服务便民热线平台服务项目 | 792.00 | 792.00 | 0.00
        数政中心综合保障项目 | 200.00 | 0.00 | 200.00
        政务服务大厅保障经费项目 | 232.00 | 232.00 | 0.00
        自治区电子政务服务平台通信费用项目 | 280.00 | 280.00 | 0.00
        自治区电子政务信息网络平台运营费用 | 700.00 | 700.00 | 0.00
        自治区人民政府网站集约化平台技术运维服务项目 | 49.50 | 49.50 | 0.00
        自治区数政中心异地灾备中心运维服务项目 | 509.00 | 509.00 | 0.00
    """,
    YIWU: """
        | 2,431.52 | 2,431.52 | 0.00
        2026年党建经费项目 | 0.50 | 0.50 | 0.00
        2026年电子政务外网运营维护费 | 1.44 | 1.44 | 0.00
        2026年退休人员慰问及体检费用 | 0.20 | 0.20 | 0.00
        2026年伊吾县数字化发展局办公场地租赁费项目 | 35.00 | 35.00 | 0.00
        编制（渝哈项目）任务书实施方案 | 40.00 | 40.00 | 0.00
        哈密市（伊吾县）清洁能源基地与大型绿色数据中心协同布局规划编制 | 82.95 | 82.95 | 0.00
        哈密市伊吾城市算力网建设项目 | 289.68 | 289.68 | 0.00
        数字伊吾建设项目 | 1,242.35 | 1,242.35 | 0.00
        伊吾县“人工智能全方位系统性赋能经济社会高质量发展”经费 | 538.90 | 538.90 | 0.00
        伊吾县数字化发展局委托业务费 | 2.30 | 2.30 | 0.00
        政务服务大厅综合窗口购买服务经费 | 24.00 | 24.00 | 0.00
    """,
}

# Level 1 | level 2 | indicator | operator | target | its unit | basis | last year | weight | scoring rule | evidence.
HARD_ROWS = {
    CHANGJI: """
        履职效能 | 数量指标 | 举办数字要素大赛场次 | = | 1 | 场 | 《昌吉州数字化发展局2026年重点工作计划》 | | 10 | |
        产出指标 | 数量指标 | 招聘话务员人数 | >= | 50 | 人 | 计划标准 | / | 10 | 按照完成比例赋分 | 工作资料
        成本指标 | 经济成本指标 | 话务员成本 | <= | 458 | 万元/年 | 计划标准 | / | 10 | 按照完成比例赋分 | 原始凭证
        满意度指标 | 满意度指标 | 群众满意度 | >= | 95 | % | 计划标准 | / | 10 | 满意度赋分 | 工作资料
        产出指标 | 时效指标 | 项目进度款支付完成时间 | | | | 计划标准 | / | 10 | 按照完成比例赋分 | 工作资料
        成本指标 | 经济成本指标 | 驾驶员聘请人均成本 | <= | 7.5 | 万元/人/年 | 计划标准 | / | 3 | 按照完成比例赋分 | 原始凭证
        成本指标 | 经济成本指标 | 打印机采购成本控制数 | <= | 1890 | 元/台 | 计划标准 | / | 3 | 按照完成比例赋分 | 原始凭证
        成本指标 | 经济成本指标 | 机房设备及网络系统维护成本 | <= | 10.54 | 万元 | 计划标准 | / | 3 | 按照完成比例赋分 | 原始凭证
        产出指标 | 质量指标 | 系统故障率 | <= | 5 | % | 计划标准 | / | 10 | 按照完成比例赋分 | 工作资料
        产出指标 | 数量指标 | 评审专家人次 | >= | 300 | 人 | 计划标准 | / | 10 | 按照完成比例赋分 | 工作资料
        产出指标 | 数量指标 | 物业服务面积 | >= | 11782.64 | 平方米 | 历史标准 | 11782.64平方米 | 10 | 按照完成比例赋分 | 工作资料
        成本指标 | 经济成本指标 | 物业服务月均成本 | <= | 7.5 | 万/月 | 计划标准 | 7.50万/月 | 20 | 按照完成比例赋分 | 原始凭证
    """,
    KIZILSU: """
        履职效能 | 质量指标 | 12345政务服务热线工单办结（%） | >= | 95 | % | 自治州数字化发展局2026年工作计划 | | 20 | |
        成本指标 | 经济成本指标 | 热线平台维护费（万元） | <= | 20 | 万元 | 预算支出标准 | 10万元 | 5 | 按照正常比例赋分 |
        成本指标 | 经济成本指标 | 平台发送短信费（万元） | <= | 1.8 | 万元 | 预算支出标准 | 新增 | 5 | 按照正常比例赋分 | 原始凭证
        成本指标 | 经济成本指标 | 服务器等设备租赁费（万元） | <= | 3.94 | 万元 | 预算支出标准 | 新增 | 5 | 按照正常比例赋分 | 原始凭证
        成本指标 | 经济成本指标 | 聘用话务员费用（万元） | <= | 75.6 | 万元 | 预算支出标准 | 59.4万元 | 5 | 按照正常比例赋分 | 原始凭证
        效益指标 | 社会效益指标 | 保障12345政务服务便民热线工作正常开展，提高工作效率 | | | | 其他标准 | 新增 | 10 | 按评判等级赋分 | 说明材料
        满意度指标 | 满意度指标 | 群众诉求满意率(%) | >= | 95 | % | 计划标准 | 95% | 5 | 满意度赋分 | 工作资料
        产出指标 | 质量指标 | 专网运行故障率（%） | = | 0 | % | 行业标准 | 100% | 6 | 按照正常比例赋分 | 工作资料
        成本指标 | 经济成本指标 | 一个单位缴纳标准（元/月） | <= | 525 | 元/月 | 预算支出标准 | 525元/月 | 10 | 按照正常比例赋分 | 原始凭证
        成本指标 | 经济成本指标 | 车辆上牌及保险费用 | <= | 0.8 | 万元 | 预算支出标准 | 新增 | 5 | 按照正常比例赋分 | 原始凭证
        成本指标 | 经济成本指标 | 购买法律顾问服务（万元） | <= | 1.2 | 万元 | 预算支出标准 | 1.2 | 5 | 按照正常比例赋分 |
        成本指标 | 经济成本指标 | 数字克州、数字经济、数字社会、数字政府等方面补充办公经费（万元） | <= | 2.3 | 万元 | 预算支出标准 | 新增 | 5 | 按照正常比例赋分 | 说明材料
        效益指标 | 社会效益指标 | 有效保障数字化发展局正常办公 | | | | 计划标准 | 新增 | 20 | 按评判等级赋分 | 说明材料
        产出指标 | 质量指标 | 软硬件及办公设备故障率（%） | = | 5 | % | 计划标准 | 5% | 4 | 按照正常比例赋分 | 工作资料
        满意度指标 | 满意度指标 | 受益工作人员满意度(%) | >= | 95 | % | 计划标准 | 95% | 5 | 满意度赋分 | 工作资料
    """,
    CENTRE: """
        产出指标 | 时效指标 | 平均通话时长 | <= | 140 | 秒 | 历史标准 | 121.30秒 | 5 | 按照完成比例赋分 | 工作资料
        效益指标 | 社会效益指标 | 全区12345热线服务监督覆盖率 | >= | 95 | % | 计划标准 | 100% | 10 | 按照完成比例赋分 |
        效益指标 | 社会效益指标 | 提高便民服务水平 | | | | 计划标准 | 有效提高 | 10 | 按评判等级赋分 | 说明材料
        满意度指标 | 满意度指标 | 热线服务满意度 | >= | 90 | % | 计划标准 | 93.83% | 10 | 满意度赋分 | 工作资料
        产出指标 | 数量指标 | 保障办公人员数量 | >= | 110 | 人 | 计划标准 | / | 10 | 按照完成比例赋分 | 工作资料
        效益指标 | 社会效益指标 | 单位正常运转率 | >= | 95 | % | 计划标准 | / | 20 | 按照完成比例赋分 | 工作资料
        产出指标 | 数量指标 | 物业管理服务面积 | >= | 5834 | 平方米 | 计划标准 | / | 10 | 按照完成比例赋分 | 工作资料
        产出指标 | 质量指标 | 平台并发量 | >= | 1000 | TPS | 计划标准 | / | 10 | 按照完成比例赋分 | 工作资料
        成本指标 | 经济成本指标 | 短信单条成本 | <= | 0.04 | 元/条 | 预算支出标准 | / | 20 | 按照完成比例赋分 | 工作资料
        效益指标 | 社会效益指标 | 促进企业和群众便利化线上办事 | | | | 计划标准 | / | 10 | 按评判等级赋分 | 工作资料,说明材料
        产出指标 | 数量指标 | 省内跨区/本地带宽10M-1000M容量条数 | >= | 1749 | 条 | 历史标准 | 1749条 | 5 | 按照完成比例赋分 | 工作资料
        产出指标 | 时效指标 | 运行维护响应时间 | <= | 24 | 小时 | 计划标准 | / | 10 | 按照完成比例赋分 | 工作资料
        效益指标 | 社会效益指标 | 提升我区重要信息系统抵御风险水平 | | | | 计划标准 | / | 20 | 按评判等级赋分 | 工作资料
    """,
    YIWU: """
        履职效能 | 数量指标 | 入驻算力产业园企业算力规模 | >= | 55000 | P | 伊吾县数字化2025年工作总结及2026年工作计划 | | 18 | |
        产出指标 | 时效指标 | 党员学习及时率 | >= | 95 | % | 计划标准 | - | 8 | 按照完成比例赋分 | 工作资料
        效益指标 | 社会效益指标 | 党员工作落实到位率 | = | 100 | % | 计划标准 | 100% | 20 | 按照完成比例赋分 | 工作资料
        成本指标 | 经济成本指标 | 网络维护费用 | <= | 1200 | 元/月 | 计划标准 | 1.44万元 | 20 | 按照完成比例赋分 | 工作资料
        产出指标 | 时效指标 | 慰问活动完成时间 | = | | | 计划标准 | 2025年2月 | 8 | 按照完成比例赋分 | 工作资料
        成本指标 | 经济成本指标 | 租赁场地费用 | <= | 958.9 | 元/天 | 计划标准 | - | 20 | 按照完成比例赋分 | 原始凭证
        效益指标 | 生态效益指标 | 可再生绿色资源利用率 | | | | 计划标准 | 明显提升 | 15 | 按评判等级赋分 | 说明材料
        产出指标 | 数量指标 | 规划面积 | = | 1400 | 亩 | 计划标准 | - | 10 | 按照完成比例赋分 | 工作资料
        成本指标 | 经济成本指标 | 算力迁移费用 | <= | 30 | 万元 | 计划标准 | - | 5 | 按照完成比例赋分 | 原始凭证
        成本指标 | 经济成本指标 | 其他费用 | <= | 35.6 | 万元 | 计划标准 | - | 5 | 按照完成比例赋分 | 原始凭证
        产出指标 | 质量指标 | 信息系统安全等级 | = | 3 | 级别 | 计划标准 | 0 | 5 | 按照完成比例赋分 | 工作资料
        效益指标 | 社会效益指标 | 标训推一体化平台 | | | | 计划标准 | - | 40 | 按评判等级赋分 |
        成本指标 | 经济成本指标 | 年度代理记账费 | <= | 1.8 | 万元 | 计划标准 | 1.44万元 | 10 | 按照完成比例赋分 |
        成本指标 | 经济成本指标 | 年度绩效服务费 | <= | 0.5 | 万元 | 计划标准 | 0 | 10 | 按照完成比例赋分 | 原始凭证
        效益指标 | 社会效益指标 | 单位财务管理、绩效管理水平 | | | | 计划标准 | 100% | 30 | 按评判等级赋分 | 说明材料
        成本指标 | 经济成本指标 | 综合窗口政务服务运行保障费用 | <= | 20000 | 元/月 | 计划标准 | 24 | 20 | 按照完成比例赋分 | 原始凭证
    """,
}


@UNITS
def test_every_performance_table_has_its_budget_and_where_the_money_comes_from(query: Query, unit: str) -> None:
    found = query(
        "select scope, replace(printed_project_name, ' ', ''), amount_yuan, fiscal_yuan, other_yuan "
        "from marts.fct_performance_budget join marts.dim_unit using (unit_key) where unit_name = ? order by line_no",
        unit,
    )
    assert found == [
        ("project" if project else "unit", project or None, wan(budget), wan(fiscal), wan(other))
        for project, budget, fiscal, other in rows_of(BUDGETS[unit])
    ]


def test_a_budget_that_is_not_printed_is_added_up_and_says_so(query: Query) -> None:
    assert query(
        "select unit_name, scope, is_reconciled from marts.fct_performance_budget join marts.dim_unit using (unit_key) "
        "where not is_amount_printed"
    ) == [(KIZILSU, "unit", False)]
    assert query("select count(*) from marts.fct_performance_budget where is_reconciled") == [(32,)]


def test_the_fiscal_funds_of_a_whole_unit_are_of_two_levels(query: Query) -> None:
    assert query(
        "select unit_name, measure_code, amount_yuan from audit.cells join marts.dim_document using (document_key) "
        "join marts.dim_unit using (unit_key) where measure_code like 'performance_fiscal\\_%' escape '\\' order by all"
    ) == [
        (YIWU, "performance_fiscal_higher", wan("0.00")),
        (YIWU, "performance_fiscal_own", wan("2,431.52")),
        (KIZILSU, "performance_fiscal_higher", wan("0.00")),
        (KIZILSU, "performance_fiscal_own", wan("417.37")),
        (CHANGJI, "performance_fiscal_higher", wan("0.00")),
        (CHANGJI, "performance_fiscal_own", wan("1,828.73")),
    ]


def test_no_indicator_is_lost(query: Query) -> None:
    # Counted in the documents, row by row.
    assert query("select scope, count(*) from marts.fct_performance_budget group by 1 order by 1") == [("project", 30), ("unit", 3)]
    counts = query(
        "select unit_name, count(*) from marts.fct_performance_indicator join marts.dim_unit using (unit_key) group by 1"
    )
    assert dict(counts) == {CHANGJI: 61, KIZILSU: 82, CENTRE: 60, YIWU: 102}


def test_the_weights_of_each_table_sum_to_90(query: Query) -> None:
    sums = "select performance_key, sum(weight) as total, count(*) - count(weight) as lost from marts.fct_performance_indicator group by 1"
    assert query(f"select distinct total, lost from ({sums})") == [(90, 0)]
    assert query("select count(*) from marts.fct_performance_indicator where not is_reconciled") == [(0,)]


def test_every_target_that_begins_with_an_operator_is_a_number_but_the_one_that_was_rejected(query: Query) -> None:
    # A sign in front of a target, in any of the ways that it is printed: ≥, >=, > =, =
    assert query(
        "select target_text, operator, target_value from marts.fct_performance_indicator "
        "where regexp_matches(target_text, '^[<>=≤≥＜＞＝]') and (operator is null or target_value is null)"
    ) == [("=2026 . 20 年月", "=", None)]
    assert query("select distinct operator from marts.fct_performance_indicator order by 1 nulls last") == [
        ("<=",),
        ("=",),
        (">=",),
        (None,),
    ]


def test_a_target_in_words_stays_in_words(query: Query) -> None:
    words = query("select distinct replace(target_text, ' ', '') from marts.fct_performance_indicator where operator is null")
    assert {text for (text,) in words} == {
        *("有效解决", "有效维护", "有效保障", "有效规范", "有效提升", "有效提高", "提升", "不断提高", "稳步提升"),
        *("显著提升", "明显提升", "成效显著", "逐步完善", "缓步提升", "稳步推进"),
        *("2026年10月27日前", "2026年5月31日前", "2026年8月25日前"),
    }


@UNITS
def test_indicators_whose_rows_slipped_broke_or_lost_cells_are_whole(query: Query, unit: str) -> None:
    found = query(
        "select level_1, level_2, replace(indicator_name, ' ', ''), operator, target_value, target_unit, replace(basis, ' ', ''), "
        "replace(prior_value_text, ' ', ''), weight, scoring_rule, evidence "
        "from marts.fct_performance_indicator join marts.dim_unit using (unit_key) where unit_name = ?",
        unit,
    )
    printed = {as_printed(row) for row in found}
    expected = {tuple(cell or None for cell in row) for row in rows_of(HARD_ROWS[unit])}
    assert expected - printed == set()


def test_targets_of_money_are_in_yuan_and_rates_are_not(query: Query) -> None:
    amounts = dict(
        query(
            "select indicator_name, amount_yuan from marts.fct_performance_indicator "
            "where indicator_name in ('机房设备及网络系统维护成本', '其他费用', '评审劳务费', '租赁场地费用', '话务员成本')"
        )
    )
    assert amounts == {
        "机房设备及网络系统维护成本": wan("10.54"),
        "其他费用": wan("35.60"),
        "评审劳务费": wan("13"),
        "租赁场地费用": None,  # 元/天
        "话务员成本": None,  # 万元/年
    }


def test_every_performance_table_of_a_project_is_linked_to_the_projects_that_it_covers(query: Query) -> None:
    assert_performance_tables_cover(query)


def test_a_table_that_covers_two_projects_belongs_to_neither_alone(query: Query) -> None:
    assert query(
        "select printed_project_name from marts.fct_performance_budget where scope = 'project' and project_key is null order by 1"
    ) == [
        ("2026 年退休人员慰问及体检费用",),
        ("伊吾县数字化发展局委托业务费",),
    ]


def test_tables_of_projects_that_no_table_names_are_listed_with_candidates(query: Query) -> None:
    listed = query(
        "select distinct unit_name, replace(project_name, ' ', '') from audit.unmatched_projects join marts.dim_unit using (unit_key) "
        "where candidate_name is not null"
    )
    assert set(listed) == IN_NO_TABLE
    # The one that the contents of the table speak of: the same agency fees, the same public account, the same two drivers.
    assert query(
        "select candidate_name from audit.unmatched_projects where project_name = '2026 年机关运行经费' and candidate_rank = 1"
    ) == [("政务中心运转经费",)]


def test_the_chinese_views_show_tables_indicators_and_names(query: Query) -> None:
    assert query(
        "select 一级指标, 比较符, 目标数值, 计量单位, 分值权重 from zh.绩效指标 where 单位 = ? and 三级指标 = '租赁场地费用'", YIWU
    )[0][:2] == ("成本指标", "<=")
    assert query(
        'select 项目名称, "年度预算总额（元）" from zh.绩效目标 where 表中项目名称 = ? order by 1', "伊吾县数字化发展局委托业务费"
    ) == [("2025 年绩效服务费", wan("2.30")), ("2026 年代理记账服务费", wan("2.30"))]
    assert query("select distinct 项目名称 from zh.项目名称对照 where 所印名称 = '特定目标' and 单位 = ?", CHANGJI) == [
        ("安可替代专项 2025 年第二批中央基建投资预算(第二批)",)
    ]


def test_targets_that_name_a_day_are_dates(query: Query) -> None:
    # Lines 680, 701 and 725 of one document. =2026 . 20 年月 in another names no day.
    assert query(
        "select unit_name, target_date::varchar, facts.line_no from marts.fct_performance_indicator as facts "
        "join marts.dim_unit using (unit_key) where target_date is not null order by facts.line_no"
    ) == [(CHANGJI, "2026-10-27", 680), (CHANGJI, "2026-05-31", 701), (CHANGJI, "2026-08-25", 725)]


def test_values_of_the_year_before_are_numbers_with_the_unit_that_is_printed(query: Query) -> None:
    # 35.55 万元, 1.44 万元 against a target in 元/月, 100 without a unit, 1 条 against a target in 套
    assert query(
        "select target_text, prior_value_text, prior_value, prior_unit from marts.fct_performance_indicator as facts "
        "join marts.dim_unit using (unit_key) where unit_name = ? and facts.line_no in (765, 769, 839, 877) order by facts.line_no",
        YIWU,
    ) == [
        ("=1 套", "1 条", None, None),
        ("< =1200 元/月", "1.44 万元", Decimal("1.44"), "万元"),
        ("=82.95 万元", "35.55 万元", Decimal("35.55"), "万元"),
        (">=100户", "100", Decimal(100), None),
    ]
    assert query("select 目标比上年增减 from zh.绩效指标 where 单位 = ? and 上年完成值 = ?", YIWU, "35.55 万元") == [
        (Decimal("47.40"),)
    ]

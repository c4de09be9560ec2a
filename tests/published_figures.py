"""The units of raw/, and figures read off their documents by hand that tests of both forms of them look for."""

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

CHANGJI, KIZILSU, YIWU = "昌吉回族自治州数字化发展局", "克孜勒苏柯尔克孜自治州数字化发展局", "伊吾县数字化发展局"
CENTRE = "新疆维吾尔自治区数据资源和政务服务中心"

Query = Callable[..., list[tuple[Any, ...]]]

# What each performance table of a project covers: unit → its name as printed, without spaces → the projects.
COVERED_PROJECTS: dict[str, dict[str, set[str]]] = {
    CHANGJI: {
        "12345云呼叫平台技术服务运维费": {"12345云呼叫平台技术服务运维费"},
        # 675.02 of other funds: neither table 7 nor table 12, which hold appropriations, can name it.
        "2026“闽政通·吉速办”信息化创新平台项目（二期）": {"2026“闽政通·吉速办”信息化创新平台项目（二期）"},
        # 65.78 here. Its contents are those of 政务中心运转经费 (65.00), but neither the name nor the amount says so.
        "2026年机关运行经费": {"2026年机关运行经费"},
        "经建科追加州数发局数字加油站中台建设项目资金": {"经建科追加州数发局数字加油站中台建设项目资金"},
        "信息化项目专家评审费用": {"信息化项目专家评审费用"},
        "政务中心物业服务费": {"物业服务项目"},
    },
    KIZILSU: {
        name: {name}
        for name in (
            "克州12345政务服务便民热线经费项目",
            "克州电子政务外网专项运维费项目",
            "克州数字化发展局公车购置项目",
            "克州数字政府工作业务经费项目",
            "克州政务服务大厅维保经费项目",
            "克州政务服务和数字化发展中心业务经费项目",
        )
    },
    CENTRE: {
        "2026年新疆维吾尔自治区“12345”政务服务便民热线平台服务项目": {"新疆维吾尔自治区“12345”政务服务便民热线平台服务项目"},
        "数政中心综合保障项目": {"数政中心综合保障项目"},  # 200.00 of other funds: in no table
        "政务服务大厅保障经费项目": {"政务服务大厅保障经费项目"},
        "自治区电子政务服务平台通信费用项目": {"自治区电子政务服务平台通信费用项目"},
        "自治区电子政务信息网络平台运营费用": {"自治区电子政务信息网络平台运营费用项目"},
        "自治区人民政府网站集约化平台技术运维服务项目": {"自治区网站集约化平台技术运维服务项目"},
        "自治区数政中心异地灾备中心运维服务项目": {"自治区数据资源和政务服务中心异地灾备中心运行保障服务项目"},
    },
    YIWU: {
        "2026年党建经费项目": {"2026年党建经费"},
        "2026年电子政务外网运营维护费": {"2026年电子政务外网运营维护费"},
        "2026年退休人员慰问及体检费用": {"2026年退休人员慰问金", "2026年退休干部体检费"},  # 0.12 + 0.08
        "2026年伊吾县数字化发展局办公场地租赁费项目": {"2026年伊吾县数字化发展局办公场地租赁费"},
        "编制（渝哈项目）任务书实施方案": {"编制（渝哈项目）任务书实施方案"},
        "哈密市（伊吾县）清洁能源基地与大型绿色数据中心协同布局规划编制": {
            "哈密市（伊吾县）清洁能源基地与大型绿色数据中心协同布局规划编制"
        },
        "哈密市伊吾城市算力网建设项目": {"哈密市伊吾城市算力网建设项目（续建）"},
        "数字伊吾建设项目": {"数字伊吾建设项目（续建）"},
        "伊吾县“人工智能全方位系统性赋能经济社会高质量发展”经费": {"伊吾县“人工智能全方位系统性赋能经济社会高质量发展”经费"},
        "伊吾县数字化发展局委托业务费": {"2026年代理记账服务费", "2025年绩效服务费"},  # 1.80 + 0.50
        "政务服务大厅综合窗口购买服务经费": {"政务服务大厅综合窗口购买服务经费"},
    },
}
IN_NO_TABLE = {
    (CHANGJI, "2026“闽政通·吉速办”信息化创新平台项目（二期）"),
    (CHANGJI, "2026年机关运行经费"),
    (CENTRE, "数政中心综合保障项目"),
}


def wan(text: str) -> Decimal:
    """万元 in yuan."""
    return Decimal(text.replace(",", "")) * 10000


def rows_of(block: str) -> list[list[str]]:
    """The cells of a table that is written out in a test, a row a line, `|` between cells."""
    return [[cell.strip() for cell in line.split("|")] for line in block.strip().splitlines()]


def assert_performance_tables_cover(query: Query) -> None:
    """Fails where a performance table is not linked to exactly the projects that it covers, under whatever name each has.

    A project is told by a name that its mention in table 7 or 12, or else the performance table itself, prints.
    """
    names = query(
        "select project_key, replace(project_name, ' ', '') from audit.project_aliases "
        "where mention_kind in ('project_expenditure', 'carryover') or method = 'own_name'"
    )
    by_project: dict[str, set[str]] = {}
    for key, name in names:
        by_project.setdefault(key, set()).add(name)
    assert all(len(each) == 1 for each in by_project.values())
    linked: dict[tuple[str, str], list[str]] = {}
    for unit, printed, key in query(
        "select unit_name, replace(printed_project_name, ' ', ''), bridge.project_key "
        "from marts.fct_performance_budget as budgets join marts.dim_unit using (unit_key) "
        "left join marts.bridge_project_performance as bridge using (performance_key) where scope = 'project'"
    ):
        linked.setdefault((unit, printed), []).extend(by_project.get(key, {f"{key} is in no table"}))
    expected = {(unit, printed): sorted(names) for unit, tables in COVERED_PROJECTS.items() for printed, names in tables.items()}
    assert {table: sorted(names) for table, names in linked.items()} == expected


def as_printed(values: Iterable[Any]) -> tuple[str | None, ...]:
    """Values as a person writes them down: no digits that say nothing."""
    return tuple(f"{value.normalize():f}" if isinstance(value, Decimal) else value for value in values)


def places_that_tell(query: Query, secrets: Iterable[str]) -> list[tuple[str, str]]:
    """(table and column, text) of each text of the published file, of tables and views, in which one of the secrets stands."""
    relations = query(
        "select schema_name, table_name, list(column_name order by column_index) from duckdb_columns() "
        "where data_type like 'VARCHAR%' and schema_name in ('marts', 'audit', 'zh') group by all order by all"
    )
    assert relations
    sought = sorted(secrets)
    found = []
    for schema, table, columns in relations:
        texts = [f'"{column}"::varchar' for column in columns]
        telling = " or ".join(f"contains({text}, secret)" for text in texts)
        rows = query(
            f'select {", ".join(texts)} from {schema}."{table}" '
            f"where exists (select 1 from unnest($1::varchar[]) as secrets (secret) where {telling})",
            sought,
        )
        found += [
            (f"{schema}.{table}.{column}", text)
            for row in rows
            for column, text in zip(columns, row, strict=True)
            if text is not None and any(secret in text for secret in sought)
        ]
    return found

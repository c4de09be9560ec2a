"""A small disclosure, whole and consistent, of which tests change what they are about.

Every figure of it (万元):
- table 1: income 30.00 of the general public budget and 5.00 of unit funds; expenditure 35.00 in class 201
- tables 2, 3, 5: item 2010301 25.00 (basic), item 2010302 5.00 + 5.00 of unit funds (project)
"""

from textwrap import dedent


def disclosure(
    unit: str = "青山县档案馆",
    year: int = 2026,
    kind: str = "单位预算",
    published: str = "2026年2月1日",
    running: str = "25.00",
    income_total: str = "35.00",
) -> str:
    """The text of a disclosure with tables 1, 2 and 3; `running` is item 2010301 in table 2, 25.00 where it is right."""
    return dedent(
        f"""\
        {year} 年{unit}
        {kind}公开

        目 录

        第二部分 {year} 年{kind}公开表

        表 1
        单位收支总体情况表
        编制单位：{unit}
        单位：万元

        收入\t\t支出\t
        项目\t预算数\t科目名称\t预算数
        一、本年收入\t35.00\t201 一般公共服务支出\t35.00
        1.一般公共预算拨款\t30.00\t202 外交支出\t
        其中：一般财力\t30.00\t203 国防支出\t
        5.单位资金\t5.00\t204 公共安全支出\t
        收入总计\t35.00\t支出总计\t35.00

        表 2
        单位收入总体情况表
        编制单位：{unit}
        单位：万元

        科目代码\t\t\t科目名称\t总计\t一般公共预算\t单位资金
        类\t款\t项\t\t\t\t
        201\t\t\t一般公共服务支出\t35.00\t30.00\t5.00
        201\t03\t\t政府办公厅（室）及相关机构事务\t35.00\t30.00\t5.00
        201\t03\t01\t行政运行\t{running}\t{running}\t
        201\t03\t02\t一般行政管理事务\t10.00\t5.00\t5.00
        \t\t\t总计\t{income_total}\t30.00\t5.00

        表 3
        单位支出总体情况表
        编制单位：{unit}
        单位：万元

        科目代码\t\t\t科目名称\t合计\t基本支出\t项目支出
        类\t款\t项\t\t\t\t
        201\t\t\t一般公共服务支出\t35.00\t25.00\t10.00
        201\t03\t\t政府办公厅（室）及相关机构事务\t35.00\t25.00\t10.00
        201\t03\t01\t行政运行\t25.00\t25.00\t
        201\t03\t02\t一般行政管理事务\t10.00\t\t10.00
        \t\t\t总计\t35.00\t25.00\t10.00

        {unit}
        {published}
        """
    )


def with_one_table(
    title: str, grid: str, unit: str = "甲县财政局", kind: str = "部门预算", measure: str = "万元", furniture: str | None = None
) -> str:
    """The text of a disclosure of 2026 that holds one table under its title, below `furniture` or what usually stands there."""
    above = f"编制单位：{unit}\n单位：{measure}\n" if furniture is None else furniture
    return f"2026年{unit}{kind}公开\n\n目录\n\n{title}\n\n{above}\n{grid}\n{unit}\n"

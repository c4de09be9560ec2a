"""A small budget with the tables that other places than Xinjiang print besides, each of which adds up (万元)."""

UNIT = "青山县审计局"

ORGAN_OPERATING = (
    "一般公共预算机关运行经费支出预算表",
    "科目编码\t科目名称\t机关运行经费支出\n\t合计\t9.00\n302\t商品和服务支出\t9.00\n30201\t办公费\t6.00\n30215\t会议费\t3.00\n",
)
BY_ECONOMIC_CLASS = (
    "一般公共预算支出表（按经济分类）",
    "科目编码\t科目名称\t支出总计\t基本支出\t项目支出\n\t合计\t20.00\t15.00\t5.00\n"
    "301\t工资福利支出\t11.00\t11.00\t\n30101\t基本工资\t11.00\t11.00\t\n"
    "302\t商品和服务支出\t9.00\t4.00\t5.00\n30201\t办公费\t9.00\t4.00\t5.00\n",
)
PROCUREMENT = (
    "政府采购预算明细表",
    "项目编号\t项目\t总计\t一般公共预算拨款收入\t其他收入\n\t合计\t7.00\t4.00\t3.00\nA\t货物\t4.00\t4.00\t\nC\t服务\t3.00\t\t3.00\n",
)
PURCHASED_SERVICES = (
    "财政拨款政府购买服务明细表",
    "指导性目录\t\t\t预算金额\n一级\t二级\t三级\t\n合计\t\t\t3.00\n"
    "01-公共服务\t0116-行业管理服务\t行业咨询服务\t1.00\n02-政府履职辅助性服务\t0201-法律服务\t法律顾问服务\t2.00\n",
)
PROJECTS = (
    "部门项目支出预算表",
    "单位名称\t项目名称\t总计\t财政拨款收入\t\t单位资金\n\t\t\t一般公共预算\t政府性基金\t\n"
    f"\t合计\t8.00\t5.00\t\t3.00\n{UNIT}\t审计业务\t6.00\t5.00\t\t1.00\n青山县审计中心\t系统运维\t2.00\t\t\t2.00\n",
)
THREE_PUBLIC = (
    "一般公共预算“三公”经费、会议费、培训费支出表",
    "“三公”经费合计\t因公出国（境）费\t公务用车购置及运行维护费\t\t\t公务接待费\t会议费\t培训费\n"
    "\t\t小计\t公务用车购置费\t公务用车运行维护费\t\t\t\n3.00\t\t2.00\t\t2.00\t1.00\t3.00\t0.50\n",
)
APPROPRIATION_BY_FUNCTION = (
    "财政拨款支出表（功能科目）",
    "科目编码\t科目名称\t合计\t基本支出\t\t\t项目支出\n\t\t\t小计\t人员经费\t公用经费\t\n"
    "\t合计\t20.00\t15.00\t11.00\t4.00\t5.00\n201\t一般公共服务支出\t20.00\t15.00\t11.00\t4.00\t5.00\n"
    "20108\t审计事务\t20.00\t15.00\t11.00\t4.00\t5.00\n2010801\t行政运行\t15.00\t15.00\t11.00\t4.00\t\n"
    "2010804\t审计业务\t5.00\t\t\t\t5.00\n",
)
APPROPRIATION_BASIC = (
    "财政拨款基本支出表（经济科目）",
    "部门预算支出经济分类科目\t\t本年财政拨款基本支出\t\t\n科目编码\t科目名称\t合计\t人员经费\t公用经费\n"
    "\t合计\t15.00\t11.00\t4.00\n301\t工资福利支出\t11.00\t11.00\t\n30101\t基本工资\t11.00\t11.00\t\n"
    "302\t商品和服务支出\t4.00\t\t4.00\n30201\t办公费\t4.00\t\t4.00\n",
)
BASIC_BY_FUNCTION = (
    "一般公共预算基本支出明细表（按支出功能分类科目）",
    "功能科目编码\t功能科目名称\t合计\t人员经费支出\t公用经费支出\t备注\n"
    "\t合计\t15.00\t11.00\t4.00\t\n201\t一般公共服务支出\t15.00\t11.00\t4.00\t\n"
    "20108\t审计事务\t15.00\t11.00\t4.00\t\n2010801\t行政运行\t15.00\t11.00\t4.00\t\n",
)
PROJECT_BY_ECONOMIC = (
    "一般公共预算项目支出情况表（按经济分类科目）",
    "部门预算支出经济科目\t预算\n合计\t5.00\n[302]商品和服务支出\t5.00\n[30201]办公费\t5.00\n",
)
BASIC_FUNDING = (
    "基本支出总表",
    "支出项目类别\t总计\t财政拨款\t\t单位资金\n\t\t小计\t一般公共预算拨款\t其他收入\n"
    f"{UNIT}\t16.00\t15.00\t15.00\t1.00\n工资福利支出\t11.00\t11.00\t11.00\t\n基本工资\t11.00\t11.00\t11.00\t\n"
    "商品和服务支出\t5.00\t4.00\t4.00\t1.00\n办公费\t5.00\t4.00\t4.00\t1.00\n",
)
BY_USE = (
    "部门支出总表（按支出用途分类）",
    "科目编码\t科目名称\t合计\t工资福利支出\t商品和服务支出\n\t合计\t23.00\t11.00\t12.00\n201\t一般公共服务支出\t23.00\t11.00\t12.00\n"
    "20108\t审计事务\t23.00\t11.00\t12.00\n2010801\t行政运行\t15.00\t11.00\t4.00\n2010804\t审计业务\t8.00\t\t8.00\n",
)
# Of another unit, since a unit has one such table.
PROCUREMENT_BY_SUBJECT = (
    "政府采购预算表",
    "科目编码\t科目名称\t合计\t单位资金\n\t合计\t5.80\t5.80\n2010804\t审计业务\t5.80\t5.80\n",
)
TABLES = (
    *(ORGAN_OPERATING, BY_ECONOMIC_CLASS, PROCUREMENT, PURCHASED_SERVICES, PROJECTS, THREE_PUBLIC),
    *(APPROPRIATION_BY_FUNCTION, APPROPRIATION_BASIC, BASIC_BY_FUNCTION, PROJECT_BY_ECONOMIC, BASIC_FUNDING, BY_USE),
)


def disclosure_with(*tables: tuple[str, str], unit: str = UNIT) -> str:
    """The text of a budget of 2026 that holds some tables, each a title and its rows."""
    shown = "\n".join(f"{title}\n编制单位：{unit}\n单位：万元\n\n{grid}" for title, grid in tables)
    return f"2026年{unit}部门预算\n\n{shown}"

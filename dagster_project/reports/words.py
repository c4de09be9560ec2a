"""The codes of the ledger in words, Chinese and English. What documents call things is in `seeds/`."""

from typing import NamedTuple


class Words(NamedTuple):
    """The same said twice."""

    zh: str
    en: str


SEVERITIES = {"error": Words("错误", "error"), "warning": Words("警告", "warning"), "note": Words("提示", "note")}
FAMILIES = {
    "row": Words("横向合计", "sums across a row"),
    "hierarchy": Words("层级合计", "sums of levels"),
    "balance": Words("收支平衡", "income and expenditure"),
    "cross_table": Words("表间勾稽", "table against table"),
    "narrative": Words("文表一致", "text against table"),
    "performance": Words("绩效目标", "performance targets"),
    "disclosure": Words("其他披露", "other disclosures"),
    "document": Words("文件自身", "the document itself"),
    "over_time": Words("跨年跨单位", "across years and units"),
}
VERDICTS = {
    "exact": Words("一致", "exact"),
    "rounding": Words("四舍五入", "rounding"),
    "boundary": Words("临界", "boundary"),
    "broken": Words("不符", "broken"),
    "waived": Words("已豁免", "waived"),
    "not_evaluated": Words("未核对", "not evaluated"),
}
DOCUMENT_KINDS = {
    "department_budget": Words("部门预算", "department budget"),
    "unit_budget": Words("单位预算", "unit budget"),
    "department_final_account": Words("部门决算", "department final account"),
    "unit_final_account": Words("单位决算", "unit final account"),
}
PHASES = {"budget": Words("预算", "budget"), "actual": Words("决算", "final account")}
ADMIN_LEVELS = {
    "province": Words("省级", "province"),
    "prefecture": Words("地级", "prefecture"),
    "county": Words("县级", "county"),
    "township": Words("乡级", "township"),
}
# What became of a document since the last run.
CHANGES = {
    "new": Words("新增", "new"),
    "changed": Words("有变", "changed"),
    "unchanged": Words("未变", "unchanged"),
    "removed": Words("移除", "removed"),
    "failed": Words("失败", "failed"),
    "held back": Words("暂缓", "held back"),
}
# What the amounts of a document are broken down by.
BREAKDOWNS = {
    "class": Words("支出构成（功能分类·类）", "Expenditure by functional class"),
    "fund_source": Words("收入来源", "Income by source"),
    "economic": Words("一般公共预算基本支出（经济分类·类）", "Basic expenditure by economic class"),
    "three_public": Words("“三公”经费", "Three public expenses"),
}
# What the rows of tables are numbered by.
NUMBERED_BY = {"line": Words("行", "line"), "page": Words("页", "page"), "row": Words("表行", "row")}
ROLES = {
    "suspect": Words("疑似有误", "suspected"),
    "total": Words("总数", "total"),
    "part": Words("部分", "part"),
}
SIGNS = {"suspect": "?", "total": "Σ", "part": "+"}
FIGURE_KINDS = {
    "amount": Words("金额", "amount"),
    "quantity": Words("数量", "quantity"),
    "share": Words("占比", "share"),
    "change": Words("增减", "change"),
    "change_pct": Words("增减%", "change in %"),
    "target": Words("指标值", "target"),
    "weight": Words("权重", "weight"),
}
WAIVER_STATUSES = {
    "applied": Words("生效", "applied"),
    "void": Words("失效：数字已变", "void: a figure changed"),
    "unused": Words("未用到", "unused"),
    "expired": Words("已过期", "expired"),
}
WAIVER_CAUSES = {
    "publisher_error": Words("公开单位的错误", "an error of the publisher"),
    "legitimate_exception": Words("合理的例外", "a legitimate exception"),
}
REPAIR_OUTCOMES = {
    "repaired": Words(
        "以下各行的数字错了栏，已按唯一能使各项勾稽成立的方式移正。",
        "The figures of these rows stand in the wrong columns; they were moved in the only way in which all sums hold.",
    ),
    "ambiguous": Words(
        "以下各行的数字可能错了栏，无法唯一确定，保持原样。",
        "The figures of these rows may stand in the wrong columns; there is no single way to set them right: they stay as read.",
    ),
}


def in_words(code: str, words: dict[str, Words]) -> Words:
    """A code in words; a code without words as it is."""
    return words.get(code, Words(code, code))

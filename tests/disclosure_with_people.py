"""A small disclosure in which people are named, with their telephone numbers, in every kind of place."""

from tests.small_disclosures import disclosure

# A name and a number for each place in which one is planted, so that a test tells where one got through.
PLANTED = {
    "title": ("王一明", "13800000001"),
    "duties": ("王三明", "13800000003"),
    "unit": ("王四明", "13800000004"),
    "table title": ("王五明", "13800000005"),
    "heading": ("王六明", "13800000006"),
    "unknown heading": ("张三明", "13800000021"),
    "row label": ("王七明", "13800000007"),
    "project name": ("王八明", "13800000008"),
    "amount": ("王九明", "13800000009"),
    "unknown row": ("李一明", "13800000010"),
    "unknown column": ("李二明", "13800000011"),
    "behind a label": ("赵一明", "13800000022"),
    "table of contacts": ("李三明", "13800000012"),
    "section heading": ("李四明", "13800000013"),
    "sentence": ("李五明", "13800000014"),
    "reason": ("李六明", "13800000015"),
    "card": ("李七明", "13800000016"),
    "goal": ("李八明", "13800000017"),
    "indicator": ("李九明", "13800000018"),
    "claim": ("张一明", "13800000019"),
    "last line": ("张二明", "13800000020"),
}
# A name and a number that only the header of their columns tells to be ones, and a number that only its label does.
SPARSELY_LABELLED = ("阿依古丽", "7654321", "7654322")


def contact(place: str) -> str:
    """The words that name the person of a place."""
    name, number = PLANTED[place]
    return f"联系人 {name} 电话 {number}"


def disclosure_with_people() -> str:
    """A small disclosure with a person in every kind of place."""
    body, date = disclosure().rstrip().rsplit("\n青山县档案馆\n", 1)
    return f"""\
{body}

表 4
一般公共预算项目支出情况表（{contact("table title")}）
编制单位：青山县档案馆 {contact("unit")}
单位：万元

科目代码\t\t\t科目名称\t项目名称\t项目支出（{contact("heading")}）\t\t备注（{contact("unknown heading")}）
类\t款\t项\t\t\t合计\t商品和服务支出\t
201\t03\t02\t一般行政管理事务\t馆藏数字化（{contact("project name")}）\t5.00\t5.00\t{contact("unknown column")}
201\t03\t02\t一般行政管理事务 {contact("row label")}\t旧目录整理\t1.00\t{contact("amount")}\t
{contact("unknown row")}\t\t\t\t\t2.00\t2.00\t
项目负责人\t\t\t\t\t{PLANTED["behind a label"][0]}\t{PLANTED["behind a label"][1]}\t

其他情况
姓名\t职务\t电话
{PLANTED["table of contacts"][0]}\t科员\t{PLANTED["table of contacts"][1]}
{SPARSELY_LABELLED[0]}\t主任\t{SPARSELY_LABELLED[1]}

第三部分 2026 年单位预算情况说明

二、关于青山县档案馆 2026 年收入预算情况说明（{contact("section heading")}）
一般公共预算 30.00 万元，占 85.71%，{contact("sentence")}，比上年预算增加 5.00 万元，增长 20.00%，主要原因是新增项目（{contact("reason")}）。
请填写{contact("claim")}

七、关于青山县档案馆 2026 年一般公共预算项目支出情况说明
（一）项目名称：馆藏数字化（{contact("project name")}）
设立的政策依据：{contact("card")}
预算安排规模：5.00 万元

项目支出绩效目标表
（2026年度）
项目名称\t馆藏数字化（{contact("project name")}）
项目资金（万元）\t年度资金总额\t5.00
项目总体目标\t完成扫描 5.00 万卷，{contact("goal")}
一级指标\t二级指标\t三级指标\t指标值
产出指标\t数量指标\t扫描卷数（{contact("indicator")}）\t>=80卷

青山县档案馆 {contact("last line")}
咨询电话：{SPARSELY_LABELLED[2]}
{date}
""".replace("目 录", f"{contact('title')}\n目 录\n（九）完成青山县数据局交办的其他工作。{contact('duties')}", 1)

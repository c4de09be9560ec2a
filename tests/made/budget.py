"""The truth behind a made disclosure: a budget in whole yuan, drawn from a seed.

Everything that a disclosure prints is a sum of `Line`s, or one of the few amounts that stand beside them
(the three public expenses, procurement, assets). How it is printed is not told here.
"""

import datetime
import random
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from tests.made import classification, words

WAN = 10_000
# No amount of a year is smaller, so that a base of growth that is not zero is not printed as zero.
SMALLEST = 1_000

PENSION, ANNUITY, HOUSING = "2080505", "2080506", "2210201"
MEDICAL_ORGAN, MEDICAL_BODY, MEDICAL_OFFICIALS = "2101101", "2101102", "2101103"
RETIRED_ORGAN, RETIRED_BODY = "2080501", "2080502"
# Items that hold nothing but what their economic twins hold.
TWIN_ITEMS = (PENSION, ANNUITY, HOUSING, MEDICAL_ORGAN, MEDICAL_BODY, MEDICAL_OFFICIALS)

# Entrusted services, which are told of project by project: not part of basic expenditure here.
ENTRUSTED = "30227"

ABROAD, RECEPTION, VEHICLE_OPERATION, VEHICLE_PURCHASE = "abroad", "reception", "vehicle_operation", "vehicle_purchase"
THREE_PUBLIC_ITEMS = (ABROAD, VEHICLE_PURCHASE, VEHICLE_OPERATION, RECEPTION)
_THREE_PUBLIC_ECONOMIC = {"30212": ABROAD, "30217": RECEPTION, "30231": VEHICLE_OPERATION}


class Fund(StrEnum):
    """Where money comes from; the values are the columns of the table of income (table 2)."""

    GENERAL_PUBLIC = "general_public"
    GENERAL_PUBLIC_TRANSFER = "general_public_transfer"
    GOVERNMENT_FUND = "government_fund"
    GOVERNMENT_FUND_TRANSFER = "government_fund_transfer"
    STATE_CAPITAL = "state_capital"
    STATE_CAPITAL_TRANSFER = "state_capital_transfer"
    FISCAL_SPECIAL_ACCOUNT = "fiscal_special_account"
    UNIT_FUNDS = "unit_funds"
    FISCAL_CARRYOVER = "fiscal_carryover"
    NON_FISCAL_CARRYOVER = "non_fiscal_carryover"


GENERAL_PUBLIC = frozenset({Fund.GENERAL_PUBLIC, Fund.GENERAL_PUBLIC_TRANSFER})
GOVERNMENT_FUND = frozenset({Fund.GOVERNMENT_FUND, Fund.GOVERNMENT_FUND_TRANSFER})
STATE_CAPITAL = frozenset({Fund.STATE_CAPITAL, Fund.STATE_CAPITAL_TRANSFER})
APPROPRIATION = GENERAL_PUBLIC | GOVERNMENT_FUND | STATE_CAPITAL
CARRYOVER = frozenset({Fund.FISCAL_CARRYOVER, Fund.NON_FISCAL_CARRYOVER})
FISCAL = APPROPRIATION | {Fund.FISCAL_CARRYOVER}


class Kind(StrEnum):
    """What money is spent on."""

    PERSONNEL = "personnel"
    OPERATING = "operating"
    PROJECT = "project"


BASIC = frozenset({Kind.PERSONNEL, Kind.OPERATING})


@dataclass(frozen=True, slots=True)
class Line:
    """An amount of one subject, fund, kind, economic subject and project. `origin` is its item in table 1."""

    subject: str
    fund: Fund
    kind: Kind
    yuan: int
    economic: str = ""
    project: str = ""
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Project:
    """A project of the year (in table 7 if `has_card`), or one that money is carried over for."""

    name: str
    basis: str
    purpose: str
    allocation: tuple[tuple[str, int], ...] = ()
    has_card: bool = False
    has_performance_table: bool = True
    is_withheld: bool = False


@dataclass(frozen=True, slots=True)
class Task:
    """What a budget is for: a kind of unit (部门 or 单位), a year, the items that it runs on and those of its projects."""

    kind: str
    year: int
    running: tuple[str, ...]
    business: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Procurement:
    """Government procurement in yuan."""

    goods: int
    works: int
    services: int
    reserved: int
    reserved_micro: int

    @property
    def total(self) -> int:
        return self.goods + self.works + self.services


@dataclass(frozen=True, slots=True)
class Assets:
    """State assets: values in yuan, vehicles as count and value by kind."""

    buildings_area: int
    buildings: int
    vehicles: tuple[tuple[str, int, int], ...]
    furniture: int
    others: int
    equipment_over_500k: int
    equipment_over_1m: int
    equipment_over_500k_planned: int
    equipment_over_1m_planned: int


@dataclass(frozen=True, slots=True)
class Staff:
    """Posts and people."""

    posts: int
    on_duty: int
    retired: int

    @property
    def actual(self) -> int:
        return self.on_duty + self.retired


@dataclass(frozen=True, slots=True)
class Budget:
    """The budget of a unit for a year, with the year before (`prior`)."""

    unit: str
    task: Task
    published: datetime.date
    lines: tuple[Line, ...]
    prior: tuple[Line, ...]
    projects: tuple[Project, ...]
    three_public: dict[str, int]
    three_public_prior: dict[str, int]
    entrusted: dict[str, int]
    procurement: Procurement
    assets: Assets
    staff: Staff | None

    @property
    def kind(self) -> str:
        """What the unit discloses as: 部门 or 单位."""
        return self.task.kind

    @property
    def year(self) -> int:
        """The fiscal year."""
        return self.task.year

    @property
    def cards(self) -> list[Project]:
        """The projects that have a card, in the order of table 7."""
        return [project for project in self.projects if project.has_card]

    @property
    def withheld(self) -> list[Project]:
        """The projects that nothing but an amount is told of."""
        return [project for project in self.projects if project.is_withheld]

    @property
    def performance_projects(self) -> list[Project]:
        """The projects that have a performance table."""
        return [project for project in self.projects if project.has_performance_table]


def total(lines: Iterable[Line]) -> int:
    """The sum of lines, in yuan."""
    return sum(line.yuan for line in lines)


def of_economic(lines: Iterable[Line], economic: str) -> list[Line]:
    """The lines of an economic subject."""
    return [line for line in lines if line.economic == economic]


def of_project(lines: Iterable[Line], project: str) -> list[Line]:
    """The lines of a project."""
    return [line for line in lines if line.project == project]


def of_funds(lines: Iterable[Line], funds: Iterable[Fund]) -> list[Line]:
    """The lines that are paid from some funds."""
    chosen = frozenset(funds)
    return [line for line in lines if line.fund in chosen]


def of_kinds(lines: Iterable[Line], kinds: Iterable[Kind]) -> list[Line]:
    """The lines that are spent in some ways."""
    chosen = frozenset(kinds)
    return [line for line in lines if line.kind in chosen]


def draw_budget(rng: random.Random, share_entrusted: float) -> Budget:
    """A budget, whole and consistent; a share of its projects (0 to 1) pays for entrusted services."""
    task = _draw_task(rng)
    return _Drawing(rng, task, words.project_names(rng, _NAME_COUNT), share_entrusted).budget()


def draw_budget_after(rng: random.Random, earlier: Budget, share_entrusted: float) -> Budget:
    """A budget of the year after, of a unit with the same task; half of the projects go on under their names.

    It is not yet of the same unit, nor is its year before the earlier budget: see `following`.
    """
    going_on = [project.name for project in earlier.projects if words.is_project_name(project.name)]
    going_on = rng.sample(going_on, len(going_on) // 2)
    # The last names are the first to be given.
    names = [*words.names_beside(rng, going_on), *going_on][-_NAME_COUNT:]
    return _Drawing(rng, replace(earlier.task, year=earlier.year + 1), names, share_entrusted).budget()


def following(budget: Budget, earlier: Budget) -> Budget:
    """A budget as that of the same unit as an earlier one, which is its year before."""
    return replace(budget, unit=earlier.unit, prior=earlier.lines, three_public_prior=earlier.three_public)


def draw_amount(rng: random.Random, low: int, high: int) -> int:
    """An amount between two amounts in 万元: to the yuan mostly, else in hundreds of yuan."""
    yuan = rng.randrange(low * WAN // 10, high * WAN)
    return yuan if rng.random() < 0.75 else yuan // 1000 * 1000


def draw_prior_amount(rng: random.Random, yuan: int) -> int:
    """What an amount was in the year before: nothing, the same, or more or less."""
    drawn = rng.random()
    if drawn < 0.1:
        return 0
    if drawn < 0.2:
        return yuan
    return max(yuan * rng.randint(40, 180) // 100 + rng.randrange(997), SMALLEST) if yuan else 0


def _draw_task(rng: random.Random) -> Task:
    kind, year = rng.choice(("部门", "单位")), rng.randint(2024, 2027)
    section = rng.choice(classification.business_sections())
    running = tuple(section + item for item in rng.choice((("01",), ("50",), ("01", "50"))))
    return Task(kind, year, running, _business_items(rng, section))


def _business_items(rng: random.Random, section: str) -> tuple[str, ...]:
    """The items that projects stand under: of the unit's own section, and a few of others."""
    own = [section + item for item in ("02", "99") if section + item in classification.functional()]
    pool = classification.items_of_class()
    classes = rng.sample(("201", "205", "206", "208", "213", "215"), 2)
    others = [rng.choice([item for item in pool[code] if item[3:5] < _FIRST_FUND_SECTION]) for code in classes]
    return tuple(dict.fromkeys([*own, *(item for item in others if item not in TWIN_ITEMS)]))


class _Drawing:
    """The drawing of one budget, step by step: each step adds lines."""

    def __init__(self, rng: random.Random, task: Task, names: list[str], share_entrusted: float) -> None:
        self._rng = rng
        self._task = task
        self._names = names
        self._share_entrusted = share_entrusted
        self._lines: list[Line] = []
        self._projects: list[Project] = []
        self._three_public = dict.fromkeys(THREE_PUBLIC_ITEMS, 0)
        self._entrusted: dict[str, int] = {}

    def budget(self) -> Budget:
        """The budget, all steps taken."""
        rng = self._rng
        self._add_personnel()
        self._add_operating()
        self._add_projects()
        self._add_government_fund()
        self._add_own_funds()
        self._add_carryover()
        self._withhold()
        return Budget(
            unit=words.unit_name(rng, self._task.kind),
            task=self._task,
            published=datetime.date(self._task.year, rng.randint(1, 3), rng.randint(1, 28)),
            lines=tuple(self._lines),
            prior=tuple(self._prior()),
            projects=tuple(self._projects),
            three_public=self._three_public,
            three_public_prior={item: draw_prior_amount(self._rng, yuan) for item, yuan in self._three_public.items()},
            entrusted=self._entrusted,
            procurement=self._procurement(),
            assets=self._assets(),
            staff=Staff(rng.randint(40, 60), rng.randint(10, 40), rng.randint(0, 20)) if rng.random() < 0.3 else None,
        )

    def _amount(self, low: int, high: int) -> int:
        return draw_amount(self._rng, low, high)

    def _add_personnel(self) -> None:
        rng = self._rng
        medical = rng.choice(((MEDICAL_ORGAN,), (MEDICAL_BODY,), (MEDICAL_ORGAN, MEDICAL_BODY)))
        places: dict[str, tuple[str, ...]] = {
            "30108": (PENSION,), "30109": (ANNUITY,), "30110": medical, "30111": (MEDICAL_OFFICIALS,), "30113": (HOUSING,),
            "30302": (rng.choice((RETIRED_ORGAN, RETIRED_BODY)),),
        }  # fmt: skip
        always = ["30101", "30102", "30103", "30108", "30110", "30113"]
        sometimes = [
            code for code in ("30107", "30109", "30111", "30112", "30199", "30302", "30305", "30309") if rng.random() < 0.6
        ]
        for economic in sorted(always + sometimes):
            for subject in places.get(economic, self._task.running):
                self._add_basic(subject, Kind.PERSONNEL, economic, self._amount(2, 300))

    def _add_operating(self) -> None:
        rng = self._rng
        codes = [code for code in classification.economic() if code.startswith("302") and len(code) == 5 and code != ENTRUSTED]
        chosen = sorted(rng.sample(codes, rng.randint(4, 13)))
        for economic in chosen:
            yuan = self._amount(1, 30)
            self._add_basic(rng.choice(self._task.running), Kind.OPERATING, economic, yuan)
            if economic in _THREE_PUBLIC_ECONOMIC:
                self._three_public[_THREE_PUBLIC_ECONOMIC[economic]] += yuan
        if "30299" in chosen and rng.random() < 0.3:
            self._add_basic(rng.choice(self._task.running), Kind.PERSONNEL, "30299", self._amount(1, 5))

    def _add_basic(self, subject: str, kind: Kind, economic: str, yuan: int) -> None:
        self._lines.append(Line(subject, Fund.GENERAL_PUBLIC, kind, yuan, economic))

    def _add_projects(self) -> None:
        rng = self._rng
        for _ in range(rng.choice(_PROJECT_COUNTS)):
            name = self._names.pop()
            if rng.random() < 0.15:
                name = f"{self._task.year}年{name}"
            fund = Fund.GENERAL_PUBLIC_TRANSFER if rng.random() < 0.1 else Fund.GENERAL_PUBLIC
            subjects = rng.sample(self._task.business, 2 if rng.random() < 0.15 and len(self._task.business) > 1 else 1)
            economics = [code for code, share in _PROJECT_CLASSES if rng.random() < share] or ["302"]
            lines = [
                Line(subject, fund, Kind.PROJECT, self._amount(1, 400), economic, name)
                for subject in subjects
                for economic in economics
            ]
            self._add_project_of_the_year(name, lines)
        if self._projects and rng.random() < 0.12:
            self._add_vehicle_purchase()
        if self._projects and rng.random() < 0.2:
            # Projects too may pay for vehicles that run.
            self._three_public[VEHICLE_OPERATION] += self._amount(1, 5)

    def _add_project_of_the_year(self, name: str, lines: list[Line]) -> None:
        rng = self._rng
        self._lines += lines
        goods = total(of_economic(lines, "302"))
        entrusted = 0
        if goods > 4 * SMALLEST and rng.random() < self._share_entrusted:
            entrusted = goods if rng.random() < 0.5 else goods * rng.randint(20, 80) // 100
            self._entrusted[name] = entrusted
        allocation = [("委托业务费", entrusted), (rng.choice(_GOODS), goods - entrusted)]
        allocation += [(label, total(of_economic(lines, economic))) for economic, label in _ALLOCATED.items()]
        self._projects.append(
            Project(
                name=name,
                basis=words.basis(rng),
                purpose=words.purpose(rng),
                allocation=tuple((label, yuan) for label, yuan in allocation if yuan),
                has_card=True,
            )
        )

    def _add_vehicle_purchase(self) -> None:
        yuan = self._amount(10, 40)
        self._three_public[VEHICLE_PURCHASE] = yuan
        line = Line(self._task.business[0], Fund.GENERAL_PUBLIC, Kind.PROJECT, yuan, "310", "公务用车购置项目")
        self._add_project_of_the_year(line.project, [line])

    def _add_government_fund(self) -> None:
        rng = self._rng
        if rng.random() > 0.25:
            return
        items = [item for item in classification.items_of_class()["212"] if item[:5] in _FUND_SECTIONS]
        for item in rng.sample(items, rng.randint(1, 2)):
            fund = Fund.GOVERNMENT_FUND_TRANSFER if rng.random() < 0.25 else Fund.GOVERNMENT_FUND
            self._add_other_project(item, fund)
            if rng.random() < 0.2:
                kind = rng.choice((Kind.PERSONNEL, Kind.OPERATING))
                self._lines.append(Line(item, fund, kind, self._amount(1, 60)))

    def _add_own_funds(self) -> None:
        rng = self._rng
        if rng.random() < 0.4:
            origin = rng.choice(
                ("business_income", "superior_subsidy", "affiliated_unit_income", "operating_income", "other_income")
            )
            self._add_other_project(rng.choice(self._task.business), Fund.UNIT_FUNDS, origin)
            if rng.random() < 0.4:
                kind = rng.choice((Kind.PERSONNEL, Kind.OPERATING))
                self._lines.append(
                    Line(rng.choice(self._task.running), Fund.UNIT_FUNDS, kind, self._amount(1, 90), origin="other_income")
                )
        if rng.random() < 0.1:
            self._add_other_project(rng.choice(self._task.business), Fund.FISCAL_SPECIAL_ACCOUNT)

    def _add_other_project(self, subject: str, fund: Fund, origin: str = "") -> None:
        name = self._names.pop()
        self._lines.append(Line(subject, fund, Kind.PROJECT, self._amount(2, 300), project=name, origin=origin))
        self._projects.append(Project(name, words.basis(self._rng), words.purpose(self._rng)))

    def _add_carryover(self) -> None:
        rng = self._rng
        shows_targets = rng.random() < 0.4
        if rng.random() < 0.5:
            for _ in range(rng.randint(1, 5)):
                origin = "fiscal_carryover_government_fund" if rng.random() < 0.1 else "fiscal_carryover_general_public"
                self._add_carried(Fund.FISCAL_CARRYOVER, origin, shows_targets)
        if rng.random() < 0.25:
            for _ in range(rng.randint(1, 2)):
                self._add_carried(Fund.NON_FISCAL_CARRYOVER, "non_fiscal_carryover_unit_funds", shows_targets)

    def _add_carried(self, fund: Fund, origin: str, shows_targets: bool) -> None:
        rng = self._rng
        name = self._names.pop()
        kind = Kind.PROJECT if rng.random() < 0.8 else rng.choice((Kind.PERSONNEL, Kind.OPERATING))
        subject = rng.choice(self._task.business if kind is Kind.PROJECT else self._task.running)
        self._lines.append(Line(subject, fund, kind, self._amount(1, 300), project=name, origin=origin))
        shows_targets = shows_targets and kind is Kind.PROJECT
        self._projects.append(Project(name, words.basis(rng), words.purpose(rng), has_performance_table=shows_targets))

    def _withhold(self) -> None:
        """Takes all but its amount from one project, now and then."""
        rng = self._rng
        candidates = [i for i, project in enumerate(self._projects) if project.has_card and project.name not in self._entrusted]
        if not candidates or rng.random() > 0.1:
            return
        place = rng.choice(candidates)
        old = self._projects[place]
        if old.name == "公务用车购置项目":
            return
        name = f"特定目标{rng.randint(10001, 19999)}{rng.choice('CKM')}"
        withheld = "完全不予公开。"
        self._projects[place] = Project(name, withheld, withheld, has_card=True, has_performance_table=False, is_withheld=True)
        self._lines = [
            Line(line.subject, line.fund, line.kind, line.yuan, line.economic, name) if line.project == old.name else line
            for line in self._lines
        ]

    def _prior(self) -> Iterable[Line]:
        """The year before, by subject, fund and kind, with what there was only then."""
        rng = self._rng
        is_first_year = rng.random() < 0.04
        groups: dict[tuple[str, Fund, Kind], int] = {}
        for line in self._lines:
            group = line.subject, line.fund, line.kind
            groups[group] = groups.get(group, 0) + line.yuan
        for (subject, fund, kind), yuan in groups.items():
            prior = 0 if is_first_year else draw_prior_amount(self._rng, yuan)
            if prior:
                yield Line(subject, fund, kind, prior)
        if not is_first_year:
            yield from self._ended()

    def _ended(self) -> Iterable[Line]:
        rng = self._rng
        others = [item for item in classification.items_of_class()["204"] if item not in self._task.business]
        for item in rng.sample(others, rng.randint(0, 2)):
            yield Line(item, Fund.GENERAL_PUBLIC, Kind.PROJECT, self._amount(1, 200))
        present = {line.fund for line in self._lines}
        for fund in (Fund.UNIT_FUNDS, Fund.FISCAL_CARRYOVER):
            if fund not in present and rng.random() < 0.2:
                yield Line(self._task.business[0], fund, Kind.PROJECT, self._amount(1, 200))

    def _procurement(self) -> Procurement:
        rng = self._rng
        goods, works, services = (self._amount(1, 300) if rng.random() < 0.7 else 0 for _ in range(3))
        reserved = (goods + works + services) * rng.randint(0, 100) // 100
        return Procurement(goods, works, services, reserved, reserved * rng.randint(0, 100) // 100)

    def _assets(self) -> Assets:
        rng = self._rng
        counts = [rng.randint(0, 4) for _ in _VEHICLE_KINDS]
        vehicles = tuple(
            (kind, count, sum(self._amount(5, 40) for _ in range(count)))
            for kind, count in zip(_VEHICLE_KINDS, counts, strict=True)
        )
        over_500k, planned = rng.randint(0, 20), rng.randint(0, 3)
        return Assets(
            buildings_area=rng.randint(0, 900_000),
            buildings=self._amount(1, 3000),
            vehicles=vehicles,
            furniture=self._amount(1, 80),
            others=self._amount(1, 6000),
            equipment_over_500k=over_500k,
            equipment_over_1m=rng.randint(0, over_500k),
            equipment_over_500k_planned=planned,
            equipment_over_1m_planned=rng.randint(0, planned),
        )


# As many as a budget can have projects, and one more.
_NAME_COUNT = 24
# Sections from here on are paid from government funds mostly.
_FIRST_FUND_SECTION = "20"
_FUND_SECTIONS = ("21208", "21213", "21214")
_VEHICLE_KINDS = ("一般公务用车", "执法执勤用车", "其他车辆")
_PROJECT_COUNTS = (0, *range(1, 9), *range(1, 9), *range(1, 13))
_PROJECT_CLASSES = (("301", 0.06), ("302", 0.85), ("303", 0.15), ("309", 0.12), ("310", 0.3), ("312", 0.08), ("399", 0.05))
_GOODS = ("办公费", "维修（护）费", "租赁费", "物业管理费", "劳务费", "其他商品和服务支出")
# What the economic classes of a project other than goods and services are called on its card.
_ALLOCATED = {
    "301": "绩效工资",
    "303": "生活补助",
    "309": "房屋建筑物购建",
    "310": "专用设备购置",
    "312": "费用补贴",
    "399": "其他支出",
}

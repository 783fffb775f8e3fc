"""The money of projects in a report: by year and by project, which add up to the same."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from events.monitoring.money import money
from events.monitoring.monitored import MonitoredProject
from events.monitoring.monitoring import MoneyOfProjects, MoneyOfYear
from events.values import Money, sort_key
from service.pages.report.chart.bars import BarChart
from service.pages.report.table import Cell, Table, figure, heads, kept, words
from service.pages.report.telling import Telling

MOST_YEARS = 14
"""So many years a chart of money shows at most."""


@dataclass(frozen=True)
class ToldMoney:
    """The money of projects as the report tells it."""

    sentences: Sequence[str]
    chart: BarChart | None
    by_year: Table | None
    by_project: Table | None


def kinds(telling: Telling) -> list[str]:
    """The kinds of sums that belong to a year."""
    say = telling.say
    return [
        say("planned"),
        say("granted"),
        say("drawn"),
        say("spent"),
    ]


def sums_of(told: MoneyOfProjects | MoneyOfYear) -> list[Money]:
    """The sums of each kind."""
    return [told.planned, told.granted, told.drawn, told.spent]


def year_of(years: Iterable[MoneyOfYear], year: int) -> MoneyOfYear:
    """The money of a year; nothing where there is none."""
    nothing = Money(0)
    return next((each for each in years if each.year == year), MoneyOfYear(year, *[nothing] * 4))


def told_money(telling: Telling) -> ToldMoney:
    """What the report says of money."""
    years, in_all = telling.monitoring.money_by_year, telling.monitoring.money
    if not years:
        return ToldMoney(
            [telling.say("No money is recorded for projects.")],
            None,
            None,
            None,
        )
    shown = _shown(years, telling.year)
    return ToldMoney(
        _sentences(telling, shown), _chart(telling, shown), _by_year(years, in_all, telling), _by_project(telling)
    )


def _shown(years: Sequence[MoneyOfYear], year: int) -> list[MoneyOfYear]:
    """The years that the chart shows: from the first to the last, or those nearest to the year of the report."""
    first, last = min(years[0].year, year), max(years[-1].year, year)
    if last - first >= MOST_YEARS:
        first = max(first, min(year - MOST_YEARS // 2, last - MOST_YEARS + 1))
        last = first + MOST_YEARS - 1
    return [year_of(years, each) for each in range(first, last + 1)]


def _sentences(telling: Telling, shown: Sequence[MoneyOfYear]) -> list[str]:
    say, year = telling.say, telling.year
    of_year, in_all = year_of(telling.monitoring.money_by_year, year), telling.monitoring.money
    told = [
        say(
            "For {year}, {planned} are planned; {spent} were spent, {granted} granted and {drawn} drawn.",
            year=year,
            planned=of_year.planned,
            spent=of_year.spent,
            granted=of_year.granted,
            drawn=of_year.drawn,
        ),
        say(
            "Ideas do not count, nor does what was planned for cancelled projects; what is spent in "
            "later years is not included. A project’s own contribution is the planned amount (or, if "
            "higher, the eligible costs of its granted fundings) less what was granted, but at least "
            "zero; in all, that is {own_contribution}.",
            own_contribution=in_all.own_contribution,
        ),
    ]
    first, last, years = shown[0].year, shown[-1].year, telling.monitoring.money_by_year
    if years[0].year < first or last < years[-1].year:
        told.append(say("The chart shows {first} to {last}, the table all years.", first=first, last=last))
    return told


def _chart(telling: Telling, shown: Sequence[MoneyOfYear]) -> BarChart:
    say = telling.say
    return BarChart(
        key="money",
        title=say("Money of projects by year (€)"),
        desc=say(
            "Money planned, granted, drawn and spent from {first} to {last}. The numbers are in the table below.",
            first=shown[0].year,
            last=shown[-1].year,
        ),
        unit="€",
        years=say("Year"),
        language=telling.language,
        kinds=kinds(telling),
        groups=[(each.year, [Fraction(sum_.cents, 100) for sum_ in sums_of(each)]) for each in shown],
        year=telling.year,
    )


def _by_year(years: Sequence[MoneyOfYear], in_all: MoneyOfProjects, telling: Telling) -> Table:
    say = telling.say
    strong = next((n for n, each in enumerate(years) if each.year == telling.year), None)
    return Table(
        say("Money by year"),
        heads(say("Year"), numbers=kinds(telling)),
        [[words(str(each.year)), *sum_cells(sums_of(each), telling)] for each in years],
        [words(say("Total")), *sum_cells(sums_of(in_all), telling)],
        strong,
    )


def _by_project(telling: Telling) -> Table:
    """Every project with money: its sums add up to those of all."""
    say, in_all = telling.say, telling.monitoring.money
    found = [(project, money_of(project, telling)) for project in telling.standing.all_projects]
    rows = [
        [kept(project.state.title), *sum_cells([*sums_of(sums), sums.own_contribution], telling)]
        for project, sums in sorted(found, key=lambda each: sort_key(each[0].state.title))
        if any(each.cents for each in sums_of(sums))
    ]
    return Table(
        say("Money by project, all years"),
        heads(say("Project"), numbers=[*kinds(telling), say("own contribution")]),
        rows,
        [words(say("Total")), *sum_cells([*sums_of(in_all), in_all.own_contribution], telling)],
    )


def money_of(project: MonitoredProject, telling: Telling) -> MoneyOfProjects:
    """The money of one project, reckoned as that of all."""
    return money([project], telling.on)[0]


def sum_cells(sums: Iterable[Money], telling: Telling) -> list[Cell]:
    """Sums in cells; a dash for none."""
    return [figure(telling.told(each)) if each.cents else figure("–") for each in sums]

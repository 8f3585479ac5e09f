"""Tables of the main county on their way in: one that was taken over in spring, and one that waits with two cells to mend."""

from planning.models import ImportRun
from planning.rules.imports.body import Given, read_body
from planning.rules.imports.checking import check
from planning.rules.imports.columns import COLUMNS, Kind, names_of
from planning.rules.imports.grid import Grid, Row
from planning.rules.imports.heads import find_head
from planning.rules.imports.lines import CHANGED, NEW, SAME
from sites.core.roles import Role
from sites.models import Kita
from thekiz.demo.world.base import World, at, words

COUNTY = "IK"


def read_in(world: World) -> None:
    """The keys of the register first, then the table of autumn that nobody has confirmed yet."""
    county = world.counties[COUNTY]
    kitas = Kita.objects.filter(county=county).select_related("municipality", "provider")
    spring = [
        (number, {"key": f"IK-{number - 1:03d}", "name": kita.name, "municipality": kita.municipality.ags, "provider": kita.provider.name})
        for number, kita in enumerate(kitas, 2)
    ]
    run = _run(world, spring, "Kitas mit Schlüssel 2026.xlsx", 190)
    Kita.objects.bulk_update([row for line in check(Kind.KITAS, county, _given(spring), world.today).lines for row, _ in line.writes], ["key"])
    run.applied = at(world.ago(190), 11, 20)
    run.save()
    planner = world.official(county, Role.SOCIAL_PLANNER)
    world.tell(run, world.ago(190), planner, Role.SOCIAL_PLANNER, "applied", f"Tabelle „{run.filename}“ übernommen: {run.updates} geändert", hour=11)
    run = _waiting(world, words("registry")["autumn"])
    run.save()
    text = f"Tabelle „{run.filename}“ eingelesen: Kitas"
    world.tell(run, world.ago(2), planner, Role.SOCIAL_PLANNER, "read", text)


def _waiting(world: World, rows: list[dict[str, str]]) -> ImportRun:
    """As an office sends it, with a title above the head; it keeps its cells until somebody decides."""
    columns = [column for column in COLUMNS[Kind.KITAS] if any(column.name in row for row in rows)]
    cells = [["Kitabestand Herbst"], [column.label for column in columns], *([row.get(column.name, "") for column in columns] for row in rows)]
    grid = Grid([Row(number, line) for number, line in enumerate(cells, 1)])
    head = find_head(Kind.KITAS, grid, {}, _no_indicator)
    body = read_body(Kind.KITAS, grid, head, names_of(Kind.KITAS), {}, _no_indicator)
    run = _run(world, [(entry.number, entry.cells) for entry in body.entries], "Kitabestand Herbst.csv", 2)
    run.grid, run.columns = {**grid.stored(), "head": head.place}, {str(at): name for at, name in head.columns.items()}
    run.notes = body.notes
    return run


def _no_indicator(text: str) -> bool:
    return False


def _run(world: World, rows: list[tuple[int, dict[str, str]]], filename: str, days: int) -> ImportRun:
    county = world.counties[COUNTY]
    checked = check(Kind.KITAS, county, _given(rows), world.today)
    return ImportRun(
        place_id=county.pk, kind=Kind.KITAS, filename=filename, rows=[line.stored() for line in checked.lines], problems=checked.problems,
        problem_count=len(checked.problems),
        creates=checked.count(NEW), updates=checked.count(CHANGED), unchanged=checked.count(SAME),
        person=world.official(county, Role.SOCIAL_PLANNER), created=at(world.ago(days), 10),
    )  # fmt: skip


def _given(rows: list[tuple[int, dict[str, str]]]) -> list[Given]:
    return [Given(number, cells) for number, cells in rows]

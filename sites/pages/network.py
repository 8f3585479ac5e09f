"""The house in its network: who is how close, what is agreed, how it grew.

The only place where cooperations become a picture: the house in the middle, one ring per stage, one node per partner.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from math import cos, pi, sin

from django.db.models import Prefetch

from sites.core import navigation
from sites.core.access import Request, rows
from sites.core.charts import Picture
from sites.core.navigation import Links
from sites.core.places import site_within
from sites.models import Cooperation, Partner, Site
from sites.pages.partner_list import cooperations

SIZE, FIRST, STEP, NODE = 400, 58, 32, 12
#: From the house outwards; what has ended is not drawn. Each with the most nodes that fit on its ring.
RINGS = (
    (Cooperation.Stage.ACTIVE, 12),
    (Cooperation.Stage.AGREED, 18),
    (Cooperation.Stage.TALKS, 24),
    (Cooperation.Stage.CONTACTED, 30),
    (Cooperation.Stage.IDENTIFIED, 36),
)
READING = "Ringe um die Kita, innen läuft die Kooperation, außen ist sie vorgemerkt. Was beendet ist, fehlt. Dasselbe steht in der Liste."
YEARS = 5
#: The memberships that the recommendations name: a word of the name, what it is called, where it stands (R091, R107).
NETWORKS = (
    ("LSZ", "LSZ-Netzwerk", "2.1"),
    ("Kinderschutz", "Netzwerk Kinderschutz", "1.6"),
    ("Frühe Hilfen", "Netzwerk Frühe Hilfen", "1.6"),
)


@dataclass(frozen=True)
class Node:
    """A partner with the number that stands in the picture and in the list."""

    number: int
    partner: Partner


@dataclass(frozen=True)
class Ring:
    stage: str
    label: str
    nodes: list[Node]
    hidden: int


@dataclass
class Network(Picture):
    """What the template draws, and the rings that the table beside it lists."""

    rings: list[Ring] = field(default_factory=list)


@dataclass(frozen=True)
class Memberships:
    """The networks the site belongs to, and the named ones that nobody has entered yet: (name, paragraph)."""

    joined: list[Partner]
    missing: list[tuple[str, str]]


@dataclass(frozen=True)
class NetworkPage:
    """`years`: how many cooperations ran, by kind (`natures`)."""

    site: Site
    tabs: Links
    picture: Network
    networks: Memberships
    natures: list[str]
    years: list[tuple[str, list[int]]]
    any: bool
    may_change: bool


def network_page(request: Request, pk: int) -> NetworkPage:
    """The site within reach, or a 404."""
    site = site_within(request, "partners.view", pk)
    partners = list(rows(request, Partner).filter(site=site).prefetch_related(Prefetch("cooperations", cooperations(request))))
    return NetworkPage(
        site=site,
        tabs=navigation.PARTNER_TABS.at(request.access, site.pk, navigation.NETWORK),
        picture=draw(partners),
        networks=memberships(partners),
        natures=Cooperation.Nature.labels,
        years=development([row for partner in partners for row in partner.cooperations.all()], request.access.today),
        any=bool(partners),
        may_change=site.pk in request.access.reach("partners.change").places,
    )


def draw(partners: Sequence[Partner]) -> Network:
    """The picture of partners with prefetched cooperations; a partner without any stands on the outermost ring."""
    rings: list[Ring] = []
    for stage, most in RINGS:
        here = [partner for partner in partners if (partner.furthest.stage if partner.furthest else Cooperation.Stage.IDENTIFIED) == stage]
        nodes = [Node(number, partner) for number, partner in enumerate(here[:most], 1 + sum(len(ring.nodes) for ring in rings))]
        rings.append(Ring(stage, stage.label, nodes, max(len(here) - most, 0)))
    written = ", ".join(f"{len(ring.nodes) + ring.hidden} {ring.label}" for ring in rings if ring.nodes)
    picture = Network(SIZE, SIZE, f"Netzwerk: {written or 'noch keine Partner*innen'}.", READING, css="chart net", fluid=True, rings=rings)
    for index in range(len(rings)):
        picture.add("ellipse", "ring", cx=SIZE / 2, cy=SIZE / 2, rx=FIRST + STEP * index, ry=FIRST + STEP * index)
    for lines in (True, False):  # all threads lie below all nodes
        for index, ring in enumerate(rings):
            _nodes(picture, ring, FIRST + STEP * index, index, lines=lines)
    picture.add("circle", "house", cx=SIZE / 2, cy=SIZE / 2, r=26)
    picture.add("text", "t-m t-b on-house", "Kita", x=SIZE / 2, y=SIZE / 2 + 5.5)
    return picture


def _nodes(picture: Picture, ring: Ring, radius: float, index: int, *, lines: bool) -> None:
    for place, node in enumerate(ring.nodes):
        angle = 2 * pi * place / len(ring.nodes) - pi / 2 + index * 0.7  # rings turned against each other: fewer nodes in a line
        x, y = SIZE / 2 + radius * cos(angle), SIZE / 2 + radius * sin(angle)
        furthest = node.partner.furthest
        if lines:
            if furthest and furthest.in_force:
                picture.add("line", "tie", x1=SIZE / 2, y1=SIZE / 2, x2=x, y2=y)
            continue
        css = "node member" if node.partner.kind == Partner.Kind.NETWORK else "node"
        if furthest and furthest.nature == Cooperation.Nature.VOLUNTARY:
            half, side = 1 - NODE, str(2 * NODE - 2)
            picture.add("rect", css, x=x, y=y, width=side, height=side, rx=3, transform=f"translate({half} {half})")
        else:
            picture.add("circle", css, cx=x, cy=y, r=NODE)
        picture.add("text", "t-m", str(node.number), x=x, y=y + 5.5)


def memberships(partners: Sequence[Partner]) -> Memberships:
    """Of partners of one site."""
    joined = [partner for partner in partners if partner.kind == Partner.Kind.NETWORK]
    missing = [(name, paragraph) for word, name, paragraph in NETWORKS if not any(word in row.name for row in joined)]
    return Memberships(joined, missing)


def development(cooperations: Sequence[Cooperation], today: date) -> list[tuple[str, list[int]]]:
    """How many cooperations ran in each of the last five years: professional, voluntary (R084). Without a first day nothing ran."""
    rows = []
    for year in range(today.year - YEARS + 1, today.year + 1):
        ran = [
            row
            for row in cooperations
            if row.starts and row.starts <= today and row.starts.year <= year and (row.ends is None or row.ends.year >= year)
        ]
        rows.append((str(year), [sum(row.nature == nature for row in ran) for nature in Cooperation.Nature]))
    return rows

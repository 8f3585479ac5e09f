"""The pages from which work begins: each said once, with its words, icon and action; navigation, tabs and chips are orders of them."""

from dataclasses import dataclass, field, replace

from django.urls import reverse

from sites.core.access import ORDER, Access, Held
from sites.core.rights import ACTIONS
from sites.core.roles import ADMINISTRATION, HOUSE, Role

#: Tabs side by side; pixels of the row of a phone 320 px wide, and of "Mehr" in it.
IN_A_ROW, ON_A_PHONE, MORE = 6, 288, 78
ANYWHERE = ("state", "county", "provider", "site", "social_centre")


@dataclass
class Link:
    """One line of a navigation as a person sees it."""

    view: str
    label: str
    icon: str
    url: str
    folded: bool = False
    current: bool = False
    shelf: str = "row"  # of a tab: "row" always in sight, "desk" in the row of wide screens alone, "more" under "Mehr"


@dataclass(frozen=True)
class Group:
    """Tabs under "Mehr" that belong together; on a wide screen a group may have them all in the row."""

    title: str
    links: list[Link]

    @property
    def is_for_phones(self) -> bool:
        return all(link.shelf == "desk" for link in self.links)


@dataclass(frozen=True)
class Links:
    """A line of links with its name for screen readers; `more`: what a narrow screen, or every screen, folds away."""

    label: str
    links: list[Link]
    more: list[Group] = field(default_factory=list)

    @property
    def folds_on_phones_alone(self) -> bool:
        return all(group.is_for_phones for group in self.more)


@dataclass(frozen=True)
class EntryPage:
    """A page from which work begins. `at`: the kinds of places that its address carries; none where it has a person's whole reach.

    `groups`: the pages that belong to it, by the group of their view (see `allow`). The first one is its own, and without any it is
    the area of its action. `row`: the view of one row of it, where somebody can be invited for one (see `about`).
    """

    view: str
    label: str
    action: str | None
    icon: str = ""
    at: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    row: str = ""

    def __post_init__(self) -> None:
        if not self.groups and self.action:
            object.__setattr__(self, "groups", (self.action.split(".")[0],))

    def named(self, label: str) -> "EntryPage":
        """The same page where it goes by another name."""
        return replace(self, label=label)

    def url(self, place: int | None = None) -> str:
        return reverse(self.view, args=[] if place is None else [place])

    def about(self, row: int) -> str:
        """What an invitation names that was made for one row of this page."""
        return f"{self.view}:{row}"

    def crumb(self, place: int | None = None) -> tuple[str, str]:
        return self.label, self.url(place)

    def is_open_to(self, access: Access, place: int) -> bool:
        """May this person open it at this place?"""
        return self.action is None or (place in access.reach(self.action).places if self.at else access.holds(self.action))


@dataclass(frozen=True)
class Order:
    """Pages side by side, with a name for screen readers. `groups`: how "Mehr" sorts them, where there are more than a row holds."""

    label: str
    pages: tuple[EntryPage, ...]
    groups: tuple[tuple[str, tuple[EntryPage, ...]], ...] = ()

    def at(self, access: Access, place: int, here: EntryPage | None = None) -> Links:
        """Those that this person may open at a place; `here` is marked and always in sight."""
        pages = [page for page in self.pages if page.is_open_to(access, place)]
        links = [Link(page.view, page.label, page.icon, page.url(place if page.at else None)) for page in pages]
        for link in links:
            link.current = here is not None and link.view == here.view
        _shelve(links)
        groups = self.groups or (("", self.pages),)
        views = [(title, {page.view for page in grouped}) for title, grouped in groups]
        folded = [Group(title, [link for link in links if link.view in known and link.shelf != "row"]) for title, known in views]
        return Links(self.label, links, [group for group in folded if group.links])


def _shelve(links: list[Link]) -> None:
    """At most six tabs side by side, "Mehr" among them; on a phone what one row holds. The shown page keeps its place in both."""
    current, others = [link for link in links if link.current], [link for link in links if not link.current]
    front = links if len(links) <= IN_A_ROW else [*current, *others][: IN_A_ROW - 1]
    room = ON_A_PHONE - sum(map(_width, current)) - (MORE if sum(map(_width, links)) > ON_A_PHONE else 0)
    for link in links:
        if link not in front:
            link.shelf = "more"
        elif not link.current:
            room -= _width(link)
            link.shelf = "row" if room >= 0 else "desk"


def _width(link: Link) -> int:
    """About how many pixels a tab takes: its letters, the room beside them, its edge."""
    return len(link.label) * 8 + 25


@dataclass(frozen=True)
class Bar:
    """What a role has in the bar, and what is folded away under "Mehr"."""

    pages: tuple[EntryPage, ...]
    folded: tuple[EntryPage, ...]


# The pages --------------------------------------------------------------------------------------------------------

AT_A_SITE = ("sites", "rooms", "posts", "absences", "profiles", "partners", "criteria", "entries", "referrals")

HOME = EntryPage("reporting:home", "Heute", None, "home")
MEMBERS = EntryPage("sites:member_list", "Personen", "members.view", "account-circle", ANYWHERE)
CATALOGUES = EntryPage("planning:catalogue_list", "Listen und Rechtsgrundlagen", "catalogues.view", "checklist")
INQUIRIES = EntryPage("planning:inquiry_list", "Anliegen", "inquiries.view", "mail")
INQUIRY = EntryPage("planning:inquiry_create", "Anliegen an ein Amt", "inquiries.ask", at=("site",))
TRANSLATIONS = EntryPage("sites:translation_list", "Übersetzungen", "catalogues.change", "language")
FEEDBACK = EntryPage("sites:feedback_list", "Rückmeldungen", "feedback.view", "mail")
ENTRIES = EntryPage("sites:entry_list", "Protokoll", "entries.view", at=ANYWHERE)
FAMILIES = EntryPage("offers:family_list", "Familienseiten", None, "visibility")
# sites and who runs them
SITES = EntryPage("reporting:site_list", "Standorte", "sites.view", "home", groups=(*AT_A_SITE, "register", "kitas"))
SITE = EntryPage("reporting:site_sheet", "Standort", "sites.view", "info", ("site",), (*AT_A_SITE, "bodies", "inquiries", "measures", "money"))
MASTER = EntryPage("sites:site_master", "Stammblatt", "sites.view", at=("site",))
SITE_KITAS = EntryPage("sites:site_kitas", "Kitas", "sites.view", at=("site",))
ROOMS = EntryPage("sites:room_list", "Räume", "rooms.view", "home", ("site",))
ROOM_PLAN = EntryPage("planning:room_plan", "Raumkonzept", "rooms.view", at=("site",))
ABSENCES = EntryPage("sites:absence_list", "Besonderheiten im Team", "absences.view", "calendar-today", ("site",))
PARTNERS = EntryPage("sites:partner_list", "Partner*innen", "partners.view", "account-circle", ("site",))
NETWORK = EntryPage("sites:network", "Netzwerk", "partners.view", at=("site",))
SOCIAL_SPACE = EntryPage("planning:social_space", "Sozialraum", "partners.view", at=("site",))
CRITERIA = EntryPage("planning:criteria", "Kriterien", "criteria.view", at=("site",))
KITAS = EntryPage("sites:kita_list", "Kitas", "sites.view", "home", ("county",))
PROVIDERS = EntryPage("sites:provider_list", "Träger", "sites.view", at=("county",))
PROVIDER = EntryPage("sites:provider_detail", "Kitas", "sites.view", "info", ("provider",), ("kitas",))
MUNICIPALITIES = EntryPage("sites:municipality_list", "Gemeinden", "sites.view", at=("county",))
AREAS = EntryPage("sites:area_list", "Räume und Zentren", "sites.view", at=("county",))
# why and by whose will
CASES = EntryPage(
    "planning:application_list", "Anträge", "applications.view", "checklist",
    groups=("applications", "statements", "decisions", "interests"), row="planning:application_detail",
)  # fmt: skip
CONTINUATION = EntryPage("planning:continuation", "Entscheidungen über die Fortführung", "applications.decide", "checklist", ("county",))
PLANS = EntryPage(
    "planning:plan_overview", "Strategie und Pläne", "plans.view", "calendar-today", ("county",),
    ("plans", "bodies", "assessments", "needs", "socialfigures", "measures", "money", "imports"),
)  # fmt: skip
RESOLUTIONS = EntryPage("planning:resolution_list", "Beschlüsse", "plans.view", at=("county",))
COMMISSIONS = EntryPage("planning:commission_list", "Beratungsaufträge", "commissions.view", at=("county",))
DEADLINES = EntryPage("planning:deadline_list", "Fristen", "plans.view", at=("county",))
BODIES = EntryPage("planning:body_list", "Gremien", "bodies.view", "calendar-today", ("site", "county"))
ASSESSMENTS = EntryPage("planning:assessment_list", "Erhebungen", "assessments.view", "checklist", ("site", "county"))
WISHES = EntryPage("planning:wish_list", "Wünsche von Familien", "wishes.view", "mail", ("site",))
NEEDS = EntryPage("planning:need_list", "Bedarfe", "needs.view", at=("site",))
NEED_MAP = EntryPage("planning:need_map", "Bedarfe und Lücken", "needs.view", at=("county",))
FIGURES = EntryPage("planning:figure_list", "Sozialraumdaten", "socialfigures.view", at=("county",))
GOALS = EntryPage("planning:goal_list", "Roter Faden", "goals.view", "checklist", ("site",), ("goals", "needs", "assessments", "wishes", "surveys"))
EVIDENCE = EntryPage("offers:evidence_list", "Nachweise", "evidence.view", at=("site",), groups=("goals",))
MONEY = EntryPage("planning:money_list", "Geld", "money.sums", "draft", ("county",))
IMPORTS = EntryPage("planning:import_list", "Tabellen einlesen", "imports.make", "download", ("county",))
# what happens
OFFERS = EntryPage("offers:offer_list", "Angebote", "offers.view", "calendar-today", ("site",), ("offers", "sessions", "outreach"))
SURVEYS = EntryPage("offers:survey_list", "Umfragen", "surveys.view", "checklist", ("site",))
COVERAGE = EntryPage("offers:coverage", "Was die Angebote abdecken", "offers.view", at=("site",))
CLOSING = EntryPage("offers:closing_list", "Schließtage", "sessions.view", at=("site",))
CRISIS = EntryPage("offers:crisis", "Krisenmodus", "outreach.view", at=("site",))
CRISIS_PERIODS = EntryPage("offers:crisis_period_list", "Krisenzeiten", "crisis.view", "warning", ("site", "county", "state"))
HELP = EntryPage("offers:help_entry_list", "Hilfeverzeichnis", "help.change", "info", ("site", "county"))
PUBLICATIONS = EntryPage("offers:publication_list", "Veröffentlichungen", "offers.view", at=("site",))
REFERRALS = EntryPage("offers:referral_count", "Vermittlung zählen", "referrals.change", at=("site",))
SUPPORT = EntryPage("offers:support_count", "Hilfe im Alltag", "referrals.change", at=("site",))
REFERRAL_REPORT = EntryPage("reporting:referral_report", "Vermittlungen im Jahr", "referrals.view", at=("site",))
CONTRACTS = EntryPage("processes:contract_list", "Stunden", "contracts.view", "edit", groups=("contracts", "hours"))
CHANGES = EntryPage("processes:change_list", "Veränderungen", "changes.view", "warning", ("site",))
POOL = EntryPage("processes:facilitator_list", "Begleitung", "facilitators.view", "account-circle", groups=("facilitators", "matching"))
EDITIONS = EntryPage("processes:edition_list", "Stundenregeln und Honorare", "editions.view", "draft", ("state", "county"))
STEPS = EntryPage("processes:step_list", "Maßnahmenplan", "steps.view", "checklist", ("site",), ("steps", "concepts", "contributions"))
CONCEPT = EntryPage("processes:concept_list", "Konzeption", "concepts.view", "draft", ("site",))
CONTRIBUTIONS = EntryPage("planning:contribution_list", "Beiträge aus dem Team", "contributions.view", "edit", ("site",))
COORDINATION = EntryPage("reporting:coordination", "Aufgaben der Koordination", "steps.internal", at=("site",), groups=("steps",))
# what is seen and proven
REPORTS = EntryPage("reporting:report_list", "Sachberichte", "reports.view", "draft", groups=("reports", "snapshots"))
LSZ = EntryPage("reporting:lsz_list", "LSZ-Berichte", "lsz.view", "download")
OVERVIEW = EntryPage("reporting:overview", "Überblick", "figures.view", "visibility", groups=("figures", "plans", "commissions", "socialfigures"))
COUNTY = EntryPage("reporting:county_sheet", "Überblick", "figures.view", at=("county",))

# Their orders -----------------------------------------------------------------------------------------------------

MY_SITES = SITES.named("Alle meine Standorte")
HOUSE_BAR = Bar(
    (HOME, OFFERS, GOALS, STEPS.named("Entwicklung"), REPORTS.named("Sachbericht"), MEMBERS.named("Team"), SITE, CASES.named("Antrag")),
    (
        PARTNERS.named("Partner*innen und Netzwerk"), ROOMS, BODIES.named("Gremien und Sitzungen"), ASSESSMENTS.named("Bedarfserhebungen"), SURVEYS,
        INQUIRIES.named("Anliegen an die Ämter"), MY_SITES, CATALOGUES,
    ),
)  # fmt: skip
OFFICE_BAR = Bar(
    (HOME.named("Für mich"), SITES, CASES, PLANS.named("Planung"), REPORTS, LSZ.named("LSZ"), OVERVIEW, INQUIRIES, MEMBERS),
    (
        KITAS, MONEY.named("Geld der Maßnahmen"), CONTRACTS.named("Prozessbegleitung"), POOL.named("Pool der Prozessbegleitung"), EDITIONS,
        CONTINUATION, IMPORTS, CRISIS_PERIODS, HELP, CATALOGUES,
    ),
)  # fmt: skip
PROVIDER_BAR = Bar((HOME, SITES, CASES, REPORTS, PROVIDER, MEMBERS), (CATALOGUES,))
FACILITATOR_BAR = Bar((HOME.named("Meine Standorte"), CONTRACTS), (MY_SITES, CATALOGUES))
STATE_OFFICE_BAR = Bar(
    (HOME.named("Für mich"), OVERVIEW, LSZ, CATALOGUES.named("Listen"), INQUIRIES, MEMBERS, FEEDBACK), (POOL, EDITIONS, CRISIS_PERIODS, TRANSLATIONS)
)
MINISTRY_BAR = Bar((OVERVIEW, LSZ, CATALOGUES.named("Listen"), MEMBERS), ())
FAMILY_BAR = Bar((HOME.named("Start"), WISHES.named("Ideen"), SURVEYS, CONCEPT, STEPS.named("Vorhaben"), SITE, FAMILIES), (MY_SITES, CATALOGUES))
BARS: dict[Role, Bar] = {
    **dict.fromkeys(HOUSE, HOUSE_BAR),
    **dict.fromkeys(ADMINISTRATION, OFFICE_BAR),
    Role.PROVIDER: PROVIDER_BAR,
    Role.FACILITATOR: FACILITATOR_BAR,
    Role.STATE_OFFICE: STATE_OFFICE_BAR,
    Role.MINISTRY: MINISTRY_BAR,
    **dict.fromkeys((Role.PARENT_REPRESENTATIVE, Role.PARENT), FAMILY_BAR),
}
COUNTY_TABS = Order(
    "Planung des Landkreises",
    (COUNTY, PLANS, NEED_MAP, FIGURES, KITAS.named("Kitas und Träger"), RESOLUTIONS, COMMISSIONS, BODIES, DEADLINES, ASSESSMENTS, MONEY, IMPORTS),
    (
        ("Planung und Beschlüsse", (COUNTY, PLANS, RESOLUTIONS, COMMISSIONS, BODIES, DEADLINES)),
        ("Bedarfe", (NEED_MAP, ASSESSMENTS, FIGURES)),
        ("Register und Geld", (KITAS, MONEY, IMPORTS)),
    ),
)
REGISTRY_TABS = Order("Register des Landkreises", (SITES, KITAS, PROVIDERS, MUNICIPALITIES, AREAS))
PARTNER_TABS = Order(
    "Partner*innen und Netzwerk",
    (PARTNERS.named("Verzeichnis"), NETWORK, REFERRALS.named("Weitervermitteln"), SUPPORT, REFERRAL_REPORT.named("Monate")),
)
GROWTH_TABS = Order("Entwicklung des Hauses", (STEPS, CONCEPT, CONTRIBUTIONS.named("Aus dem Team"), COORDINATION.named("Koordination"), CHANGES))
#: In the order of a house's year.
SITE_PAGES = Order(
    "Seiten dieses Standorts",
    (
        MASTER, SITE_KITAS, ROOMS, ROOM_PLAN, ABSENCES, PARTNERS, SOCIAL_SPACE, BODIES, ASSESSMENTS, SURVEYS, WISHES, CONTRIBUTIONS, NEEDS, GOALS,
        EVIDENCE, OFFERS, COVERAGE, CLOSING, PUBLICATIONS, REFERRALS, REFERRAL_REPORT, CRISIS, HELP, STEPS, CONCEPT, COORDINATION, CHANGES, CRITERIA,
        INQUIRY, MEMBERS.named("Personen und Rollen"), ENTRIES,
    ),
)  # fmt: skip


# What somebody is invited for -------------------------------------------------------------------------------------


def first_pages(role: Role, kind: str) -> list[EntryPage]:
    """The pages of a role at a kind of place that an invitation to it may name: what the mail says, and where the first log-in leads."""
    bar = BARS[role]
    held = Held(role, 0, kind, frozenset(), "")
    return [page for page in (*bar.pages, *bar.folded) if page.action and _leads_anywhere(page, held)]


def first_page(role: Role, kind: str, purpose: str) -> EntryPage | None:
    """The page an invitation names, itself or a row of it; none where it names nothing, or nothing that the role opens (any more)."""
    view, _ = _named(purpose)
    return next((page for page in first_pages(role, kind) if page.view == view), None)


def _named(purpose: str) -> tuple[str, str]:
    """View and row of what an invitation names: "planning:application_list:12"; without a row the view alone."""
    view, _, row = purpose.rpartition(":")
    return (view, row) if row.isdigit() else (purpose, "")


def first_url(role: Role, place: int, kind: str, purpose: str) -> str:
    """Where the first log-in leads: to what the invitation names, else to the start page."""
    page, (_, row) = first_page(role, kind, purpose), _named(purpose)
    if page is None:
        return HOME.url()
    return reverse(page.row, args=[row]) if row else page.url(place if page.at else None)


# What a person sees -----------------------------------------------------------------------------------------------


def role_shown(access: Access) -> Role | None:
    """The role for which start page, navigation and frame speak: the chosen one while it is held, else the first of the order."""
    return access.speaks_as(access.roles)


def in_order(access: Access) -> list[Held]:
    """The memberships of today, those of the role that is shown first."""
    shown = role_shown(access)
    return sorted(access.held, key=lambda held: (held.role != shown, ORDER.index(held.role), held.place))


def navigation(access: Access, view: str = "", group: str = "") -> list[Link]:
    """The pages of the role that is shown, each once; those it may not open are left out. `view`, `group`: of the page that is shown.

    Without counts of what waits: they would cost every request a query more, or make the reach read the tables of higher apps. The start
    page counts, where the numbers are fresh.
    """
    shown: dict[str, tuple[EntryPage, Link]] = {}
    role = role_shown(access)
    for held in in_order(access):
        if held.role != role:
            break
        bar = BARS[held.role]
        for page, folded in [*((page, False) for page in bar.pages), *((page, True) for page in bar.folded)]:
            if page.view not in shown and _leads_anywhere(page, held):
                shown[page.view] = page, Link(page.view, page.label, page.icon, page.url(held.place if page.at else None), folded)
    _mark([(page, link) for page, link in shown.values() if not link.folded], view, group)
    return [link for _, link in shown.values()]


def _leads_anywhere(page: EntryPage, held: Held) -> bool:
    return (not page.at or held.kind in page.at) and (page.action is None or held.role in ACTIONS[page.action].roles)


def _mark(bar: list[tuple[EntryPage, Link]], view: str, group: str) -> None:
    """The page itself, or the one whose own group the shown page has, or the first one to which this group belongs."""
    exact = [link for _, link in bar if link.view == view]
    own = [link for page, link in bar if group and page.groups[:1] == (group,)]
    others = [link for page, link in bar if group in page.groups]
    for link in [*exact, *own, *others][:1]:
        link.current = True

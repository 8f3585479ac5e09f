"""What stands on the Stammblatt of a site: who runs it, on what it rests, what it is made of, each with its history."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef
from django.db.models.functions import JSONObject
from django.template.defaultfilters import linebreaksbr

from sites.core.access import Access, Request, fetch, rows
from sites.core.days import date_long, is_over, valid
from sites.core.journal import subject_of
from sites.models import FormerName, FormerProvider, Kita, Membership, OrganisationForm, Post, Site, SiteForm, SiteKita, SitePhase, SiteProfile
from sites.pages.room_list import Rooms, rooms_of
from sites.rules.as_of import coordination_on
from sites.rules.staffing import CHANGE_OF_HEAD, RECOMMENDED_FTE, fte_on, head_is_new, vze
from sites.services.roles import facilitators_of

FIELDS_OF_SERVICE = ("base_mandate", "education_partnership", "learning_partnership")
FEATURES = ("low_threshold", "family_orientation", "closeness", "special_needs")


@dataclass(frozen=True)
class KitaLine:
    """A Kita of the site over time. `former`: who ran it before, and until when; `opens`: whether its page is within reach."""

    link: SiteKita
    former: list[tuple[str, date]]
    opens: bool

    @property
    def permit(self) -> str:
        return _permit(self.link.kita)


@dataclass(frozen=True)
class Posts:
    """Posts of today and of before, the head first, with the hints they give rise to. `fte`: the coordination that is filled."""

    current: list[Post]
    former: list[Post]
    facilitators: list[Membership]
    fte: str
    fte_too_much: bool
    new_head: str


@dataclass(frozen=True)
class SiteMaster:
    """`staff`, `rooms`: None for those who may not read them; `alone`: a Verbund with one Kita."""

    site: Site
    today: date
    forms: list[SiteForm]
    phases: list[SitePhase]
    kitas: list[KitaLine]
    alone: bool
    profile: SiteProfile | None
    other_profiles: list[SiteProfile]
    next_year: int | None
    staff: Posts | None
    rooms: Rooms | None
    may_change: bool
    may_correct: bool
    may_post: bool
    may_profile: bool
    sees_bodies: bool

    @property
    def crumbs(self) -> list[tuple[str, str]]:
        return [(self.site.name, self.site.get_absolute_url()), ("Stammblatt", "")]

    @property
    def facts(self) -> list[tuple[str, str]]:
        return _place(self.site, self.staff.fte if self.staff else "")

    @property
    def profile_facts(self) -> list[tuple[str, str]]:
        return _texts(self.profile) if self.profile else []

    @property
    def profile_title(self) -> str:
        return f"Profil {self.profile.year}" if self.profile else "Profil"

    @property
    def profile_label(self) -> str:
        return "Profil ändern" if self.profile and self.profile.year == self.today.year else f"Profil {self.today.year} schreiben"


def site_master_page(request: Request, pk: int) -> SiteMaster:
    """The whole Stammblatt in at most nine queries, whatever the age of the site."""
    access, today = request.access, request.access.today
    former = FormerName.objects.filter(place=pk, subject=subject_of(Site(pk=pk))).order_by("-ends").values(json=JSONObject(name="name", ends="ends"))
    sites = rows(request, Site).select_related("county", "municipality", "planning_area", "social_centre")
    site = fetch(request, sites.annotate(former=ArraySubquery(former), fte_today=coordination_on(today)), pk=pk)
    may = {action: pk in access.reach(action).places for action in ("sites.change", "sites.register", "posts.change", "profiles.change")}
    sees = {action: pk in access.reach(action).places for action in ("posts.view", "rooms.view", "bodies.view")}
    profiles = list(rows(request, SiteProfile).filter(site=site).order_by("-year"))
    profile = next((row for row in profiles if row.year <= today.year), None)
    kitas = _kitas(access, site)
    forms = list(site.forms.order_by(F("ends").desc(nulls_first=True), "-starts", "-leading", "form"))
    phases = list(site.phases.order_by("-starts"))
    site.forms_today, site.phases_today = valid(forms, today), valid(phases, today)
    return SiteMaster(
        site=site,
        today=today,
        forms=forms,
        phases=phases,
        kitas=kitas,
        alone=len(valid([row.link for row in kitas], today)) == 1 and any(row.form == OrganisationForm.NETWORK for row in site.forms_today),
        profile=profile,
        other_profiles=[row for row in profiles if row is not profile],
        next_year=today.year + 1 if all(row.year <= today.year for row in profiles) else None,
        staff=_posts(request, site) if sees["posts.view"] else None,
        rooms=rooms_of(request, site) if sees["rooms.view"] else None,
        may_change=may["sites.change"],
        may_correct=may["sites.register"],
        may_post=may["posts.change"],
        may_profile=may["profiles.change"],
        sees_bodies=sees["bodies.view"],
    )


def _kitas(access: Access, site: Site) -> list[KitaLine]:
    """The Kitas of a site over time, today's first, each with its former providers; one query."""
    former = FormerProvider.objects.filter(kita=OuterRef("kita")).order_by("-ends").values(json=JSONObject(name="provider__name", ends="ends"))
    links: Any = site.kita_links.select_related("kita__provider", "kita__municipality").annotate(former=ArraySubquery(former))
    return [
        KitaLine(link, [(row["name"], date.fromisoformat(row["ends"])) for row in link.former], link.kita in access.reach("sites.view"))
        for link in links.order_by(F("ends").desc(nulls_first=True), "-leading", "kita__sort_key")
    ]


def _permit(kita: Kita) -> str:
    """The operating permit in words: number, day, holder, rooms."""
    if not kita.permit_number:
        return "noch nicht eingetragen"
    day = f" vom {date_long(kita.permit_date)}" if kita.permit_date else ""
    holder = f", {kita.permit_holder}" if kita.permit_holder else ""
    return f"{kita.permit_number}{day}{holder}" + (f"; Räume: {kita.permit_rooms}" if kita.permit_rooms else "")


def _place(site: Any, filled: str) -> list[tuple[str, str]]:
    """Where the site lies and on what its work rests; `filled`: the posts of coordination of today, in VZÄ."""
    decided = "noch nicht entschieden" if site.fte_today is None else f"{vze(site.fte_today)} laut Entscheidung"
    town = f"{site.postcode} {site.municipality.name}"
    return [
        ("Anschrift", f"{site.street}, {town}" if site.street else town),
        ("Landkreis oder Stadt", site.county.name),
        ("Planungsraum", site.planning_area.name if site.planning_area else "noch nicht zugeordnet"),
        ("soziales Zentrum", site.social_centre.name if site.social_centre else ""),
        ("Leistung nach", "§ 16 SGB VIII, Allgemeine Förderung der Erziehung in der Familie (Fachliche Empfehlungen 1.1)"),
        ("Fachliche Grundlage", "Thüringer Bildungsplan bis 18 Jahre, nach § 7 Abs. 1 ThürKigaG (Fachliche Empfehlungen 1.6)"),
        ("Koordination", f"{decided}, {filled} besetzt" if filled else decided),
        *(("früherer Name", row["name"]) for row in site.former),
    ]


def _texts(profile: SiteProfile) -> list[tuple[str, str]]:
    """What a profile says under its headings, also where it says nothing."""
    labels = {field.name: str(field.verbose_name) for field in profile._meta.fields}
    texts = {labels[name]: getattr(profile, name) for name in (*FIELDS_OF_SERVICE, *FEATURES)} | {"Beteiligung": profile.participation}
    return [(label, linebreaksbr(text or "noch nicht beschrieben")) for label, text in texts.items()]


def _posts(request: Request, site: Site) -> Posts:
    today, rank = request.access.today, Post.Function.values.index
    posts = sorted(rows(request, Post).filter(site=site), key=lambda post: rank(post.function))
    fte = fte_on(posts, today)
    return Posts(
        current=[post for post in posts if not is_over(post, today)],
        former=[post for post in posts if is_over(post, today)],
        facilitators=facilitators_of(site, today),
        fte=vze(fte) if fte else "",
        fte_too_much=fte > RECOMMENDED_FTE,
        new_head=CHANGE_OF_HEAD if head_is_new(posts, today) else "",
    )

"""What a house waits for: which step others have to take, who takes it, whether they can be reminded, and when they last were."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, Func, JSONField, OuterRef, Value
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from planning.models import Application, Inquiry, Party, Statement
from planning.services.cases import OWN_VOICE
from reporting.models import Report
from sites.core.access import Access
from sites.core.journal import REMINDED, subject_of
from sites.core.roles import Role
from sites.models import Entry, Site, SiteKita

#: Nobody is reminded of the same thing twice in these days.
PAUSE = timedelta(days=7)
#: For which party which role is reminded; the head speaks for the team, and the municipality has no account.
VOICES = {party: role for party, role in OWN_VOICE.items() if party != Party.TEAM}
type Thing = Application | Inquiry | Report


@dataclass(frozen=True)
class Step:
    """What others have to do about a thing. `role`: None where nobody with an account can; `url`: the page on which it is done."""

    thing: Thing
    role: Role | None
    what: str
    url: str

    @property
    def subject(self) -> str:
        return subject_of(self.thing)


def with_spoken(cases: Any) -> Any:
    """Applications with the parties that have spoken: `spoken`."""
    spoken = Statement.objects.filter(application=OuterRef("pk")).exclude(stance=Statement.Stance.PENDING).values("party")
    return cases.annotate(spoken=ArraySubquery(spoken))


def silent(case: Application) -> list[Party]:
    return [party for party in Party if party not in vars(case)["spoken"]]


def steps_of(thing: Thing) -> Iterator[Step]:
    """The steps that others have to take, as things stand; an application comes from `with_spoken`, an inquiry with its site."""
    if isinstance(thing, Report):
        if thing.state == Report.State.SUBMITTED:
            yield Step(thing, Role.SOCIAL_PLANNER, f"Prüfung des Sachberichts {thing.year}", thing.get_absolute_url())
    elif isinstance(thing, Inquiry):
        if thing.state == Inquiry.State.OPEN:
            office = Role.SOCIAL_PLANNER if thing.office_id == thing.site.county_id else Role.STATE_OFFICE
            yield Step(thing, office, f"Antwort auf „{thing.title}“", reverse("planning:inquiry_detail", args=[thing.pk]))
    elif thing.is_open:
        for party in silent(thing):
            if party != Party.TEAM:
                url = reverse("planning:statement_edit", args=[thing.pk, party])
                yield Step(thing, VOICES.get(party), f"Stellungnahme zum {thing}", url)
        if thing.state == Application.State.SUBMITTED:
            yield Step(thing, Role.SOCIAL_PLANNER, f"Entscheidung über den {thing}", thing.get_absolute_url())


def with_answers(sites: Any, access: Access) -> Any:
    """Sites with who has the next step for them (`answering`, `providers`) and who was reminded (`reminded`): what a `House` is made of."""
    entries = Entry.objects.filter(access.q("entries.view", Entry), place=OuterRef("pk"), kind=REMINDED).order_by("pk")
    run_by = SiteKita.objects.on(access.today).filter(site=OuterRef("pk")).order_by("kita__provider__sort_key")
    provider = JSONObject(**{name: f"kita__provider__{name}" for name in ("name", "email", "phone")})
    return sites.select_related("county", "municipality").annotate(
        answering=Func(F("pk"), Value(access.today), function="thekiz_answering", output_field=JSONField()),
        providers=ArraySubquery(run_by.values(found=provider)),
        reminded=ArraySubquery(entries.values(found=JSONObject(subject="subject", role="details__asked", at="at"))),
    )


class Address(NamedTuple):
    """Whom a mail greets, and where it goes."""

    name: str
    email: str


@dataclass(frozen=True)
class House:
    """A site of `with_answers`, for the person who would remind. Nobody reminds themselves."""

    site: Site
    person: int

    @cached_property
    def providers(self) -> list[dict[str, str]]:
        return list({one["name"]: one for one in vars(self.site)["providers"]}.values())

    def people(self, role: Role) -> list[int]:
        """The accounts that have a step of this role."""
        return [pk for pk in vars(self.site)["answering"].get(role, ()) if pk != self.person]

    def letters(self, role: Role) -> list[Address]:
        """Where nobody has an account: the providers with an address."""
        known = [Address(one["name"], one["email"]) for one in self.providers if one["email"]]
        return known if role == Role.PROVIDER and not self.people(role) else []

    def answers(self, role: Role | None) -> int:
        """How many there are to be reminded."""
        return len(self.people(role)) + len(self.letters(role)) if role else 0

    def who(self, role: Role | None) -> str:
        if role is None:
            return f"Gemeinde {self.site.municipality.name}"
        if role == Role.PROVIDER:
            return f"Träger {', '.join(one['name'] for one in self.providers)}"
        at_county = role in {Role.SOCIAL_PLANNER, Role.YOUTH_WELFARE_OFFICE}
        return f"{role.label} {self.site.county.name}" if at_county else str(role.label)

    def call(self, role: Role | None) -> tuple[str, str]:
        """Whom to call, name and number, as far as the registers say it."""
        if role == Role.PROVIDER:
            return next(((one["name"], one["phone"]) for one in self.providers if one["phone"]), ("", ""))
        if role in {Role.STATE_OFFICE, Role.PARENT_REPRESENTATIVE}:
            return "", ""
        return self.site.county.contact, self.site.county.phone

    def last(self, step: Step) -> date | None:
        """When this role was last reminded of this thing."""
        found = [one["at"] for one in vars(self.site)["reminded"] if (one["subject"], one["role"]) == (step.subject, step.role)]
        return timezone.localdate(datetime.fromisoformat(found[-1])) if found else None

"""What stands on the Stammblatt of a site: who runs it, on what it rests, what it is made of, each with its history."""

from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, F, OuterRef, Q, Sum
from django.db.models.functions import JSONObject
from django.template.defaultfilters import linebreaksbr

from sites.core.access import rows
from sites.core.days import date_long, is_over, valid
from sites.core.journal import subject_of
from sites.models import FormerName, FormerProvider, Kita, OrganisationForm, Post, Room, Site, SiteProfile
from sites.rules.staffing import CHANGE_OF_HEAD, RECOMMENDED_FTE, fte_on, head_is_new, vze
from sites.services.roles import facilitators_of

FIELDS_OF_SERVICE = ("base_mandate", "education_partnership", "learning_partnership")
FEATURES = ("low_threshold", "family_orientation", "closeness", "special_needs")


def with_names(queryset, pk: int):
    """A site with its places and what it was called before."""
    former = FormerName.objects.filter(place=pk, subject=subject_of(Site(pk=pk))).order_by("-ends").values(json=JSONObject(name="name", ends="ends"))
    return queryset.select_related("county", "municipality", "planning_area", "social_centre").annotate(former=ArraySubquery(former))


def _reaches(access, site, *actions: str) -> bool:
    return all(site.pk in access.reach(action).places for action in actions)


def kitas_of(access, site) -> list:
    """The Kitas of a site over time, today's first, each with its former providers; one query."""
    former = FormerProvider.objects.filter(kita=OuterRef("kita")).order_by("-ends").values(json=JSONObject(name="provider__name", ends="ends"))
    found = site.kita_links.select_related("kita__provider", "kita__municipality").annotate(former=ArraySubquery(former))
    links: list[Any] = list(found.order_by(F("ends").desc(nulls_first=True), "-leading", "kita__sort_key"))
    for link in links:
        link.former = [(row["name"], date.fromisoformat(row["ends"])) for row in link.former]
        link.opens, link.permit_words = link.kita in access.reach("sites.view"), permit_of(link.kita)
    return links


def permit_of(kita: Kita) -> str:
    """The operating permit in words: number, day, holder, rooms."""
    if not kita.permit_number:
        return "noch nicht eingetragen"
    day = f" vom {date_long(kita.permit_date)}" if kita.permit_date else ""
    holder = f", {kita.permit_holder}" if kita.permit_holder else ""
    return f"{kita.permit_number}{day}{holder}" + (f"; Räume: {kita.permit_rooms}" if kita.permit_rooms else "")


def place_of(site, filled: str) -> list[tuple[str, str]]:
    """Where the site lies and on what its work rests; `filled`: the posts of coordination of today, in VZÄ."""
    decided = "noch nicht entschieden" if site.coordinator_fte is None else f"{vze(site.coordinator_fte)} laut Entscheidung"
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


def texts_of(profile: SiteProfile) -> list[tuple[str, str]]:
    """What a profile says under its headings, also where it says nothing."""
    labels = {field.name: str(field.verbose_name) for field in profile._meta.fields}
    texts = {labels[name]: getattr(profile, name) for name in (*FIELDS_OF_SERVICE, *FEATURES)} | {"Beteiligung": profile.participation}
    return [(label, linebreaksbr(text or "noch nicht beschrieben")) for label, text in texts.items()]


def posts_of(request, site) -> dict:
    """Posts of today and of before, the head first, with the hints they give rise to."""
    today, rank = request.access.today, Post.Function.values.index
    posts = sorted(rows(request, Post).filter(site=site), key=lambda post: rank(post.function))
    current = [post for post in posts if not is_over(post, today)]
    fte = fte_on(posts, today)
    return {
        "posts": current,
        "former_posts": [post for post in posts if post not in current],
        "fte": vze(fte) if fte else "",
        "fte_too_much": fte > RECOMMENDED_FTE,
        "new_head": CHANGE_OF_HEAD if head_is_new(posts, today) else "",
    }


def _room_for(known: int, of: int, people: int | None) -> str:
    """ "Platz für 60 Personen", and in how many rooms when not all say it."""
    if not known:
        return "Platz noch nicht angegeben" if of else ""
    return f"Platz für {people} Personen{f' in {known} von {of} Räumen' if known < of else ''}"


def rooms_of(request, site) -> dict:
    """How many rooms a site uses inside and outside, and for how many people; one query."""
    inside, outside = Q(external=False), Q(external=True)
    sums = (
        rows(request, Room)
        .filter(site=site)
        .in_use(request.access.today)
        .aggregate(
            inside=Count("pk", filter=inside),
            inside_known=Count("capacity", filter=inside),
            inside_people=Sum("capacity", filter=inside),
            covered=Count("pk", filter=Q(covered=True)),
            outside=Count("pk", filter=outside),
            outside_known=Count("capacity", filter=outside),
            outside_people=Sum("capacity", filter=outside),
        )
    )
    for where in ("inside", "outside"):
        sums[f"{where}_words"] = _room_for(sums[f"{where}_known"], sums[where], sums[f"{where}_people"])
    return sums


def master(request, site) -> dict:
    """The whole Stammblatt in at most eight queries, whatever the age of the site."""
    access, today = request.access, request.access.today
    profiles = list(rows(request, SiteProfile).filter(site=site).order_by("-year"))
    profile = next((row for row in profiles if row.year <= today.year), None)
    kitas = kitas_of(access, site)
    forms = list(site.forms.order_by(F("ends").desc(nulls_first=True), "-starts", "-leading", "form"))
    phases = list(site.phases.order_by("-starts"))
    site.forms_today, site.phases_today = valid(forms, today), valid(phases, today)
    found = {
        "site": site,
        "today": today,
        "forms": forms,
        "phases": phases,
        "kitas": kitas,
        "alone": len(valid(kitas, today)) == 1 and any(row.form == OrganisationForm.NETWORK for row in site.forms_today),
        "profile": profile,
        "other_profiles": [row for row in profiles if row is not profile],
        "next_year": today.year + 1 if all(row.year <= today.year for row in profiles) else None,
        "profile_facts": texts_of(profile) if profile else [],
        "profile_title": f"Profil {profile.year}" if profile else "Profil",
        "profile_label": "Profil ändern" if profile and profile.year == today.year else f"Profil {today.year} schreiben",
        "may_change": _reaches(access, site, "sites.change"),
        "may_correct": _reaches(access, site, "sites.register"),
        "may_post": _reaches(access, site, "posts.change"),
        "may_profile": _reaches(access, site, "profiles.change"),
        "sees_posts": _reaches(access, site, "posts.view"),
        "sees_rooms": _reaches(access, site, "rooms.view"),
        "sees_bodies": _reaches(access, site, "bodies.view"),
    }
    if found["sees_posts"]:
        found |= posts_of(request, site) | {"facilitators": facilitators_of(site, today)}
    if found["sees_rooms"]:
        found["rooms"] = rooms_of(request, site)
    return found | {"facts": place_of(site, found.get("fte", "")), "crumbs": [(site.name, site.get_absolute_url()), ("Stammblatt", "")]}

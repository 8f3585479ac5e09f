"""Bodies of a county or of a house: members with their terms, and the houses that share a steering team."""

from django.db.models import F
from django.http import Http404
from django.shortcuts import redirect

from planning.forms.bodies import BodyForm, BodyMemberForm, BodyNoticeForm, BodySharesForm
from planning.models import Body, BodyMember, BodyNotice, BodySite
from planning.pages.body_detail import audience_of, body_detail_page, body_url, trail_of, trail_to
from planning.pages.body_list import body_list_page
from planning.pages.shared_team import shared_team_page
from planning.rules.shared import other_houses, teams_of_others
from planning.services.bodies import share_body
from sites.core.access import allow, fetch, keep, rows
from sites.core.forms import form_page, posted
from sites.core.pages import render_page
from sites.core.places import place_within, site_within
from sites.core.removal import Removal
from sites.models import Place

NAMED = ("place__county", "place__site")


def place_of(request, pk) -> Place:
    """A county or a site in the reach of the view's own action: bodies lie nowhere else."""
    place = place_within(request, pk)
    if place.kind not in {Place.Kind.COUNTY, Place.Kind.SITE}:
        raise Http404
    return place


def _body(request, pk, *, lock: bool = False) -> Body:
    return fetch(request, rows(request, Body).select_related(*NAMED), pk=pk, lock=lock)


# Bodies -----------------------------------------------------------------------------------------------------------


@allow("bodies.view", reads=("sites.view",))
def body_list(request, place):
    """The bodies of a county or of a house, with how many sit in them and when they last met."""
    place = place_of(request, place)
    return render_page(request, "row_list.html", body_list_page(request, place, place.label))


@allow("bodies.view", reads=("sites.view", "plans.view", "members.view"))
def body_detail(request, pk):
    """A body with its members of today and before, and its meetings."""
    return render_page(request, "planning/body_detail.html", body_detail_page(request, _body(request, pk)))


@allow("bodies.change", "GET", "POST", reads=("sites.view",))
def body_create(request, place):
    """Enter a body of the own place."""
    place = place_of(request, place)
    return _form(request, BodyForm, Body(place=place), place, "Gremium eintragen", body_url, trail_of(place))


@allow("bodies.change", "GET", "POST", reads=("sites.view",))
def body_edit(request, pk):
    """Change a body of the own place."""
    body = _body(request, pk, lock=request.method == "POST")
    return _form(
        request, BodyForm, body, body.place, "Gremium ändern", body_url, trail_to(body), removal=Removal(body, to=trail_of(body.place)[-1][1])
    )


def _named(row) -> str:
    return f"{row._meta.verbose_name} „{row}“"


def _form(request, form_class, row, place, title, target, trail, *, words=_named, removal=None):
    """The page of one row: save, one entry, on to where it shows. `words`: what it is once it is saved; else its German name and itself."""
    return form_page(
        request,
        form_class(*posted(request), instance=row, request=request, at_county=place.kind == Place.Kind.COUNTY),
        save=lambda form: keep(request, form, words(form.instance)),
        done=lambda row: f"{words(row)} ist gespeichert.",
        to=target,
        crumbs=trail,
        title=title,
        pre=trail[-1][0],
        audience=audience_of(place),
        removal=removal,
    )


# Members ----------------------------------------------------------------------------------------------------------


@allow("bodies.change", "GET", "POST", reads=("sites.view",))
def body_member_create(request, body):
    """Enter who sits in a body."""
    body = _body(request, body)
    return _member_form(request, BodyMember(body=body, place=body.place, starts=request.access.today), body, "Mitglied eintragen")


@allow("bodies.change", "GET", "POST", reads=("sites.view",))
def body_member_edit(request, pk):
    """Change a member, or enter the last day."""
    member = fetch(request, rows(request, BodyMember).select_related("body"), pk=pk, lock=request.method == "POST")
    return _member_form(request, member, _body(request, member.body_id), "Mitglied ändern oder beenden")


def _member_form(request, member, body, title):
    target = body_url(body)
    return _form(request, BodyMemberForm, member, body.place, title, target, trail_to(body), removal=Removal(member, about=body))


# Shared by several houses -----------------------------------------------------------------------------------------


@allow("bodies.change", "GET", "POST", reads=("sites.view",))
def body_shares(request, pk):
    """Say which other houses share the steering team of this one."""
    body = _body(request, pk, lock=request.method == "POST")
    if body.kind != Body.Kind.STEERING_TEAM or body.place.kind != Place.Kind.SITE:
        raise Http404
    stored = [str(site) for site in rows(request, BodySite).filter(body=body).values_list("site", flat=True)]
    return form_page(
        request,
        BodySharesForm(*posted(request), request=request, edits=body, initial={"houses": stored}, houses=other_houses(body.place_id)),
        save=lambda form: share_body(access=request.access, body=body, sites=form.cleaned_data["houses"]),
        done="Gespeichert. Die Häuser lesen Termine und Protokolle dieses Steuerungsteams.",
        to=body_url(body),
        crumbs=trail_to(body),
        title="Gemeinsames Steuerungsteam",
        pre=body.name,
        lead="Standorte im Verbund und soziale Zentren können sich ein Steuerungsteam teilen.",
        audience=audience_of(body.place),
    )


@allow("bodies.view", reads=("sites.view",))
def shared_team(request, site):
    """The steering team of another house that this one shares: its meetings with agenda and decisions, to be read alone."""
    return render_page(request, "planning/shared_team.html", shared_team_page(request, site))


@allow("bodies.view", reads=("sites.view",))
def steering_team(request, site):
    """The way to the steering team of a house: its own one, one it shares, or the list where it is entered."""
    place = site_within(request, "bodies.view", site)
    team = rows(request, Body).filter(place=place.pk, kind=Body.Kind.STEERING_TEAM).order_by(F("ends").desc(nulls_first=True), "-pk").first()
    if team:
        return redirect(body_url(team))
    view = "planning:shared_team" if teams_of_others(place.pk, request.access.today) else "planning:body_list"
    return redirect(view, place.pk)


@allow("bodies.change", "GET", "POST", reads=("sites.view",))
def body_notice_create(request, body, kind):
    """Lay a hint about the meetings of a steering team aside, with one sentence."""
    body = _body(request, body)
    if kind not in BodyNotice.Kind:
        raise Http404
    notice = BodyNotice(body=body, place=body.place, kind=kind, laid_on=request.access.today)
    return form_page(
        request,
        BodyNoticeForm(*posted(request), instance=notice, request=request),
        save=lambda form: keep(request, form, f"Hinweis „{notice.get_kind_display()}“ zu {body.name} zurückgestellt:"),
        done="Der Hinweis ist zurückgestellt.",
        to=body_url(body),
        crumbs=trail_to(body),
        title=f"Hinweis zurückstellen: {notice.get_kind_display()}",
        pre=body.name,
        submit="Zurückstellen",
        audience=audience_of(body.place),
    )

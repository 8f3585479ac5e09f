"""Who has which role at a place: lists, giving, ending, standing in, and the invitation's own page."""

from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.urls import reverse

from sites.core.access import allow, fetch, open_view, rows
from sites.core.days import date_long
from sites.core.forms import Form, carry_out, form_page, posted
from sites.core.navigation import first_url
from sites.core.pages import render_page
from sites.core.places import KEYS, name_of, place_within
from sites.core.roles import Role
from sites.forms.people import AccountForm, AddressForm, DeputyForm, EndForm, RoleForm
from sites.models import Invitation, Membership, Place
from sites.pages.member_list import member_list as member_list_page
from sites.rules.giving import may_still_invite, reason_against, roles_to_give
from sites.services.invitations import (
    accept_invitation,
    correct_invitation,
    find_invitation,
    has_account,
    open_account,
    purpose_of,
    renew_invitation,
    withdraw_invitation,
)
from sites.services.roles import assign_role, deputise, end_membership

USED = "Die Einladung ist schon angenommen. Melden Sie sich einfach an."
EXPIRED = "Eine Einladung gilt sieben Tage und kann zurückgenommen werden. Bitten Sie die Person, die Sie eingeladen hat, um eine neue."
FOREIGN = (
    "Sie sind als {email} angemeldet. Melden Sie sich ab und öffnen Sie den Link noch einmal, oder bitten Sie um eine Einladung an diese Adresse."
)
KNOWN = "Zu der Adresse, an die diese Einladung ging, gibt es schon ein Konto. Melden Sie sich an, danach geht es hier weiter."
NO_ACCOUNT = " Sie haben noch kein Konto. Wählen Sie ein Passwort; angemeldet wird sich danach mit der E-Mail-Adresse."


@allow("members.view", reads=("sites.view",))
def member_list(request, place):
    """The people of a place, open invitations, and the places below it."""
    return render_page(request, "sites/member_list.html", member_list_page(request, place_within(request, place)))


@allow("members.change", "GET", "POST", reads=("sites.view",))
def member_give(request, place):
    """Give a role: to somebody with an account, who accepts it on the start page, else by invitation."""
    place = place_within(request, place)
    roles = roles_to_give(request.access, place)
    return form_page(
        request,
        RoleForm(*posted(request), roles=roles, kind=place.kind, request=request, initial={"starts": request.access.today}),
        save=lambda form: assign_role(access=request.access, place=place, **form.cleaned_data),
        done=_given,
        crumbs=_crumbs(place),
        title="Rolle vergeben",
        pre=place.label,
        lead="Sie vergeben nur Rollen, die bei Ihnen liegen. Die Rolle gilt an diesem Ort und für diese Zeit.",
        submit="Rolle vergeben",
    )


def _given(given: Membership | Invitation) -> str:
    if isinstance(given, Membership):
        return f"{given.user.name} findet die Rolle {given.get_role_display()} auf der Startseite und hat sie, sobald sie angenommen ist."
    return f"{given.name} ist eingeladen."


@allow("members.change", "GET", "POST", reads=("sites.view",))
def member_end(request, pk):
    """End a membership; who cannot is told why."""
    membership = _membership(request, pk)
    since = date_long(membership.starts)
    form = EndForm(*posted(request), request=request, initial={"ends": request.access.today}, stored={"ends": membership.ends}, edits=membership)
    return form_page(
        request,
        form,
        save=lambda form: end_membership(access=request.access, membership=membership, **form.cleaned_data),
        done=_saved,
        crumbs=_crumbs(membership.place),
        title="Rolle beenden",
        pre=membership.place.label,
        lead=f"{membership.user.name}, {membership.get_role_display()}, seit {since}. Was die Person eingetragen hat, bleibt.",
        submit="Rolle beenden",
        why_not=reason_against(request.access, membership),
    )


@allow("members.change", "GET", "POST", reads=("sites.view",))
def member_deputise(request, pk):
    """Let somebody stand in for a person for a time."""
    membership = _membership(request, pk)
    who = f"{membership.user.name}, {membership.get_role_display()}"
    return form_page(
        request,
        DeputyForm(*posted(request), request=request, initial={"starts": request.access.today}),
        save=lambda form: deputise(access=request.access, membership=membership, **form.cleaned_data),
        done=_saved,
        crumbs=_crumbs(membership.place),
        title="Vertretung einrichten",
        pre=membership.place.label,
        lead=f"Für {who}. Die Vertretung darf in dieser Zeit dasselbe, unter eigenem Namen.",
        submit="Vertretung einrichten",
        why_not=reason_against(request.access, membership),
    )


def _membership(request, pk: int) -> Membership:
    """A membership within reach, with its person and the name of its place."""
    membership = fetch(request, rows(request, Membership).select_related("user", *KEYS), pk=pk, lock=request.method == "POST")
    membership.place.label = name_of(membership.place)
    return membership


def _saved(membership: Membership) -> str:
    return f"Gespeichert: {membership.user.name}, {membership.get_role_display()}, bis {membership.ends:%d.%m.%Y}."


def _crumbs(place: Place) -> list[tuple[str, str]]:
    return [(f"Personen: {place.label}", reverse("sites:member_list", args=[place.pk]))]


# Invitations ------------------------------------------------------------------------------------------------------


@allow("members.change", "POST", reads=("sites.view",))
def invitation_renew(request, pk):
    """Send the link again."""
    return _on_invitation(request, pk, renew_invitation, "Die Einladung ist noch einmal unterwegs. Der Link gilt wieder sieben Tage.")


@allow("members.change", "GET", "POST", reads=("sites.view",))
def invitation_correct(request, pk):
    """Another address for an invitation that did not arrive; it is sent there at once."""
    invitation = fetch(request, rows(request, Invitation).select_related(*KEYS), pk=pk)
    place = invitation.place
    place.label = name_of(place)
    form = AddressForm(*posted(request), request=request, initial={"email": invitation.email, "name": invitation.name}, edits=invitation)
    return form_page(
        request,
        form,
        save=lambda form: correct_invitation(access=request.access, invitation=invitation, **form.cleaned_data),
        done=lambda row: f"Die Einladung ist an {row.email} unterwegs. Der Link gilt sieben Tage.",
        crumbs=_crumbs(place),
        title="Adresse berichtigen",
        pre=place.label,
        lead=f"Einladung an {invitation.name}, {invitation.get_role_display()}.",
        submit="Berichtigen und senden",
    )


@allow("members.change", "POST", reads=("sites.view",))
def invitation_withdraw(request, pk):
    """Take an invitation back."""
    return _on_invitation(request, pk, withdraw_invitation, "Die Einladung ist zurückgenommen. Ihr Link gilt nicht mehr.")


def _on_invitation(request, pk, service, done):
    invitation = fetch(request, rows(request, Invitation).select_related("place"), pk=pk)
    carry_out(request, lambda: service(access=request.access, invitation=invitation), done)
    return redirect("sites:member_list", invitation.place_id)


@login_not_required
@open_view("GET", "POST")
def invitation_accept(request, secret):
    """The page behind the link of an invitation: with an account log in first, without one choose a name and a password."""
    invitation = find_invitation(secret)
    today, user = request.access.today, request.user
    if invitation is None or not invitation.is_open(today) or not may_still_invite(invitation, today):
        lead = USED if invitation is not None and invitation.accepted else EXPIRED
        way = {"login_url": reverse("account_login"), "label": "Zur Anmeldung"}
        return _no_invitation(request, "Dieser Link gilt nicht mehr", lead, 410 if invitation else 404, **way)
    about = purpose_of(invitation)
    title, pre = f"{invitation.get_role_display()}, {name_of(invitation.place)}", f"Einladung von {invitation.invited_by.name}"
    if user.is_authenticated and user.email.lower() != invitation.email:
        return _no_invitation(request, "Diese Einladung ging an eine andere Adresse", FOREIGN.format(email=user.email), 403)
    if not user.is_authenticated and has_account(invitation.email):
        way = {"login_url": reverse("account_login", query={"next": request.path}), "label": "Anmelden und weiter"}
        return _no_invitation(request, title, KNOWN, 200, pre=pre, **way)
    is_new = not user.is_authenticated
    form = AccountForm(*posted(request), request=request, initial={"name": invitation.name}) if is_new else Form(*posted(request), request=request)

    def accept(form):
        person = open_account(invitation=invitation, **form.cleaned_data) if is_new else user
        membership = accept_invitation(invitation=invitation, user=person, today=today)
        if is_new:
            login(request, person, backend="django.contrib.auth.backends.ModelBackend")
        return membership

    return form_page(
        request,
        form,
        save=accept,
        done=lambda membership: f"Willkommen. Sie haben jetzt die Rolle {membership.get_role_display()}.",
        to=first_url(Role(invitation.role), invitation.place_id, invitation.place_kind, invitation.purpose),
        title=title,
        pre=pre,
        lead=f"{_time_of(invitation)}{_about(about)} Die Einladung ging an {invitation.email}.{NO_ACCOUNT if is_new else ''}",
        submit="Einladung annehmen",
    )


def _about(page) -> str:
    return f" Es geht zuerst um: {page.label}." if page else ""


def _no_invitation(request, title: str, lead: str, status: int, *, pre: str = "Einladung", login_url: str = "", label: str = ""):
    """Nothing to accept now, and the way on: to the log-in, or out of the wrong account."""
    page = {"title": title, "pre": pre, "lead": lead, "login_url": login_url, "label": label}
    return render(request, "sites/invitation_accept.html", page, status=status)


def _time_of(invitation: Invitation) -> str:
    """ "Ab 1. März 2026 bis 31. Mai 2026."""
    until = f" bis {date_long(invitation.ends)}" if invitation.ends else ""
    return f"Ab {date_long(invitation.starts)}{until}."

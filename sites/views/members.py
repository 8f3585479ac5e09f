"""Who has which role at a place: lists, giving, ending, standing in, and the invitation's own page."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.db.models import F, Func
from django.shortcuts import redirect, render
from django.urls import reverse

from sites.core.access import allow, fetch, open_view, rows
from sites.core.days import not_over
from sites.core.forms import page_with_form
from sites.core.lists import choice, page
from sites.core.places import KEYS, name_of, place_within
from sites.core.rights import Role
from sites.forms.people import AccountForm, DeputyForm, EndForm, RoleForm
from sites.models import Invitation, Membership
from sites.services.giving import reason_against, reason_against_correction, roles_to_give
from sites.services.invitations import accept_invitation, find_invitation, has_account, open_account, renew_invitation, withdraw_invitation
from sites.services.places import places_below
from sites.services.roles import also_advises, assign_role, deputise, end_membership


@allow("members.view", reads=("sites.view",))
def member_list(request, place):
    """The people of a place, open invitations, and the places below it."""
    place, access = place_within(request, place), request.access
    past = choice(request, "show", {"past"}) == "past"
    days = ~not_over(access.today) if past else not_over(access.today)
    found = rows(request, Membership).filter(days, place=place).select_related("user", "deputy_for__user", "place")
    key, advises = Func(F("user__name"), function="thekiz_sort"), also_advises(place.pk, access.today)
    members = page(request, found.annotate(sort_key=key, advises=advises))
    for member in members.rows:
        member.reason, member.wrong = reason_against(access, member), reason_against_correction(access, member)
    invitations = rows(request, Invitation).filter(place=place, accepted=None, withdrawn=None).select_related("invited_by")
    roles = roles_to_give(access, place)
    for invitation in (invitations := list(invitations.order_by("-pk"))):
        invitation.mine, invitation.is_over = Role(invitation.role) in roles, invitation.expires < access.today
    context = {"place": place, "page": members, "invitations": invitations, "roles": roles, "past": past}
    context["below"] = places_below(access, place)
    return render(request, "sites/member_list.html", context)


@allow("members.change", "GET", "POST", reads=("sites.view",))
def member_give(request, place):
    """Give a role: at once to somebody with an account, else by invitation."""
    place = place_within(request, place)
    roles = roles_to_give(request.access, place)
    form = RoleForm(request.POST if request.method == "POST" else None, roles=roles, request=request, initial={"starts": request.access.today})
    if request.method == "POST" and form.is_valid():
        try:
            given: Any = assign_role(access=request.access, place=place, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            at_once = isinstance(given, Membership)
            done = f"{given.user.name} hat jetzt die Rolle {given.get_role_display()}." if at_once else f"{given.name} ist eingeladen."
            messages.success(request, done)
            return redirect("sites:member_list", place.pk)
    return page_with_form(request, "sites/member_give.html", form, place=place, crumbs=_crumbs(place, "Rolle vergeben"))


@allow("members.change", "GET", "POST", reads=("sites.view",))
def member_end(request, pk):
    """End a membership; who cannot is told why."""
    return _on_membership(request, pk, EndForm, "sites/member_end.html", "Rolle beenden", end_membership, {"ends": request.access.today})


@allow("members.change", "GET", "POST", reads=("sites.view",))
def member_deputise(request, pk):
    """Let somebody stand in for a person for a time."""
    start = {"starts": request.access.today}
    return _on_membership(request, pk, DeputyForm, "sites/member_deputise.html", "Vertretung", deputise, start)


def _on_membership(request, pk, form_class, template, title, service, initial):
    membership = fetch(request, rows(request, Membership).select_related("user", *KEYS), pk=pk)
    membership.place.label = name_of(membership.place)
    reason = reason_against(request.access, membership)
    form = form_class(request.POST if request.method == "POST" else None, request=request, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            if reason:
                raise ValidationError(reason)
            changed = service(access=request.access, membership=membership, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, f"Gespeichert: {changed.user.name}, {changed.get_role_display()}, bis {changed.ends:%d.%m.%Y}.")
            return redirect("sites:member_list", membership.place_id)
    context = {"membership": membership, "reason": reason, "crumbs": _crumbs(membership.place, title)}
    return page_with_form(request, template, form, **context)


def _crumbs(place, title):
    return [(f"Personen: {place.label}", reverse("sites:member_list", args=[place.pk])), (title, "")]


# Invitations ------------------------------------------------------------------------------------------------------


@allow("members.change", "POST", reads=("sites.view",))
def invitation_renew(request, pk):
    """Send the link again."""
    return _on_invitation(request, pk, renew_invitation, "Die Einladung ist noch einmal unterwegs. Der Link gilt wieder 14 Tage.")


@allow("members.change", "POST", reads=("sites.view",))
def invitation_withdraw(request, pk):
    """Take an invitation back."""
    return _on_invitation(request, pk, withdraw_invitation, "Die Einladung ist zurückgenommen. Ihr Link gilt nicht mehr.")


def _on_invitation(request, pk, service, done):
    invitation = fetch(request, rows(request, Invitation).select_related("place"), pk=pk)
    try:
        service(access=request.access, invitation=invitation)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, done)
    return redirect("sites:member_list", invitation.place_id)


@login_not_required
@open_view("GET", "POST")
def invitation_accept(request, secret):
    """The page behind the link of an invitation: with an account log in first, without one choose a name and a password."""
    invitation = find_invitation(secret)
    today, user = request.access.today, request.user
    if invitation is None or not invitation.is_open(today):
        used = invitation is not None and invitation.accepted is not None
        return render(request, "sites/invitation_over.html", {"used": used}, status=410 if invitation else 404)
    context = {"invitation": invitation, "place": name_of(invitation.place)}
    if user.is_authenticated and user.email.lower() != invitation.email:
        return render(request, "sites/invitation_foreign.html", context, status=403)
    if not user.is_authenticated and has_account(invitation.email):
        return render(request, "sites/invitation_login.html", context)
    form = None
    if not user.is_authenticated:
        form = AccountForm(request.POST if request.method == "POST" else None, request=request, initial={"name": invitation.name})
    if request.method == "POST" and (form is None or form.is_valid()):
        try:
            if form:
                user = open_account(invitation=invitation, **form.cleaned_data)
            membership = accept_invitation(invitation=invitation, user=user, today=today)
        except ValidationError as error:
            if form is None:
                return render(request, "sites/invitation_accept.html", {**context, "problem": " ".join(error.messages)}, status=422)
            form.add_error(None, error)
        else:
            if form:
                login(request, user, backend="django.contrib.auth.backends.ModelBackend")
            messages.success(request, f"Willkommen. Sie haben jetzt die Rolle {membership.get_role_display()}.")
            return redirect("reporting:home")
    if form is None:
        return render(request, "sites/invitation_accept.html", context)
    return page_with_form(request, "sites/invitation_accept.html", form, **context)

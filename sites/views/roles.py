"""A role that was given waits: its person accepts or declines it, and who gave it takes it back."""

from django.http import Http404
from django.shortcuts import redirect

from sites.core.access import allow, fetch, open_view, rows
from sites.core.days import date_long
from sites.core.forms import carry_out
from sites.models import Membership
from sites.rules.giving import own_membership
from sites.services.roles import answer_role, withdraw_role


@open_view("POST")
def membership_accept(request, pk):
    """Take a role that was given to me; from now on it is mine."""
    return _answer(request, pk, accepts=True)


@open_view("POST")
def membership_decline(request, pk):
    """Decline a role that was given to me; who gave it is told."""
    return _answer(request, pk, accepts=False)


def _answer(request, pk: int, *, accepts: bool):
    membership = own_membership(request.access, pk)
    if membership is None:
        raise Http404
    carry_out(request, lambda: answer_role(access=request.access, membership=membership, accepts=accepts), _answered)
    return redirect("reporting:home")


def _answered(membership: Membership) -> str:
    role = membership.get_role_display()
    if membership.declined:
        return f"Sie haben die Rolle {role} abgelehnt. Wer sie Ihnen gegeben hat, sieht das."
    begins = f" Sie gilt ab {date_long(membership.starts)}." if membership.accepted and membership.starts > membership.accepted else ""
    return f"Sie haben die Rolle {role} angenommen.{begins}"


@allow("members.change", "POST", reads=("sites.view",))
def membership_withdraw(request, pk):
    """Take back a role that nobody has accepted yet."""
    membership = fetch(request, rows(request, Membership).select_related("place"), pk=pk)
    carry_out(request, lambda: withdraw_role(access=request.access, membership=membership), "Die Rolle ist zurückgezogen.")
    return redirect("sites:member_list", membership.place_id)

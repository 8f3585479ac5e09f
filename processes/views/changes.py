"""Fundamental changes in a house, and the answers to what they propose."""

from django.shortcuts import redirect

from processes.forms.changes import ChangeForm, DeclineForm
from processes.models import ChangeEvent, ChangeProposal
from processes.pages.change_list import change_list_page
from processes.services.changes import answer_proposal, refuse_removing, save_change
from sites.core.access import allow, fetch, rows
from sites.core.forms import carry_out, form_page, posted
from sites.core.journal import changes_of
from sites.core.navigation import CHANGES
from sites.core.pages import render_page
from sites.core.places import site_within
from sites.core.removal import Removal

NEW = "Veränderung eintragen"


@allow("changes.view", reads=("sites.view",))
def change_list(request, site):
    """What changes in a house, with what is proposed because of it."""
    return render_page(request, "processes/change_list.html", change_list_page(request, site))


@allow("changes.change", "GET", "POST", reads=("sites.view",))
def change_create(request, site):
    """Enter a change; it makes its three proposals."""
    place = site_within(request, "changes.change", site)
    return _change_form(request, ChangeEvent(site=place, starts=request.access.today), place.name, NEW)


@allow("changes.change", "GET", "POST", reads=("sites.view",))
def change_edit(request, pk):
    """Put a change right, or end it."""
    event = fetch(request, rows(request, ChangeEvent).select_related("site"), pk=pk, lock=request.method == "POST")
    return _change_form(request, event, event.site.name, "Veränderung ändern oder beenden")


def _change_form(request, event, site, title):
    is_new = event.pk is None
    return form_page(
        request,
        ChangeForm(*posted(request), instance=event, request=request),
        save=lambda form: save_change(access=request.access, event=form.instance, changes=changes_of(form)),
        done="Die Veränderung ist eingetragen. Daraus sind drei Vorschläge entstanden." if is_new else "Die Veränderung ist gespeichert.",
        crumbs=[CHANGES.crumb(event.site_id)],
        title=title,
        pre=site,
        lead="Solange eine grundlegende Veränderung andauert, sind mindestens 10 Stunden Prozessbegleitung im Monat empfohlen, oder nach Bedarf.",
        audience="changes.view",
        removal=Removal(event, before=lambda: refuse_removing(event)),
    )


@allow("changes.answer", "POST", reads=("sites.view",))
def proposal_accept(request, pk):
    """Take a proposal up: more hours lead to a new agreement, the others become a step of the house."""
    proposal = _proposal(request, pk)
    carry_out(request, lambda: answer_proposal(access=request.access, proposal=proposal, step="accept"), _accepted)
    return redirect(CHANGES.url(proposal.site_id))


def _accepted(proposal: ChangeProposal) -> str:
    if proposal.kind == ChangeProposal.Kind.HOURS:
        return "Angenommen. Die Sozialplanung trägt jetzt die Vereinbarung mit mehr Stunden ein."
    return "Angenommen. Der Schritt steht jetzt im Maßnahmenplan."


@allow("changes.answer", "GET", "POST", reads=("sites.view",))
def proposal_decline(request, pk):
    """Decline a proposal with one sentence."""
    proposal = _proposal(request, pk)
    return form_page(
        request,
        DeclineForm(*posted(request), request=request),
        save=lambda form: answer_proposal(access=request.access, proposal=proposal, step="decline", note=form.cleaned_data["note"]),
        done="Der Vorschlag ist abgelehnt. Er lässt sich später doch noch annehmen.",
        crumbs=[CHANGES.crumb(proposal.site_id)],
        title="Vorschlag ablehnen",
        pre=f"{proposal.event} · {proposal.site.name}",
        lead=f"{proposal}.",
        submit="Ablehnen",
        audience="changes.view",
    )


def _proposal(request, pk: int) -> ChangeProposal:
    return fetch(request, rows(request, ChangeProposal).select_related("event", "site"), pk=pk)

"""Inquiries between a site and the offices: list, asking, the thread, its steps."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import F
from django.http import Http404
from django.shortcuts import redirect, render

from planning.forms.inquiries import InquiryFilter, InquiryForm, MessageForm
from planning.models import Inquiry, InquiryMessage
from planning.rules.checks import grounds_of
from planning.services.inquiries import ask, take_inquiry_step
from sites.core import navigation
from sites.core.access import allow, fetch, rows
from sites.core.forms import page_with_form
from sites.core.lists import choice, page
from sites.core.places import site_within

STEPS = {"answer": "Ihre Antwort ist gesendet.", "ask_again": "Ihre Nachricht ist gesendet.", "close": "Das Anliegen ist abgeschlossen."}


def _inquiries(request):
    return rows(request, Inquiry).select_related("office")


@allow("inquiries.view", reads=("sites.view",))
def inquiry_list(request):
    """What was asked, newest first; open ones can be picked."""
    state = choice(request, "state", Inquiry.State.values)
    found = _inquiries(request).annotate(rank=-F("pk"))
    found = found.filter(state=state) if state else found
    access = request.access
    mine = [held.place for held in access.held if held.kind == "site"] if access.holds("inquiries.ask") else []
    context = {
        "page": page(request, found, "rank"), "form": InquiryFilter(initial={"state": state}, request=request), "state": state,
        "new_url": navigation.INQUIRY.url(mine[0]) if mine else "",
    }  # fmt: skip
    return render(request, "planning/inquiry_list.html", context)


@allow("inquiries.ask", "GET", "POST", reads=("sites.view",))
def inquiry_create(request, site):
    """Ask the county or the state office; the page names the person to call."""
    site = site_within(request, "inquiries.ask", site)
    form = InquiryForm(request.POST if request.method == "POST" else None, instance=Inquiry(site=site), request=request)
    if request.method == "POST" and form.is_valid():
        inquiry = ask(access=request.access, inquiry=form.save(commit=False), text=form.cleaned_data["text"])
        messages.success(request, "Ihr Anliegen ist gesendet. Die Antwort steht hier und kommt als Mail.")
        return redirect("planning:inquiry_detail", inquiry.pk)
    grounds = grounds_of(site.county_id, request.access.today)
    crumbs = [(site.name, site.get_absolute_url()), navigation.INQUIRIES.crumb(), ("Neues Anliegen", "")]
    return page_with_form(request, "planning/inquiry_create.html", form, site=site, representative=grounds.representative, crumbs=crumbs)


@allow("inquiries.view", reads=("sites.view",))
def inquiry_detail(request, pk):
    """The whole thread, for both sides the same."""
    return _thread(request, fetch(request, _inquiries(request), pk=pk))


def _thread(request, inquiry, form=None, status=200):
    context = {
        "inquiry": inquiry, "form": form or MessageForm(request=request),
        "thread": rows(request, InquiryMessage).filter(inquiry=inquiry), "steps": inquiry.flow.open_to(inquiry, request.access),
        "crumbs": [navigation.INQUIRIES.crumb(), (inquiry.title, "")],
    }  # fmt: skip
    return render(request, "planning/inquiry_detail.html", context, status=status)


@allow("inquiries.view", "POST", reads=("sites.view",))
def inquiry_step(request, pk, name):
    """Answer, ask again or close; the flow asks for the right of each step."""
    if name not in STEPS:
        raise Http404
    inquiry = fetch(request, _inquiries(request), pk=pk)
    form = MessageForm(request.POST, request=request)
    if form.is_valid():
        try:
            take_inquiry_step(access=request.access, inquiry=inquiry, name=name, text=form.cleaned_data["text"])
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, STEPS[name])
            return redirect("planning:inquiry_detail", inquiry.pk)
    return _thread(request, fetch(request, _inquiries(request), pk=pk), form, status=422)

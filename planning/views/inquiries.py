"""Inquiries between a site and the offices: list, asking, the thread, its steps."""

from datetime import date

from django.http import Http404
from django.urls import reverse

from planning.forms.inquiries import InquiryForm, MessageForm
from planning.models import Inquiry
from planning.pages.inquiry_detail import inquiry_detail_page
from planning.pages.inquiry_list import inquiry_list_page
from planning.rules.grounds import grounds_of
from planning.services.inquiries import ask, take_inquiry_step
from sites.core import navigation
from sites.core.access import allow, fetch, rows
from sites.core.forms import form_page, posted
from sites.core.pages import names_of, render_page
from sites.core.places import site_within

STEPS = {"answer": "Ihre Antwort ist gesendet.", "ask_again": "Ihre Nachricht ist gesendet.", "close": "Das Anliegen ist abgeschlossen."}


def _inquiries(request):
    return rows(request, Inquiry).select_related("office", "topic")


@allow("inquiries.view", reads=("sites.view",))
def inquiry_list(request):
    """What was asked, newest first; open ones can be picked."""
    return render_page(request, "row_list.html", inquiry_list_page(request, _inquiries(request)))


@allow("inquiries.ask", "GET", "POST", reads=("sites.view",))
def inquiry_create(request, site):
    """Ask the county or the state office; the page names the person to call."""
    site = site_within(request, "inquiries.ask", site)
    return form_page(
        request,
        InquiryForm(*posted(request), instance=Inquiry(site=site), request=request),
        save=lambda form: ask(access=request.access, inquiry=form.instance, text=form.cleaned_data["text"]),
        done="Ihr Anliegen ist gesendet. Die Antwort steht hier und kommt als Mail.",
        to=lambda inquiry: reverse("planning:inquiry_detail", args=[inquiry.pk]),
        crumbs=[(site.name, site.get_absolute_url()), navigation.INQUIRIES.crumb()],
        title="Anliegen stellen",
        pre=site.name,
        lead=_whom_to_call(site.county_id, request.access.today),
        submit="Anliegen senden",
    )


def _whom_to_call(county: int, today: date) -> str:
    person = grounds_of(county, today).representative
    if person is None:
        return ""
    return f"Im Landkreis vertritt {person.name} die ThEKiZ{f', Telefon {person.phone}' if person.phone else ''}."


@allow("inquiries.view", reads=("sites.view",))
def inquiry_detail(request, pk):
    """The whole thread, for both sides the same."""
    page = inquiry_detail_page(request, fetch(request, _inquiries(request), pk=pk), MessageForm(request=request))
    return render_page(request, "planning/inquiry_detail.html", page)


@allow("inquiries.view", "POST", reads=("sites.view",))
def inquiry_step(request, pk, name):
    """Answer, ask again or close; the flow asks for the right of each step."""
    if name not in STEPS:
        raise Http404
    inquiry = fetch(request, _inquiries(request), pk=pk, lock=True)
    page = inquiry_detail_page(request, inquiry, MessageForm(*posted(request), request=request))
    return form_page(
        request,
        save=lambda form: take_inquiry_step(access=request.access, inquiry=inquiry, name=name, text=form.cleaned_data["text"]),
        done=STEPS[name],
        to=reverse("planning:inquiry_detail", args=[inquiry.pk]),
        template="planning/inquiry_detail.html",
        **names_of(page) | {"crumbs": page.crumbs[:-1], "title": inquiry.title},
    )

"""What strangers see of consultation sites: the list, one house with its request, and the page behind the link of a visit."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse

from processes.forms.consultation import OTHER, AskForm, RateForm
from processes.models import ConsultationVisit
from processes.pages.consultation_house import consultation_house_page
from processes.pages.consultation_houses import consultation_houses_page
from processes.pages.visit_status import visit_status_page
from processes.services.consultation import answer_by_link, ask_visit, rate_visit, refusal
from sites.core.access import open_view
from sites.core.forms import form_page, posted
from sites.core.gone import nothing_lost
from sites.core.limits import limit_sending
from sites.core.pages import names_of, render_page
from sites.core.strangers import unlisted


@login_not_required
@open_view()
def consultation_houses(request):
    """Every consultation site, by form and county."""
    return render_page(request, "processes/consultation_houses.html", consultation_houses_page(request))


@login_not_required
@open_view("GET", "POST")
@nothing_lost("organisation", "wished", "question", "name", "contact")
def consultation_house(request, slug):
    """One house: profile, kinds of visits, free times, and a request without an account."""
    page = consultation_house_page(slug, request.access.today)
    if page is None:
        raise Http404
    return form_page(
        request,
        AskForm(*posted(request), slots=page.free, kinds=page.kinds_offered, request=request),
        save=lambda form: _ask(request, slug, form),
        done="",
        to=lambda asked: reverse("processes:visit_status", args=[asked.secret]),
        template="processes/consultation_house.html",
        **names_of(page),
    )


def _ask(request, slug, form):
    limit_sending(request, "visit", slug, most=5)
    typed = form.cleaned_data
    asked = ask_visit(
        slug=slug,
        slot=None if typed["slot"] == OTHER else int(typed["slot"]),
        **{name: typed[name] for name in ("role", "kinds", "organisation", "people", "wished", "question", "name", "contact")},
    )
    if asked.number is None:
        raise refusal(asked.answer)
    return asked


@login_not_required
@open_view("GET", "POST")
def visit_status(request, secret):
    """How a request stands. Only the buttons change it: mail scanners open every link."""
    page = _page(request, secret)
    if request.method == "POST":
        answer_by_link(secret=secret, step=request.POST.get("step", ""))
        return redirect("processes:visit_status", secret)
    return unlisted(render_page(request, "processes/visit_status.html", page))


@login_not_required
@open_view("GET", "POST")
@nothing_lost("took_along", "missed")
def visit_feedback(request, secret):
    """Three short questions after a visit."""
    page = _page(request, secret)
    if page.state != ConsultationVisit.State.HELD or page.rated:
        return redirect("processes:visit_status", secret)

    def save(form):
        names = ("useful", "took_along", "missed")
        return rate_visit(secret=secret, today=request.access.today, **{name: form.cleaned_data[name] for name in names})

    return unlisted(
        form_page(
            request,
            RateForm(*posted(request), request=request),
            save=save,
            done="",
            to=reverse("processes:visit_status", args=[secret]),
            template="processes/visit_feedback.html",
            **names_of(page),
        )
    )


def _page(request, secret):
    page = visit_status_page(secret, request.access.today)
    if page is None:
        raise Http404
    return page

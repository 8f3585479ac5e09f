"""The two doors into the programme: a Kita's interest and its confirmation, the planner's invitation."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, Signer
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from planning.forms.doors import ConfirmForm, DeclineForm, InterestForm, InviteForm
from planning.models import Interest
from planning.services.cases import take_step
from planning.services.doors import confirm_interest, county_of, invite_application, send_interest
from sites.core import navigation
from sites.core.access import allow, fetch, open_view, rows
from sites.core.forms import form_page, posted, status_of
from sites.core.limits import limit_sending

sent = Signer(salt="interest")


@login_not_required
@open_view("GET", "POST", reads=("published.view",), group="interests")
def interest_form(request):
    """A Kita's own door, without an account; after sending the page says what happens now."""
    if request.method == "GET" and (municipality := _sent(request)):
        return render(request, "planning/interest_form.html", {"is_sent": True, "county": county_of(int(municipality))})
    address = reverse("planning:interest_form")
    return form_page(
        request,
        InterestForm(*posted(request), request=request),
        save=lambda form: _send(request, form),
        done="",
        to=lambda municipality: f"{address}?{urlencode({'sent': sent.sign(str(municipality))})}",
        template="planning/interest_form.html",
        is_sent=False,
        county=None,
    )


def _send(request, form: InterestForm) -> int:
    """Send what people have typed; what a machine has typed is thanked for and forgotten. Returns the municipality."""
    data = dict(form.cleaned_data)
    if not data.pop("website"):
        limit_sending(request, "interest", data["municipality"], most=5)
        send_interest(**data)
    return data["municipality"]


def _sent(request) -> str:
    """The municipality of the interest that was just sent. Nonsense is nothing."""
    try:
        return sent.unsign(request.GET.get("sent", ""))
    except BadSignature:
        return ""


@allow("interests.confirm", "GET", "POST", reads=("sites.view",))
def interest_step(request, pk):
    """Look at a Kita's interest and confirm or decline it; confirming opens the site and its application."""
    interest = fetch(request, rows(request, Interest).select_related("municipality__county", "municipality__merged_into"), pk=pk)
    declines = request.method == "POST" and request.POST.get("step") == "decline"
    confirms = request.method == "POST" and not declines
    form = ConfirmForm(request.POST if confirms else None, interest=interest, request=request)
    decline_form = DeclineForm(request.POST if declines else None, request=request, auto_id="decline_%s")
    active = decline_form if declines else form
    if request.method == "POST" and active.is_valid():
        try:
            if declines:
                take_step(access=request.access, obj=interest, name="decline", note=active.cleaned_data["note"])
            else:
                application = confirm_interest(access=request.access, interest=interest, name=form.cleaned_data["name"], **form.house())
        except ValidationError as error:
            active.add_error(None, error)
        else:
            return _after_step(request, interest, None if declines else application)
    context = {"interest": interest, "decline_form": decline_form, "declines": declines, "is_open": interest.state == Interest.State.RECEIVED}
    context["crumbs"] = [navigation.CASES.crumb(), (f"Interesse {interest.kita_name}", "")]
    return render(request, "planning/interest_step.html", {"form": form, **context}, status=status_of(active))


def _after_step(request, interest, application):
    if application is None:
        messages.success(request, f"Das Interesse von „{interest.kita_name}“ wird nicht weiterverfolgt. {interest.contact} bekommt eine E-Mail.")
        return redirect("planning:application_list")
    messages.success(request, f"Der Antrag ist angelegt. {interest.contact} bekommt eine Einladung als Leitung.")
    if request.access.may("applications.view", application):
        return redirect(application)
    return redirect("planning:application_list")


@allow("applications.invite", "GET", "POST", reads=("sites.view", "members.change"))
def application_invite(request):
    """The administration's door: invite a Kita to apply."""

    def save(form):
        names = ("site", "name", "municipality", "contact", "email")
        return invite_application(access=request.access, **{name: form.cleaned_data[name] for name in names}, **form.house())

    form = InviteForm(*posted(request), request=request)
    return form_page(
        request,
        form,
        save=save,
        done=lambda _: "Der Antrag ist angelegt." + (f" {who} bekommt eine Einladung als Leitung." if (who := form.cleaned_data["contact"]) else ""),
        to=lambda application: application.get_absolute_url(),
        crumbs=[navigation.CASES.crumb()],
        title="Kita zum Antrag einladen",
        pre="Weg von der Verwaltung zur Kita",
        lead="Der Antrag wird angelegt, die Leitung bekommt eine E-Mail mit ihrem Zugang.",
        submit="Antrag anlegen und einladen",
    )

"""Views of entries without network: what a device may keep, where it sends to, what waits for a decision, and the worker that serves it."""

import json
from hashlib import sha256

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse

from offers.forms.device import DeviceForm
from offers.forms.sessions import FiguresForm
from offers.models import DeviceEntry, Session
from offers.pages.device_list import device_list_page, mine_of, sessions_of
from offers.rules.figures import before
from offers.rules.logging import loggable
from offers.services.device import decide_entry, take_entry
from sites.core.access import allow, fetch, open_view, rows
from sites.core.forms import carry_out
from sites.core.pages import render_page

READS = ("offers.view", "sites.view")
#: What a device keeps of the application itself, to open without network; nothing of it knows a person.
KEPT = ("js/app.js", "js/queue.js", "js/offline.js", "css/app.css", "vendor/kern/kern.cut.css", "icon.svg")


@allow("sessions.log", reads=READS)
def device_list(request):
    """What waits on this device, what needs a decision, what has arrived today."""
    return render_page(request, "offers/device_list.html", device_list_page(request))


@allow("sessions.log", reads=READS)
def device_pocket(request):
    """What the device may keep: whose it is, the sessions this person logs, and how many entries wait for a decision."""
    conflicts = mine_of(request).filter(outcome=DeviceEntry.Outcome.CONFLICT).count()
    found = {"person": request.user.pk, "token": get_token(request), "sessions": sessions_of(request), "conflicts": conflicts}
    return JsonResponse(found, headers={"Cache-Control": "no-store"})


@allow("sessions.log", "POST", reads=READS)
def device_send(request, pk):
    """One entry of a device. The answer says what has become of it; refused ones stay on the device with their reason."""
    if request.POST.get("person") != str(request.user.pk):  # guard: device-person -> if False:
        return JsonResponse({"outcome": "other", "words": "Dieser Eintrag gehört einer anderen Person."}, status=409)
    session = rows(request, Session).filter(loggable(request.access), pk=pk).select_related("offer__site").select_for_update(of=("self",)).first()
    if session is None:
        return _refused("Diesen Termin gibt es nicht mehr, oder Sie tragen dort nicht mehr ein.", status=404)
    form = DeviceForm(request.POST, highest=before(rows(request, Session), session).highest, request=request)
    if not form.is_valid():
        return _refused(" ".join(str(error) for errors in form.errors.values() for error in errors))
    told = {name: form.cleaned_data[name] for name in ("key", "base", "typed")}
    try:
        entry = take_entry(access=request.access, session=session, **told, values=form.values(), doubtful=form.is_doubtful)
    except ValidationError as error:
        return _refused(" ".join(error.messages))
    return JsonResponse({"outcome": entry.outcome})


def _refused(words: str, status: int = 422) -> JsonResponse:
    return JsonResponse({"outcome": "refused", "words": words}, status=status)


@allow("sessions.log", "POST", reads=READS)
def device_decide(request, pk):
    """Of two entries about one session: take the own one, or leave the one that stands there."""
    entry = fetch(request, mine_of(request).select_related("session__offer"), pk=pk, lock=True)
    entry.session = fetch(request, rows(request, Session).filter(loggable(request.access)).select_related("offer"), pk=entry.session_id, lock=True)
    mine = request.POST.get("take") == "mine"
    done = "Ihr Eintrag gilt jetzt." if mine else "Es bleibt, wie es war."
    carry_out(request, lambda: decide_entry(access=request.access, entry=entry, mine=mine), done)
    return redirect("offers:device_list")


@login_not_required
@open_view()
def device_shell(request):
    """The page that opens without network: everybody's, until the device fills it."""
    return render(request, "offers/device_shell.html", {"form": FiguresForm(hints={}, highest={}, request=request)})


@login_not_required
@open_view()
def device_worker(request):
    """The service worker, at the top of the addresses so that it serves all pages; its name changes with what it keeps."""
    files = [static(name) for name in KEPT]
    settings = {"shell": reverse("offers:device_shell"), "files": files, "cache": f"thekiz-{sha256(' '.join(files).encode()).hexdigest()[:12]}"}
    scripts = ", ".join(json.dumps(static(name)) for name in ("js/queue.js", "js/worker.js"))
    text = f"self.thekiz = {json.dumps(settings)};\nimportScripts({scripts});\n"
    return HttpResponse(text, content_type="text/javascript; charset=utf-8", headers={"Cache-Control": "no-cache"})

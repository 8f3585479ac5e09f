"""The register of evidence: put down once, used where it is needed."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse

from offers.forms.evidence import EvidenceForm
from offers.models import Evidence
from offers.pages.evidence_detail import asked_for, evidence_detail_page, proposals
from offers.pages.evidence_list import evidence_list_page
from offers.services.evidence import save_evidence, use_evidence
from sites.core import navigation
from sites.core.access import allow, fetch, rows
from sites.core.forms import carry_out, form_page, posted
from sites.core.journal import changes_of
from sites.core.pages import render_page
from sites.core.places import site_within
from sites.core.removal import Removal

GROUP = "goals"
READS = ("goals.view", "offers.view", "bodies.view", "documents.view", "sites.view")
GONE = "Wozu dieser Nachweis gehören soll, gibt es hier nicht (mehr). Bitte ordnen Sie ihn unter „Ändern“ zu."


@allow("evidence.view", reads=("sites.view",), group=GROUP)
def evidence_list(request, site):
    """What a house has to show, what holds first."""
    return render_page(request, "row_list.html", evidence_list_page(request, site))


@allow("evidence.view", reads=(*READS, "needs.view", "sessions.view"), group=GROUP)
def evidence_detail(request, pk):
    """One piece of evidence, and what it shows."""
    return render_page(request, "offers/evidence_detail.html", evidence_detail_page(request, pk))


@allow("evidence.change", "GET", "POST", reads=READS, group=GROUP)
def evidence_create(request, site):
    """Put down a piece of evidence, or use one that is there."""
    site = site_within(request, "evidence.change", site)
    of, row = asked_for(request, site.pk, request.GET)
    initial = {"dated": request.access.today, **({f"{of}s": [row.pk]} if row else {})}
    used = [(one, reverse("offers:evidence_use", args=[one.pk])) for one in proposals(request, site.pk, of, row)] if row else []
    shown = {"template": "offers/evidence_create.html", "used": used, "of": of, "row": row}
    return _evidence_form(request, Evidence(site=site), initial, "Nachweis ablegen", **shown)


@allow("evidence.change", "GET", "POST", reads=READS, group=GROUP)
def evidence_edit(request, pk):
    """Change a piece of evidence, or say what else it shows."""
    evidence = fetch(request, rows(request, Evidence).select_related("site"), pk=pk, lock=request.method == "POST")
    removal = Removal(evidence, to=navigation.EVIDENCE.url(evidence.site_id))
    return _evidence_form(request, evidence, {}, "Nachweis ändern", removal=removal)


def _evidence_form(request, evidence: Evidence, initial: dict, title: str, **shown):
    def save(form: EvidenceForm) -> Evidence:
        data = form.cleaned_data
        shows = {"goal": data["goals"], "offer": data["offers"], "meeting": data["meetings"]}
        changes = {name: pair for name, pair in changes_of(form).items() if name != "upload"}
        return save_evidence(access=request.access, evidence=form.save(commit=False), upload=data["upload"], shows=shows, changes=changes)

    here = [(evidence.title, evidence.get_absolute_url())] if evidence.pk else []
    return form_page(
        request,
        EvidenceForm(*posted(request), instance=evidence, request=request, initial=initial),
        save=save,
        done="Der Nachweis ist gespeichert.",
        to=lambda saved: saved.get_absolute_url(),
        crumbs=[navigation.EVIDENCE.crumb(evidence.site_id), *here],
        title=title,
        pre=evidence.site.name,
        lead="Einmal ablegen genügt. Wo er gebraucht wird, ordnen Sie ihn zu.",
        submit="Nachweis speichern",
        audience="evidence.view",
        **shown,
    )


@allow("evidence.change", "POST", reads=READS, group=GROUP)
def evidence_use(request, pk):
    """What is there already shows one thing more."""
    evidence = fetch(request, Evidence, pk=pk, lock=True)
    of, row = asked_for(request, evidence.site_id, request.POST)
    if row is None:
        messages.error(request, GONE)
    else:
        carry_out(request, lambda: use_evidence(access=request.access, evidence=evidence, of=of, row=row), f"„{evidence}“ ist zugeordnet.")
    return redirect(evidence)

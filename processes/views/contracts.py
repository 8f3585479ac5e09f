"""Views of contracts and hours."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import F, Q
from django.shortcuts import redirect, render

from processes.forms import ContractForm, HoursForm, SearchForm
from processes.models import Contract, FacilitationSession
from processes.rules import hours
from processes.rules.recommended import advice, recommended, source
from processes.services import contracts as services
from sites.core.access import allow, fetch, rows
from sites.core.days import MONTHS, date_long
from sites.core.forms import page_with_form
from sites.core.lists import choice, page, word
from sites.core.numbers import exact
from sites.core.rights import Role
from sites.models import Site


@allow("contracts.view", reads=("hours.view", "sites.view"))
def contract_list(request):
    """My sites and my hours for facilitators; the contracts within reach for everybody else."""
    today, ended = request.access.today, choice(request, "ended", {"1"})
    contracts = rows(request, Contract).select_related("site__municipality", "facilitator").annotate(sort_key=F("site__sort_key"))
    contracts = contracts.filter(ends__lt=today) if ended else contracts.filter(ends__gte=today)
    if word(request):
        contracts = contracts.filter(Q(site__name__icontains=word(request)) | Q(facilitator__name__icontains=word(request)))
    contracts = hours.with_phases(hours.with_delivered(contracts, rows(request, FacilitationSession), today))
    found, catalogue = page(request, contracts, "sort_key"), hours.rules()
    for contract in found.rows:
        hours.judge(contract, catalogue, today)
        contract.sees_hours = request.access.may("hours.view", contract)
        if contract.facilitator_id == request.user.pk and contract.running:
            line = FacilitationSession(contract=contract, site_id=contract.site_id, held_on=today)
            contract.form = HoursForm(instance=line, request=request, one_line=True, auto_id=f"c{contract.pk}_%s")
    mine = request.access.roles == {Role.FACILITATOR}
    context = {"page": found, "today": today, "ended": ended, "word": word(request), "mine": mine, "form": SearchForm(initial={"q": word(request)})}
    return render(request, "processes/contract_list.html", context)


@allow("contracts.change", "GET", "POST", reads=("sites.view",))
def contract_create(request, site):
    """The planner enters a contract; the recommended hours stand beside the field."""
    within = (
        rows(request, Site).with_today(request.access.today).prefetch_related("phases").filter(pk__in=request.access.reach("contracts.change").places)
    )
    site = fetch(request, within, pk=site)
    contract = Contract(site=site)
    form = ContractForm(request.POST or None, instance=contract, request=request, initial={"starts": request.access.today})
    if request.method == "POST" and form.is_valid():
        try:
            services.begin_facilitation(access=request.access, contract=form.instance, email=form.cleaned_data["email"])
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, f"Die Vereinbarung mit {contract.facilitator.name} ist eingetragen.")
            return redirect("processes:contract_detail", contract.pk)
    rule = recommended(site.phases.all(), request.access.today, hours.rules())
    context = {"advice": advice(rule) if rule else "", "source": source(rule) if rule else ""}
    return page_with_form(request, "processes/contract_create.html", form, site=site, **context)


@allow("contracts.view", reads=("hours.view", "sites.view"))
def contract_detail(request, pk):
    """One contract: agreed, recommended and delivered, with every line of hours for those who may read them."""
    today, lines = request.access.today, rows(request, FacilitationSession)
    contracts = rows(request, Contract).select_related("site__municipality", "facilitator")
    contract = fetch(request, hours.with_phases(hours.with_delivered(contracts, lines, today)), pk=pk)
    hours.judge(contract, hours.rules(), today)
    lines = lines.filter(contract=contract)
    rule, by_need = contract.rule, contract.rule is not None and contract.rule.hours is None
    context = {
        "contract": contract,
        "today": today,
        "lines": lines[:200],
        "months": hours.by_month(lines),
        "sees_hours": request.access.may("hours.view", contract),
        "may_log": contract.facilitator_id == request.user.pk and contract.running,
        "recommended": "nach Bedarf" if by_need else exact(rule.hours) if rule else "",
        "recommended_unit": "" if by_need else "Stunden",
        "source": source(rule) if rule else "",
        "month_label": f"Geleistet im {MONTHS[today.month - 1]}",
        "month_source": f"von {contract.agreed_text} vereinbarten",
        "delivered_all": exact(contract.delivered_all or 0),
        "last_contact": f"zuletzt am {date_long(contract.last)}" if contract.last else "noch kein Termin",
        "access_ends": f"Der Zugang der Prozessbegleitung endet mit dem {date_long(contract.ends)}.",
    }
    return render(request, "processes/contract_detail.html", context)


@allow("hours.change", "GET", "POST", reads=("contracts.view", "sites.view"))
def hours_create(request, pk):
    """One line of hours, by the facilitator of the contract."""
    within = (
        rows(request, Contract).filter(site_id__in=request.access.reach("hours.change").places).select_related("site__municipality", "facilitator")
    )
    contract = fetch(request, within, pk=pk)
    line = FacilitationSession(contract=contract, site_id=contract.site_id, held_on=request.access.today)
    form = HoursForm(request.POST or None, instance=line, request=request)
    if request.method == "POST" and form.is_valid():
        try:
            line = services.log_hours(access=request.access, line=form.instance)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, f"{exact(line.hours)} Stunden am {line.held_on:%d.%m.%Y} bei {contract.site.name} sind eingetragen.")
            return redirect("processes:contract_list")
    return page_with_form(request, "processes/hours_create.html", form, contract=contract, mine=contract.facilitator_id == request.user.pk)

"""What stands in the letter about a decision: the words of the decision itself, never more than its readers may see on its page."""

from datetime import date
from typing import Any

from django.utils import timezone

from planning.models import Decision
from sites.core.days import date_long
from sites.models import Phase
from sites.rules.as_of import DAY, on_day, with_history

Kind = Decision.Kind
#: What was decided, in one sentence.
VERDICTS = {
    Kind.ESTABLISH: "{site} wird ab {day} in die Entwicklung zum Thüringer Eltern-Kind-Zentrum (ThEKiZ) aufgenommen.",
    Kind.CONTINUE: "{site} wird ab {day} als Thüringer Eltern-Kind-Zentrum (ThEKiZ) fortgeführt.",
    Kind.ADVANCE: "{site} geht ab {day} in die nächste Phase der Entwicklung über: {step}.",
    Kind.END: "Die Arbeit von {site} als Thüringer Eltern-Kind-Zentrum (ThEKiZ) endet mit Wirkung vom {day}.",
    Kind.REJECT: "{site} wird zurzeit nicht in die Entwicklung zum Thüringer Eltern-Kind-Zentrum (ThEKiZ) aufgenommen.",
}
#: Of a site that is not there yet, but on its way.
ON_THE_WAY = {
    Kind.CONTINUE: "{site} geht ab {day} den Weg zum Thüringer Eltern-Kind-Zentrum (ThEKiZ) weiter.",
    Kind.END: "Der Weg von {site} zum Thüringer Eltern-Kind-Zentrum (ThEKiZ) endet mit Wirkung vom {day}.",
}
BASIS = (
    "§ 16 SGB VIII (Allgemeine Förderung der Erziehung in der Familie); Fachliche Empfehlungen für Thüringer Eltern-Kind-Zentren, Abschnitt 2.2 "
    "(integrierte Planung)"
)


def letter_of(decision: Decision, today: date) -> dict[str, Any]:
    """The words of a letter, to the provider and under the name of the day of the decision.

    Needs the decision with site, county, municipality, application, plan, signatory and who has decided.
    """
    site, county = decision.site, decision.site.county
    known = with_history(site.pk)
    then = on_day(known, decision.decided_on)
    providers = then.providers or on_day(known, today).providers
    town = f"{site.postcode} {site.municipality.name}".strip()
    paper = [
        ("Entscheidung", decision.get_kind_display()),
        ("Gremium", decision.get_body_display()),
        ("Beschluss vom", date_long(decision.decided_on)),
        ("Nummer", decision.number),
        ("Förderjahr", str(decision.funding_year or "")),
        ("Beruht auf", str(decision.plan or "")),
        ("Rechtsgrundlage", BASIS),
    ]
    return {
        "county": county.name,
        "site": then.name,
        "office": "Integrierte Sozialplanung",
        "signatory": (decision.signatory or decision.recorded_by).name,
        "contact": county.contact,
        "phone": county.phone,
        "recipient": [line for line in (*providers, then.name, site.street, town) if line],
        "written_on": date_long(today),
        "made_at": timezone.localtime().replace(microsecond=0).isoformat(),
        "file_number": decision.application.file_number if decision.application else "",
        "subject": f"Entscheidung über {then.name}",
        "verdict": _verdict(decision, known).format(site=then.name, day=date_long(decision.effective_from), step=decision.get_kind_display()),
        "paper": [(label, text) for label, text in paper if text],
        "reasons": decision.reasons,
        "conditions": decision.conditions,
        "next_due": f"Über die Fortführung ist bis {date_long(decision.next_due)} zu entscheiden." if decision.next_due else "",
        "over": _over(decision),
    }


def _verdict(decision: Decision, known: Any) -> str:
    """By the phase in which the site goes on, or on the last day before its end."""
    kind, day = Kind(decision.kind), decision.effective_from
    phase = on_day(known, day - DAY if kind == Kind.END else day).phase
    return ON_THE_WAY.get(kind, VERDICTS[kind]) if phase == Phase.ON_THE_WAY.label else VERDICTS[kind]


def _over(decision: Decision) -> str:
    """Why a letter speaks of something that no longer holds."""
    if decision.superseded_by_id:
        return "Diese Fassung der Entscheidung wurde berichtigt und gilt nicht mehr."
    if decision.taken_back:
        return f"Diese Entscheidung wurde am {date_long(decision.taken_back)} zurückgenommen und gilt nicht mehr."
    return ""

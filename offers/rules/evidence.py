"""What counts as evidence of which kind, and which pieces hold on a day (R247, UF10)."""

from datetime import date, timedelta

from django.db.models import Q

from offers.models import Evidence

Kind = Evidence.Kind
#: "Was zählt dazu?", beside each of the kinds that the recommendations name.
WHAT_COUNTS = {
    Kind.MINUTES: "schriftlich, digital oder als Aufnahme: Sitzung der Steuerungsgruppe, Teamsitzung, Elternabend.",
    Kind.PARTICIPANTS: "wie viele da waren, ohne Namen. Die Zahlen stehen schon bei den Terminen.",
    Kind.FEEDBACK: "was Teilnehmende nach einem Angebot zurückmelden, auf Papier oder digital.",
    Kind.PUBLICATION: "Zeitungsartikel, Aushang, Programmheft, Beitrag im Internet.",
    Kind.REPORT: "Tätigkeitsbericht, jährlicher Sachbericht zum Verwendungsnachweis.",
    Kind.STATISTICS: "Zahlen, die Sie oder andere regelmäßig erheben.",
    Kind.QUESTIONNAIRE: "eine Befragung mit ihren Antworten, als Auswertung.",
    Kind.PORTFOLIO: "gesammelte Arbeiten und andere Wege, sich selbst zu prüfen.",
}
NO_FILE = (
    "Zu einer Teilnahmeliste wird keine Datei abgelegt: Die Zahlen stehen bei den Terminen. Verlangt ein Geldgeber Namen, legen Sie beim Angebot "
    "eine namentliche Liste mit dessen Regel an."
)


def valid_in(first: date, last: date) -> Q:
    """Evidence that is there by the last of these days and still held on the first one."""
    return Q(dated__lte=last) & (Q(valid_until__isnull=True) | Q(valid_until__gte=first))


#: From so many days before its end a piece of evidence runs out: time enough to ask for the next one.
SOON = timedelta(days=60)


def ends_soon(day: date) -> Q:
    """What holds on a day and will be over within sixty days."""
    return valid_on(day) & Q(valid_until__lte=day + SOON)


def valid_on(day: date) -> Q:
    """What needs not be asked for again on a day."""
    return valid_in(day, day)

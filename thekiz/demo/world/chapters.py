"""The words of the Sachberichte: three houses' ways of telling each chapter, and the main house's own."""

#: key → variants; {name}, {year}, {next} are filled in.
CHAPTER_TEXTS: dict[str, tuple[str, ...]] = {
    "summary": (
        "Das Haus ist im Jahr {year} zum Treffpunkt über die Kita hinaus geworden. Beratung ist näher gerückt, aber nicht so verlässlich wie geplant.\n\n"
        "Das Elterncafé bleibt die Tür, durch die die meisten Familien zum ersten Mal kommen.",
        "{year} war ein Jahr des Ordnens: Angebote, die nicht mehr gebraucht wurden, haben wir beendet. Was blieb, ist besser besucht als zuvor.",
        "Wir sind angekommen. Familien fragen nicht mehr, ob sie kommen dürfen, sondern wann das nächste Mal ist.",
    ),
    "needs": (
        "Die Bedarfe stammen aus der Befragung der Familien, der Ortsbegehung und vielen Gesprächen an der Tür. Das Steuerungsteam hat sie geordnet, der "
        "Elternbeirat wurde gehört.",
        "Im Ort fehlen ein Treffpunkt am Nachmittag und Rat ohne lange Wege. Daran hat sich nichts geändert; neu ist der Wunsch nach Angeboten am Samstag.",
        "Aus den Elterngesprächen kamen zwei Themen, die wir nicht erwartet hatten: Hilfe mit Anträgen und Bewegung im Winter.",
    ),
    "goals": (
        "Die Ziele leiten sich aus den Bedarfen ab. Sollwerte haben wir während des Jahres nicht verändert.",
        "Zwei Ziele sind auf gutem Weg, bei einem fehlen uns noch Antworten. Wir fragen künftig zweimal im Jahr und kürzer.",
        "Wir haben uns weniger vorgenommen als im Vorjahr und mehr davon erreicht.",
    ),
    "offers": (
        "Begegnung bleibt die Tür. Aus dem Elterncafé heraus entstehen die meisten Beratungsgespräche.\n\nIn den Sommerferien ruhte ein Teil der Angebote; "
        "das war mit den Familien abgesprochen.",
        "Neu war ein Angebot am Samstag. Es kam besser an als gedacht, verlangt aber eine Vertretungsregel.",
        "Die Krabbelgruppe erreicht vor allem Familien ohne Kita-Platz. Viele melden ihr Kind später bei uns an, das ist ein schöner Nebeneffekt.",
    ),
    "participation": (
        "Der Elternbeirat wurde dreimal gehört:\n- zur Fortschreibung der Konzeption\n- zum Raumplan\n- zum Jahresplan {next}\n\nZwei Elternvertretungen "
        "arbeiten im Steuerungsteam mit.",
        "Nach jedem dritten Termin haben wir eine Frage gestellt und die Antworten ausgehängt. Das hat mehr gebracht als der lange Fragebogen.",
        "Familien haben zwei Angebote selbst vorgeschlagen und eines davon geleitet.",
    ),
    "network": (
        "Mit der Beratungsstelle, der Grundschule und der Bibliothek gibt es schriftliche Absprachen. Mit dem Sportverein teilen wir die Halle.",
        "Neu im Netzwerk ist die Hebammenpraxis. Der Kontakt zum Jobcenter kam über die Antragshilfe zustande.",
        "Das Netzwerktreffen im Herbst war gut besucht. Gewünscht wird ein gemeinsamer Kalender für den Ort.",
    ),
    "steering": (
        "Das Steuerungsteam tagte fünfmal, die Sitzung im August entfiel. Die Prozessbegleitung hat zwei Sitzungen moderiert.",
        "Die Koordination war zwei Monate nicht besetzt. Die Leitung hat das Nötigste aufgefangen, zwei Angebote ruhten.",
        "Leitung und Koordination besprechen sich jeden Montag eine halbe Stunde. Das hat vieles leichter gemacht.",
    ),
    "trainings": (
        "Drei Kolleginnen haben die Fortbildung „Gespräche auf Augenhöhe“ besucht. Die Koordination war beim Digitalen Fachaustausch dabei.",
        "Das ganze Team hatte einen Tag zum Thema Armut und Scham. Seitdem steht bei Ausflügen kein Preis mehr auf dem Aushang.",
        "Die geplante Fortbildung ist wegen Krankheit ausgefallen und wird {next} nachgeholt.",
    ),
    "public_relations": (
        "Das Monatsprogramm hängt an zwölf Orten, seit April auch in Einfacher Sprache.",
        "Am meisten wirkt, wenn Eltern Eltern mitbringen. Dazu gibt es jetzt eine kleine Karte zum Weitergeben.",
        "Das Amtsblatt druckt unsere Termine jeden Monat. Die Familienseite wird vor allem am Sonntagabend gelesen.",
    ),
    "deviations": (
        "Ein Angebot, das an einer einzigen Person hängt, ist kein verlässliches Angebot. Wir planen Beratung künftig mit Vertretung.",
        "Die Werkstatt konnte erst nach den Sommerferien beginnen, weil der Raum nicht fertig war.",
        "Abweichungen gab es kaum. Gelernt haben wir, dass zwei gute Termine mehr bringen als vier halbe.",
    ),
    "outlook": (
        "{next} steht die Verlässlichkeit im Vordergrund. Neu ist nur das Väterfrühstück.",
        "Im nächsten Jahr möchten wir mehr Familien erreichen, die noch nie da waren, und gehen dafür auf den Spielplatz.",
        "{next} werten wir mit dem Träger aus, wie die Koordination dauerhaft abgesichert werden kann.",
    ),
}
LINDENHOF_OFFERS = (
    "Das Elterncafé findet seit März am Nachmittag statt. Diesen Wunsch hatten Eltern in der Befragung genannt. Seitdem kommen auch Familien mit "
    "Schulkindern und Großeltern.\n\nDer Vätersamstag ist aus einer Gruppendiskussion entstanden. Väter planen ihn selbst, die Kita stellt Raum und "
    "Material. Aus der Antragshilfe heraus haben wir viele Familien an Beratungsstellen vermittelt."
)
RETURNED_NOTE = "Bitte ergänzen Sie, warum die Beratung im Sommer ruhte, und was Sie daraus für das nächste Jahr ableiten."
REOPENED_NOTE = "Auf Wunsch der Leitung noch einmal geöffnet: Im Kapitel Netzwerk fehlte die neue Vereinbarung."

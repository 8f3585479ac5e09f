"""The words of the demo world: needs, goals and offers as coordinators write them. Invented; no names of children, no cases."""

from dataclasses import dataclass

#: key → title, what is behind it, method, urgent.
NEEDS: dict[str, tuple[str, str, str, bool]] = {
    "treff": (
        "Eltern wünschen sich Austausch am Nachmittag",
        "Beim Abholen stehen viele noch lange auf dem Parkplatz zusammen. Drinnen fehlt ein Ort dafür, vor allem bei Regen.",
        "survey",
        False,
    ),
    "vaeter": (
        "Väter fühlen sich kaum angesprochen",
        "„Da sitzen nur Mütter.“ Der Satz fiel in der Runde dreimal. Gewünscht werden Zeiten am Samstag und etwas, das man zusammen baut.",
        "group_discussion",
        False,
    ),
    "antraege": (
        "Anträge sind schwer zu verstehen",
        "Kinderzuschlag, Wohngeld, Bildung und Teilhabe: Familien kommen mit dem Brief in der Hand. Das Team kann nicht alles wissen.",
        "parent_talk",
        True,
    ),
    "babys": (
        "Familien mit Babys haben keinen Treffpunkt",
        "Die nächste Krabbelgruppe ist eine halbe Stunde Busfahrt entfernt, und der Bus fährt vormittags nur zweimal.",
        "site_walk",
        True,
    ),
    "erziehung": (
        "Rat in Erziehungsfragen ohne lange Wege",
        "Die Beratungsstelle in der Kreisstadt hat neun Wochen Wartezeit. Viele Fragen wären mit einem Gespräch schon leichter.",
        "survey",
        True,
    ),
    "sprache": (
        "Deutsch üben, während die Kinder in der Nähe sind",
        "Der Kurs in der Stadt liegt in der Abholzeit. Die Mütter möchten sprechen, nicht schreiben.",
        "parent_talk",
        False,
    ),
    "schule": (
        "Austausch zum Übergang in die Schule",
        "Eltern der Vorschulkinder wünschen sich, die Lehrerinnen schon im Frühjahr kennenzulernen.",
        "parents_evening",
        False,
    ),
    "grosseltern": (
        "Ältere im Ort möchten etwas mit Familien machen",
        "Der Seniorenbeirat hat angefragt. Mehrere haben Werkstatt und Garten, aber keine Enkel in der Nähe.",
        "other",
        False,
    ),
    "bewegung": (
        "Bewegung im Winter, wenn der Spielplatz leer ist",
        "Die Turnhalle steht nachmittags frei. Von November bis März gibt es im Ort nichts für Familien mit kleinen Kindern.",
        "site_walk",
        False,
    ),
    "alleinerziehend": (
        "Alleinerziehende brauchen Entlastung am Samstag",
        "Einkauf, Wäsche, Behördenpost: Am Samstag kommt alles zusammen. Zwei Stunden Betreuung würden helfen.",
        "group_discussion",
        True,
    ),
    "kochen": (
        "Gesund kochen mit wenig Geld",
        "Beim Frühstück im Herbst kam die Frage auf, wie man für zehn Euro eine Familie satt bekommt.",
        "parent_talk",
        False,
    ),
    "medien": (
        "Unsicherheit beim Umgang mit Handy und Tablet",
        "Wie viel ist zu viel? Die meisten Eltern fragen nicht nach Verboten, sondern nach Ideen.",
        "survey",
        False,
    ),
}
#: key → need, title, step, indicator (title, unit, baseline, of, target, of); the denominators None make plain numbers.
GOALS: dict[str, tuple[str, str, int, tuple[str, str, int, int | None, int, int | None]]] = {
    "kontakte": ("treff", "Eltern finden Kontakte im Wohngebiet", 6, ("Eltern nennen neue Kontakte", "Eltern", 16, 39, 28, 40)),
    "vaeter": ("vaeter", "Väter gestalten Angebote selbst", 5, ("Von Vätern geplante Termine", "Termine", 0, None, 6, None)),
    "leistungen": ("antraege", "Familien kommen leichter zu ihren Leistungen", 6, ("Begleitete Anträge", "Anträge", 8, None, 30, None)),
    "babyzeit": ("babys", "Familien mit Babys kommen regelmäßig ins Haus", 5, ("Kommen mindestens dreimal", "Familien", 4, 15, 12, 20)),
    "erziehung": ("erziehung", "Eltern wissen, wer ihnen bei Erziehungsfragen hilft", 4, ("Kennen zwei Stellen", "Eltern", 12, 35, 26, 40)),
    "sprache": ("sprache", "Mütter sprechen im Alltag mehr Deutsch", 5, ("Erledigen Wege ohne Begleitung", "Mütter", 3, 11, 8, 12)),
    "schule": ("schule", "Eltern gehen sicher in den Übergang zur Schule", 4, ("Fühlen sich gut vorbereitet", "Eltern", 9, 24, 20, 26)),
    "generationen": ("grosseltern", "Alt und Jung kennen sich im Ort", 7, ("Ältere, die regelmäßig mitmachen", "Ältere", 2, None, 8, None)),
    "bewegung": (
        "bewegung",
        "Familien bewegen sich auch im Winter gemeinsam",
        5,
        ("Familien in der Turnhalle je Termin", "Familien", 0, None, 9, None),
    ),
    "entlastung": ("alleinerziehend", "Alleinerziehende haben ein Netz im Ort", 6, ("Haben jemanden, der einspringt", "Eltern", 4, 14, 10, 15)),
}


@dataclass(frozen=True)
class Plan:
    """An offer as it is copied to many houses: what it is, whom it answers, when it is, how many come."""

    title: str
    text: str
    types: tuple[str, ...]
    need: str
    goal: str | None
    field: int
    bases: tuple[int, ...]
    room: str
    executor: str
    executor_name: str
    every: int
    weekday: int
    hour: int
    minutes: int
    come: tuple[float, float, float]
    minute: int = 0
    where: str = "inside"


#: Numbers of the catalogue of legal bases: support in the family, separation and custody, child protection, prevention.
SUPPORT, CUSTODY, PROTECTION, PREVENTION = 2, 3, 4, 5
S16 = (SUPPORT,)
OFFERS: dict[str, Plan] = {
    "cafe": Plan(
        "Elterncafé", "Kaffee, Kuchen und Zeit zum Reden. Die Kinder spielen nebenan. Einfach dazukommen.", ("encounter",), "treff", "kontakte", 3, S16,
        "Familienraum", "own_staff", "", 7, 2, 15, 90, (6.5, 2.6, 8.5),
    ),
    "krabbel": Plan(
        "Krabbelgruppe", "Für Familien mit Kindern bis zwei Jahre, auch ohne Kita-Platz. Wir singen, krabbeln und tauschen uns aus.",
        ("encounter", "education"), "babys", "babyzeit", 3, S16, "Turnraum", "own_staff", "", 7, 1, 9, 90, (3.2, 4.1, 7.4), 30,
    ),
    "beratung": Plan(
        "Sprechstunde Erziehungsberatung", "Schlaf, Trotz, Geschwisterstreit: Die Beratungsstelle kommt ins Haus. Vertraulich und ohne Überweisung.",
        ("counselling",), "erziehung", "erziehung", 4, S16, "Beratungszimmer", "partner", "Beratungsstelle für Familien", 14, 3, 17, 60,
        (1.9, 0.8, 0.0), 30,
    ),
    "vaeter": Plan(
        "Vätersamstag", "Väter und Kinder bauen, kochen oder gehen in den Wald. Geplant wird von den Vätern selbst.", ("encounter",), "vaeter", "vaeter", 3,
        S16, "Turnhalle am Park", "volunteer", "", 28, 5, 10, 120, (4.2, 1.1, 5.8), 0, "nearby",
    ),
    "antrag": Plan(
        "Antragshilfe mit der Lotsin", "Formulare mitbringen, gemeinsam ausfüllen. Kinderzuschlag, Wohngeld, Bildung und Teilhabe.",
        ("counselling", "accompaniment"), "antraege", "leistungen", 4, S16, "Büro der Koordination", "own_staff", "", 14, 3, 14, 120, (1.8, 1.2, 0.4),
    ),
    "babytreff": Plan(
        "Babytreff", "Das erste Jahr gemeinsam: stillen, tragen, schlafen. Eine Hebamme ist dabei.", ("encounter", "education"), "babys", "babyzeit", 3,
        (SUPPORT, PROTECTION), "Familienraum", "partner", "Hebammenpraxis im Ort", 7, 3, 9, 90, (1.6, 4.4, 6.0), 30,
    ),
    "deutsch": Plan(
        "Sprechcafé Deutsch", "Reden, lachen, fragen. Ohne Prüfung und ohne Anmeldung. Die Kinder dürfen mit.", ("education", "encounter"), "sprache",
        "sprache", 3, S16, "Kinderküche", "volunteer", "", 7, 0, 9, 90, (3.1, 2.2, 2.4),
    ),
    "schule": Plan(
        "Schulstart gemeinsam", "Lehrerinnen der Grundschule und Eltern der Vorschulkinder an einem Tisch.", ("education",), "schule", "schule", 3, S16,
        "Gruppenraum", "partner", "Grundschule", 28, 2, 16, 90, (8.4, 0.6, 2.1), 30,
    ),
    "werkstatt": Plan(
        "Werkstatt der Generationen", "Ältere aus dem Ort zeigen, wie man sägt, sät und flickt.", ("encounter", "education"), "grosseltern",
        "generationen", 6, S16, "Werkstatt und Garten", "volunteer", "", 14, 4, 15, 90, (2.9, 3.8, 6.1),
    ),
    "turnen": Plan(
        "Offene Turnhalle", "Klettern, rollen, balancieren. Für Kinder bis sechs mit ihren Erwachsenen.", ("encounter",), "bewegung", "bewegung", 3,
        (SUPPORT, PREVENTION), "Turnhalle", "own_staff", "", 7, 4, 16, 90, (5.4, 3.0, 10.2), 0, "nearby",
    ),
    "kueche": Plan(
        "Familienküche", "Wir kochen, was satt macht und wenig kostet, und essen zusammen.", ("education", "encounter"), "kochen", None, 3,
        (SUPPORT, PREVENTION), "Kinderküche", "own_staff", "", 14, 2, 16, 120, (4.6, 1.8, 6.3),
    ),
    "samstag": Plan(
        "Samstagszeit für Alleinerziehende", "Zwei Stunden Luft: Die Kinder sind betreut, für die Großen gibt es Kaffee und Ruhe.",
        ("encounter", "accompaniment"), "alleinerziehend", "entlastung", 4, S16, "Familienraum", "own_staff", "", 28, 5, 10, 120, (3.1, 1.3, 5.2),
    ),
    "medien": Plan(
        "Elternabend: Kinder und Medien", "Was Bildschirme mit kleinen Kindern machen und was Familien stattdessen gern tun.", ("education",), "medien",
        None, 3, S16, "Mehrzweckraum", "freelancer", "Medienpädagoge auf Honorar", 84, 1, 18, 90, (9.1, 2.2, 0.0),
    ),
    "paar": Plan(
        "Beratung bei Trennung und Umgang", "Wie es für die Kinder gut weitergeht. Vertraulich, nach Absprache.", ("counselling",), "erziehung", "erziehung",
        4, (CUSTODY,), "Beratungszimmer", "partner", "Ehe-, Familien- und Lebensberatung", 28, 0, 16, 90, (1.2, 0.7, 0.0),
    ),
    "singen": Plan(
        "Singen im Flur", "Zwanzig Minuten am Morgen, alle stehen zusammen und singen. Wer mag, bleibt zum Tee.", ("encounter",), "treff", "kontakte", 3, S16,
        "Eingangshalle", "own_staff", "", 14, 4, 8, 45, (5.2, 0.7, 9.6),
    ),
    "lotse": Plan(
        "Lotsengänge zu Ämtern und Beratungsstellen", "Wir gehen mit, wenn der Weg schwerfällt.", ("accompaniment",), "antraege", "leistungen", 4, S16,
        "unterwegs", "own_staff", "", 14, 1, 10, 120, (0.9, 0.6, 0.3), 0, "arranged",
    ),
}  # fmt: skip
#: What a running house offers by its form, in the order in which it began with them.
USUAL = {
    "one_roof": ("cafe", "krabbel", "beratung", "turnen", "antrag", "kueche", "deutsch"),
    "guide": ("antrag", "lotse", "cafe", "beratung", "krabbel", "medien"),
    "gallery": ("cafe", "krabbel", "schule", "vaeter", "deutsch", "werkstatt", "babytreff"),
    "network": ("krabbel", "cafe", "turnen", "beratung", "werkstatt", "samstag", "singen", "lotse"),
}
FURTHER = ("vaeter", "samstag", "medien", "paar", "singen", "babytreff", "schule", "kueche")
NOTES = (
    "Viele neue Gesichter, gute Stimmung.", "Thema: Schlafen.", "Kleine Runde, dafür lange Gespräche.", "Die Hebamme war dabei.",
    "Bitte wiederholen, es war zu kurz.", "Drei Familien kamen durch die Nachbarin.", "Draußen im Garten, das hat gutgetan.",
    "Wir brauchen mehr Stühle.", "Zwei Großmütter haben vorgelesen.", "Thema: Eingewöhnung.", "Wegen Glatteis weniger als sonst.",
    "Eine Mutter möchte selbst ein Treffen leiten.",
)  # fmt: skip
TOPICS = (
    ("Teamberatung zur Raumnutzung am Nachmittag", "advice"), ("Moderation des Steuerungsteams", "moderation"), ("Coaching der Leitung", "coaching"),
    ("Sozialraumkarte mit dem Team", "moderation"), ("Fortbildung: Gespräche auf Augenhöhe", "training"), ("Vorbereitung der Elternbefragung", "advice"),
    ("Auswertung der Elternbefragung", "advice"), ("Ziele und Indikatoren für das nächste Jahr", "moderation"), ("Fallfreie Beratung: Rollen im Team", "coaching"),
    ("Absprache mit dem Träger zur Freistellung", "advice"), ("Fortschreibung der Konzeption", "advice"), ("Ortsbegehung im Wohngebiet", "moderation"),
    ("Fortbildung: Väter erreichen", "training"), ("Jahresgespräch mit der Koordination", "coaching"),
)  # fmt: skip
VISIONS = (
    "Ein Haus, in dem jede Familie im Ort jemanden kennt, den sie fragen kann.",
    "Wir wollen der Ort sein, an dem Eltern nicht erst ein Problem haben müssen, um zu kommen.",
    "Familien gestalten mit: Was hier stattfindet, haben sie sich selbst gewünscht.",
    "Kurze Wege, offene Türen, ein Kaffee und ein offenes Ohr, auch für Familien ohne Kita-Platz.",
)
DIRECTIONS = (
    "Bus bis „Lindenweg“, dann zwei Minuten zu Fuß. Der Eingang ist am Garten, ohne Stufen.",
    "Vom Markt aus fünf Minuten bergauf, die Tür neben dem Spielplatz. Klingeln bei „Familienraum“.",
    "Parkplätze gibt es vor der Turnhalle. Mit dem Kinderwagen bitte den Weg am Bach nehmen.",
    "Haltestelle direkt vor dem Haus. Der Familienraum liegt im Erdgeschoss links.",
)

"""The only place that says when a text looks as if it told of one person: a hint at free text, never a refusal (R042, UF18).

One pure function, without network and without a model: the text goes nowhere. `static/js/personal.js` carries the same patterns, so that the
hint appears while somebody writes; a test holds the two together.
"""

import re

PHONE, BIRTH, MATTER = "eine Telefonnummer", "ein Geburtsdatum", "ein Name neben etwas Vertraulichem"
HINT = (
    "Hier steht vielleicht {}. Bitte schreiben Sie so, dass niemand zu erkennen ist: ohne Namen, Nummern und Diagnosen. "
    "Speichern können Sie trotzdem."
)
#: Letters, and those a name begins with: Latin with its marks, and Cyrillic.
LETTER = "A-Za-zÀ-ÖØ-öø-ɏА-яЁёІіЇїЄєҐґ"
UPPER = "A-ZÀ-ÖØ-ÞĆČĐĘĞİŁŃŐŘŚŞŠŤŪŰŹŻŽА-ЯІЇЄҐ"
NEAR = 160  # letters between a name and a matter: the same sentence, or the next one

FIRST_NAMES = """
Aaliyah Abdul Adam Adrian Ahmad Ahmed Aileen Alexander Alexandra Ali Alina Amar Amelie Amina Amir Amira Anastasia Andrea Andreas Andrij
Angelika Anja Anna Anne Annika Anton Arne Artem Arthur Arwa Ayla Ayşe Aylin Barbara Bashir Bastian Ben Benedikt Benjamin Bianca Birgit Björn
Bogdan Bohdan Carla Carlotta Carolin Charlotte Christian Christiane Christina Christoph Clara Claudia Cornelia Dana Daniel Daniela Danilo
Daria Dariusz David Denis Dennis Diana Dirk Dmytro Dominik Doreen Elena Elias Elif Elina Elisa Elisabeth Ella Emil Emilia Emily Emma Emre
Enes Erik Eva Fabian Farid Fatima Fatma Felix Ferdinand Fiete Finja Finn Florian Franziska Frank Frida Frieda Georg Gerd Greta Grit Hamza
Hanna Hannah Hannes Hans Hassan Heike Helena Helene Henri Henriette Henry Hussein Ibrahim Ida Ina Ines Inga Ingrid Iryna Isabel Isabella
Ivan Iwan Jakob Jamal Jan Jana Janina Janine Jannik Jannis Jasmin Jason Jens Jessica Joanna Johann Johanna Johannes Jolina Jonah Jonas
Jonathan Josefine Joshua Josua Julia Julian Juri Jürgen Justin Karim Karin Karl Karolina Kateryna Katharina Kathrin Katja Katrin Kerstin
Kevin Khaled Kiara Kilian Klara Klaus Konstantin Krzysztof Lara Larissa Lars Laura Layla Lea Leah Leila Lena Leni Lennard Lennart Leo Leon
Leonard Leonie Leyla Liam Lilli Lilly Lina Linda Linh Linus Lisa Lotta Lotte Louis Louisa Luca Lucas Lucy Luis Luisa Luka Lukas Luna Mahmoud
Maja Malak Mandy Manuel Manuela Marc Marcel Marco Marek Maria Mariam Marie Marina Mario Marion Mark Marko Markus Marlene Marta Martha Martin
Martina Marwa Maryam Mathilda Mats Matteo Matthias Maximilian Maya Mehmet Melanie Melina Melissa Merle Mia Michael Michaela Mika Mila Milan
Milena Mina Minh Miriam Mohamed Mohammad Mohammed Mona Monika Moritz Muhammad Murat Mustafa Mykola Nadine Nadja Natalia Natascha Nele Nicole
Niklas Nils Nina Noah Noel Nora Nour Oksana Ole Oleg Oleksandr Olena Olga Oliver Olivia Omar Oskar Ömer Paul Paula Pauline Pavel Peggy Petra
Philipp Phuong Pia Rahel Ralf Rami Ramona Rania Raphael Rebecca Renate Robert Robin Romy Ronja Ronny Rosa Ruslan Sabine Sabrina Said Salma
Samira Samuel Sandra Sara Sarah Saskia Sebastian Selim Selina Semra Serhij Sibel Silke Silvia Simon Simone Sina Sofia Sofie Sonja Sophia
Sophie Stefan Stefanie Steffen Stella Svenja Sven Swetlana Talia Tamara Tanja Tarek Taras Tatjana Thea Theo Theresa Thomas Thorsten Tilda
Till Tim Timo Tina Tobias Tom Torsten Tuan Ulrike Umut Ursula Uwe Valentin Valentina Vanessa Vera Veronika Victoria Viktor Viktoria Vincent
Volodymyr Walter Wiebke Wiktor Wolfgang Yara Yasin Yasmin Yusuf Zahra Zeynep Zoe Zofia Oleh Myroslava Solomija
"""
#: Who may say of somebody else what concerns them: "Frau Kern vom Jugendamt" works there.
EMPLOYERS = """
Jugendamt Sozialamt Gesundheitsamt Landratsamt Amtsgericht Familiengericht Jobcenter Klinik Klinikum Krankenhaus Polizei Frühförderstelle
Suchtberatung Schuldnerberatung Schwangerenberatung Schwangerschaftsberatung Erziehungsberatung Erziehungsberatungsstelle Trennungsberatung
Frauenhaus Migrationsberatung Anwaltsverein Beratungsstelle Familienberatung Kinderarztpraxis Arztpraxis Praxis Therapiezentrum
Pflegestützpunkt
"""
HEALTH = (
    "krank(?!enkasse|enschwester)|diagnos|adhs|autis|depress|depri|psych|therap|klinik|medikament|tablette|allergi|epilep|diabet|krebs|behinder|"
    "entwicklungsverz|sprachstörung|sprachverz|verhaltensauff|schwanger|fehlgeburt|abtreib|sucht(?!e|en)|alkohol|drogen|trinkt|nimmt drogen|"
    "abhängig|hiv|asthma|trauma|angststör|panikatt|burnout|suizid|selbstmord|umbringen|ritzt|logopäd|pflegegrad|operiert|operation|herzfehler|"
    "magersucht|übergewicht|einnässt|nässt|infektion|corona|positiv getestet|hospitalis|wochenbett|frühgeburt|down-syndrom|trisomie|schlaganfall"
)
FAMILY = (
    "trennung|getrennt|trennt|verlassen|scheid(?:ung|en|et)|geschieden|sorgerecht|umgangsrecht|umgang mit dem vater|unterhalt(?!ung|sam|en)|gewalt|"
    "schlägt|geschlagen|blaue flecke|misshand|vernachlässig|kindeswohl|missbrauch|frauenhaus|pflegefamilie|inobhut|in obhut|verstorben|gestorben|"
    "todesfall|fremdgeh|affäre|vaterschaft|adoptiert|heimunterbring|überforder|weint jeden|beziehungsprobleme|ehekrise|ehestreit"
)
LAW = (
    "schulden|verschuldet|insolven|jobcenter|bürgergeld|hartz|aufenthaltstitel|aufenthaltserlaubnis|asyl|abschieb|abgeschoben|duldung|geduldet|"
    "vor gericht|familiengericht|amtsgericht|gerichtstermin|angezeigt|anzeige erstattet|polizei|im gefängnis|in haft|verhaftet|vorbestraft|bewährung|"
    "anwalt|anwält|jugendamt|räumung|wohnung verloren|obdachlos|wohnungslos|arbeitslos|gekündigt|schufa|pfänd|straftat|gestohlen|betreuungsverfügung"
)


def _words(text: str) -> str:
    return "|".join(sorted(set(text.split()), key=lambda word: (-len(word), word)))


_BEFORE, _AFTER = f"(?<![{LETTER}-])", f"(?![{LETTER}-])"
_NAME = f"[{UPPER}][{LETTER}’'-]*"
_TITLES = "Bürgermeister|Minister|Landrat|Holle|Pfarrer|Präsident"
#: Regular expressions that mean the same in Python and in browsers. Those of `ANY_CASE` do not mind capitals.
PATTERNS = {
    "phone": (
        r"(?<![0-9A-Za-z.,:/-])(?:\+49|0049|0)[ /()-]{0,3}[1-9](?:[ /()-]{0,3}[0-9]){5,}(?![0-9.,:]*[0-9])"
        r"|(?:[Tt]el|[Tt]elefon|[Hh]andy|[Mm]obil|[Nn]ummer|[Ww]hats[Aa]pp)[a-z]{0,8}[.:]{0,2} {0,2}\+?[0-9](?:[ /-]?[0-9]){4,}"
    ),
    "birth": (
        r"(?:geb\.|geboren|Geburtstag|Geburtsdatum|Geb\.-Dat\.|\*) {0,2}(?:ist |war |am |den |im |: ?){0,2}"
        r"(?:[0-9]{1,2}\. ?(?:[0-9]{1,2}\.|Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember)"
        r"|[0-9]{4}-[0-9]{2}-[0-9]{2})"
        rf"|{_BEFORE}(?:{_words(FIRST_NAMES)})(?: {_NAME})?,? ?\(?(?:\*|geb\.)? ?[0-9]{{1,2}}\.[0-9]{{1,2}}\.(?:19|20)[0-9]{{2}}"
    ),
    "name": (
        rf"{_BEFORE}(?:Frau|Herrn?|Familie|Fam\.|Fr\.|Hr\.) (?!{_TITLES})(?:(?:Dr\.|von|van|der|El|Al) )*{_NAME}"
        rf"|{_BEFORE}(?:Kind|Junge|Jungen|Mädchen|Mutter|Vater|Mama|Papa|Eltern|Sohn|Tochter|Bruder|Schwester|Oma|Opa|Familie) (?:von )?[{UPPER}]\."
        rf"|{_BEFORE}(?:{_words(FIRST_NAMES)})s?{_AFTER}"
        rf"|(?<![{LETTER}.])(?!Z\. ?B\.|U\. ?A\.|D\. ?H\.|I\. ?D\.)[{UPPER}]\. ?[{UPPER}]\.(?![{LETTER}])"
    ),
    "matter": f"{HEALTH}|{FAMILY}|{LAW}",
    "employer": rf"(?:vom|von der|aus der|aus dem|beim|bei der|im|in der|des|der|das|die) (?:{_words(EMPLOYERS)})s?{_AFTER}",
    "topic": (
        "(?:Vortrag|Abend|abend|Kurs|kurs|Workshop|Fortbildung|Fachtag|Sprechstunde|sprechstunde|Beratung|beratung|Gruppe|gruppe|Information|Info|"
        f"Broschüre|Flyer|Thema|Angebot|Film|Buch|Gespräch|berichtet|informiert|spricht|erklärt|Fragen|Hilfe|Unterstützung|referiert)[{LETTER}]*"
        f"(?: (?:von|mit|durch|für|am|im|der|die|das|bei|in|den|und) ?(?:(?:Frau|Herrn?|Dr\\.) )*[{LETTER}.-]+){{0,2}}"
        f" (?:zu|zum|zur|über|rund um|gegen|bei|nach|mit|für)(?: (?:dem|der|den|die|das|einer|einem|Thema|und|bei))*(?: [{LETTER}-]+){{1,2}}"
    ),
}
ANY_CASE = frozenset({"matter"})
_COMPILED = {name: re.compile(source, re.IGNORECASE if name in ANY_CASE else 0) for name, source in PATTERNS.items()}


def personal(text: str) -> list[str]:
    """What in a text looks as if it told of one person, in words; nothing for most texts."""
    text = re.sub(r"\s+", " ", text)
    found = [words for words, name in ((PHONE, "phone"), (BIRTH, "birth")) if _COMPILED[name].search(text)]
    bare = _COMPILED["topic"].sub(" ", _COMPILED["employer"].sub(" ", text))
    names = [match.start() for match in _COMPILED["name"].finditer(bare)]
    matters = [match.start() for match in _COMPILED["matter"].finditer(bare)] if names else []
    if any(abs(name - matter) <= NEAR for name in names for matter in matters):
        found.append(MATTER)
    return found


def names_somebody(text: str) -> bool:
    """Whether a text has a name at all, for the few fields in which nobody may be named."""
    return bool(_COMPILED["name"].search(_COMPILED["employer"].sub(" ", text)))


def hint(text: str) -> str:
    """The hint at a field, or nothing."""
    found = personal(text)
    return HINT.format(" und ".join(found)) if found else ""

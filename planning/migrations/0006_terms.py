"""The lists of the edition of 2021, each entry with its paragraph; later editions are rows beside them."""

from datetime import date

from django.db import migrations

CODE, STARTS = "2021", date(2021, 8, 1)
TITLE = "Fachliche Empfehlungen – Entwicklung von Kitas zu Thüringer Eltern-Kind-Zentren"
#: catalogue → (code, label, paragraph)
LISTS: dict[str, tuple[tuple[str, str, str], ...]] = {
    "theme": (
        ("parenting", "Erziehungs- und Lebensfragen", "1.2"),
        ("encounter", "Begegnung und Austausch", "1.2"),
        ("health_promotion", "Gesundheitsförderung und gesunde Lebensweise", "1.2"),
        ("child_protection", "Kinderschutz", "1.2"),
        ("prevention", "Prävention", "1.2"),
        ("poverty_prevention", "Armutsprävention", "1.2"),
        ("social_participation", "gesellschaftliche Teilhabe", "1.2"),
        ("work_family_balance", "Vereinbarkeit von Familie, Zusammenleben und Beruf", "1.2"),
        ("authorities", "Ämter, Anträge und Leistungen", "1.2"),
        ("self_help", "Selbsthilfe und Nachbarschaft", "Präambel"),
        ("family_forms", "Wandel und Vielfalt der Familienformen", "Präambel"),
        ("demographic_change", "demografischer Wandel", "Präambel"),
        ("generations", "Miteinander der Generationen", "Präambel"),
        ("language", "Sprache und Ankommen", "1.5"),
        ("separation", "Partnerschaft, Trennung und Scheidung", "1.6"),
        ("transitions", "Übergänge: Eingewöhnung und Schule", "1.5"),
        ("mobility", "Wege und Erreichbarkeit", "2.1"),
    ),
    "burden": (
        ("income", "Einkommensverluste oder -kürzungen", "4.1"),
        ("poverty", "Armut", "4.1"),
        ("health", "Sorgen um die Gesundheit", "4.1"),
        ("existence", "Existenzängste", "4.1"),
        ("care", "fehlende regelmäßige Betreuung", "4.1"),
        ("overload", "Überforderung", "4.1"),
        ("stress", "Stress", "4.1"),
    ),
    "setting": (
        ("institution", "Einrichtung", "Präambel"),
        ("family", "Familie", "Präambel"),
        ("neighbourhood", "Nachbarschaft", "Präambel"),
        ("living_environment", "Wohnumfeld", "Präambel"),
    ),
    "cross_cutting": (
        ("child_protection", "Kinderschutz", "Präambel"),
        ("participation", "Partizipation", "Präambel"),
        ("inclusion", "Inklusion", "Präambel"),
    ),
    "service_field": (
        ("base_mandate", "Bildungs-, Erziehungs- und Betreuungsauftrag der Kita", "1.2"),
        ("education_partnership", "Erziehungspartnerschaftliches Zusammenwirken mit Familien", "1.2"),
        ("learning_partnership", "Bildungspartnerschaftliches Zusammenwirken mit Partner*innen im Sozialraum", "1.2"),
    ),
    "specific_goal": (
        ("self_efficacy", "Selbsttätigkeit, Selbsthilfe und Selbstwirksamkeit der Eltern stärken", "1.5"),
        ("special_support", "Familien mit besonderem Unterstützungsbedarf begleiten", "1.5"),
        ("open_up", "sich in den Sozialraum öffnen und vorhandene Strukturen vernetzen", "1.5"),
        ("fitting_offers", "passgenaue Angebote der Begegnung, Beratung, Bildung und Begleitung niedrigschwellig anbieten", "1.5"),
        ("inclusion", "eine inklusive Ausrichtung im Konzept berücksichtigen und leben", "1.5"),
        ("life_world", "ein zentraler Bestandteil der Lebenswelt der Familien sein", "1.5"),
    ),
    "general_goal": (
        ("quality_of_life", "Lebensqualität von Familien fördern", "Anhang 1"),
        ("appreciation", "Kinder in ihrem Bildungs- und Entwicklungsprozess wertschätzend begleiten", "1.5"),
        ("places", "Bildungs- und Erfahrungsorte für Familien bewusst gestalten", "1.5"),
        ("resources", "familiäre Ressourcen und Kompetenzen stärken", "1.5"),
        ("child_protection", "den Kinderschutz verbessern", "1.5"),
        ("equal_opportunities", "die Chancengleichheit erhöhen", "1.5"),
        ("competence_partnership", "dialogisch eine Kompetenzpartnerschaft mit den Eltern eingehen", "1.5"),
        ("early_involvement", "Familien frühzeitig in die Bildungsprozesse ihrer Kinder einbeziehen", "1.5"),
        ("social_networks", "die Bildung sozialer Netzwerke für Familien anregen", "1.5"),
    ),
    "support_kind": (
        ("family_education", "Hinweis auf Angebote der Familienbildung", "1.2"),
        ("referral", "Vermittlung an Fachdienste", "1.2"),
        ("authority_help", "Hilfe im Umgang mit Ämtern und Behörden", "1.2"),
        ("benefit_application", "Hilfe beim Beantragen von Leistungen", "1.2"),
        ("other", "andere Unterstützung im Alltag", "1.2"),
    ),
    "funding_source": (
        ("lsz", "Landesprogramm LSZ", "1.6"),
        ("county", "Landkreis oder kreisfreie Stadt", "1.6"),
        ("municipality", "Gemeinde", "1.6"),
        ("provider", "Träger", "1.6"),
        ("municipal_programme", "kommunales Programm zur Kinder- und Familienfreundlichkeit", "1.6"),
        ("early_intervention", "Bundesprogramm, zum Beispiel Frühe Hilfen", "1.6"),
        ("prevention_act", "Präventionsgesetz", "1.6"),
        ("participants", "Beiträge der Teilnehmenden", ""),
        ("donations", "Spenden und Stiftungen", ""),
    ),
    "social_indicator": (
        ("population", "Bevölkerung insgesamt", "3.1"),
        ("children_under_7", "Kinder unter 7 Jahren", "3.1"),
        ("care_rate_3_6", "Betreuungsquote der 3- bis unter 6-Jährigen", "Fußnote 3"),
        ("single_parents", "Alleinerziehende Haushalte", "3.1"),
        ("minimum_income_children", "Kinder in Haushalten mit Mindestsicherung", "3.1"),
        ("foreign_children", "Kinder mit ausländischer Staatsangehörigkeit", "3.1"),
        ("educational_help", "Hilfen zur Erziehung (Fälle)", "3.1"),
        ("unemployment", "Arbeitslose", "3.1"),
        ("minutes_to_advice", "Minuten mit dem Bus bis zur nächsten Beratungsstelle", "3.1"),
        ("day_care_places", "Plätze in Kitas", "2.1"),
    ),
}


def add(apps, schema_editor):
    edition = apps.get_model("planning", "Edition").objects.create(code=CODE, title=TITLE, published=STARTS, starts=STARTS)
    term = apps.get_model("planning", "Term")
    term.objects.bulk_create(
        term(edition=edition, catalogue=catalogue, number=number, code=code, label=label, paragraph=paragraph, starts=STARTS)
        for catalogue, entries in LISTS.items()
        for number, (code, label, paragraph) in enumerate(entries, 1)
    )


class Migration(migrations.Migration):
    dependencies = [("planning", "0005_planning_walls")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]

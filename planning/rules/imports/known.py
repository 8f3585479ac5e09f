"""What a county has already, for the rows of a table: each register of the county is read once and then looked up in memory."""

from collections.abc import Callable, Iterable
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Model, QuerySet

from planning.models import SocialFigure, Term
from planning.rules.imports.values import Wrong, quoted
from sites.models import Area, County, Kita, Municipality, Provider, Site, SiteKita
from sites.rules.names import near
from sites.rules.thuringia import common_name


def fold(text: str) -> str:
    """A name without upper case and spaces at the ends: how people write the same name twice."""
    return text.casefold().strip()


def near_town(text: str) -> str:
    """Ilmenau, Stadt and Stadt Ilmenau are Ilmenau."""
    return near(common_name(text))


class Known:
    """What a county has on a day. `lock` holds the rows that may be changed until the transaction ends."""

    def __init__(self, county: County, today: date, *, lock: bool = False):
        self.county, self.today, self.lock = county, today, lock
        self.first_lines: dict[tuple[int, str], Any] = {}  # (site, field) → the first line of this table with a value for it
        self.first_names: dict[tuple[int, str], list[tuple[Any, str | None]]] = {}  # (municipality, name) → the lines so far, with their keys

    def _held[M: Model](self, queryset: QuerySet[M]) -> QuerySet[M]:
        return queryset.select_for_update(of=("self",)) if self.lock else queryset

    # Registers ----------------------------------------------------------------------------------------------------

    @cached_property
    def _municipalities(self) -> dict[str, list[Municipality]]:
        """By key and name; what has become part of another one is read as that, unless its name has been given again."""
        rows = Municipality.objects.filter(county=self.county).select_related("merged_into").order_by("pk")
        return _by(lambda row: {row.ags, fold(common_name(row.name))}, rows)

    def municipality(self, text: str) -> Municipality:
        matches = self._municipalities.get(text.strip(), []) or self.municipalities_called(text)
        matches = list(dict.fromkeys(row.of_today for row in matches))
        if not matches and text.replace(" ", "").isdigit() and len(text) != 8:
            mend = _full_ags(text, self.county)
            mend = mend if mend in self._municipalities else ""
            raise Wrong(f"{quoted(text)} ist kein Gemeindeschlüssel. Ein AGS hat acht Ziffern, zum Beispiel {self.county.ags}001.", mend=mend)
        if not matches and len(alike := self._towns_like.get(near_town(text), [])) == 1:
            raise Wrong(f"{quoted(text)} ist wohl die Gemeinde „{alike[0].name}“. Ist es dieselbe?", mend=alike[0].name)
        if not matches:
            right = "Richtig ist der Name oder der achtstellige AGS; fehlt sie im Register, lesen Sie bitte zuerst die Gemeinden ein."
            raise Wrong(f"Die Gemeinde {quoted(text)} gibt es hier nicht ({self.county.name}). {right}")
        return _only(matches, text, "Bitte nehmen Sie den AGS.")

    def municipality_or_county(self, text: str) -> Municipality | None:
        """Where a figure belongs; nothing is the county itself, which may bear the name of one of its towns."""
        if near(text) in self._own_names and text.strip() not in self._municipalities and not self.municipalities_called(text):
            return None
        return self.municipality(text)

    @cached_property
    def _own_names(self) -> set[str]:
        name = self.county.name
        official = (name, f"Landkreis {name}", f"Kreis {name}", f"{name}, Landkreis", f"{name}, Kreis", self.county.ags)
        return {near(word) for word in (*official, "Landkreis", "Ganzes Gebiet", "Das ganze Gebiet")}

    @cached_property
    def _towns_like(self) -> dict[str, list[Municipality]]:
        return _by(lambda row: {near_town(row.name)}, {row.pk: row for rows in self._municipalities.values() for row in rows}.values())

    def own_ags(self, text: str) -> str:
        if not (text.isascii() and text.isdigit() and len(text) == 8 and text.startswith(self.county.ags)):
            begins = f"Richtig sind acht Ziffern, die mit {self.county.ags} beginnen."
            raise Wrong(f"{quoted(text)} ist kein Gemeindeschlüssel von {self.county.name}. {begins}", mend=_full_ags(text, self.county))
        return text

    @cached_property
    def municipalities_by_ags(self) -> dict[str, Municipality]:
        return {row.ags: row for row in self._held(Municipality.objects.filter(county=self.county))}

    def municipalities_called(self, name: str) -> list[Municipality]:
        """With or without what official names add: "Ilmenau, Stadt" is "Ilmenau"."""
        rows = self._municipalities.get(fold(common_name(name)), [])
        return [row for row in rows if not row.merged_into] or rows

    @cached_property
    def _providers(self) -> dict[str, list[Provider]]:
        """Of all counties: a provider may run Kitas in several."""
        return _by(lambda row: {fold(row.name)}, Provider.objects.filter(merged_into__isnull=True))

    @cached_property
    def _providers_like(self) -> dict[str, list[Provider]]:
        return _by(lambda row: {near(row.name)}, [row for rows in self._providers.values() for row in rows])

    def provider_like(self, text: str, *, everywhere: bool = False) -> Provider | None:
        """The one provider that is written nearly so, first of all one of the county."""
        alike = self._providers_like.get(near(text), [])
        own = [row for row in alike if row.county_id == self.county.pk]
        matches = own or (alike if everywhere else [])
        return matches[0] if len(matches) == 1 else None

    def provider(self, text: str) -> Provider:
        matches = self._providers.get(fold(text), [])
        if not matches and (alike := self.provider_like(text, everywhere=True)):
            raise Wrong(f"{quoted(text)} ist wohl „{alike.name}“. Ist es derselbe Träger?", mend=alike.name)
        if not matches:
            raise Wrong(f"Den Träger {quoted(text)} gibt es noch nicht. Bitte lesen Sie zuerst die Träger ein oder prüfen Sie die Schreibweise.")
        return _only([row for row in matches if row.county_id == self.county.pk] or matches, text, "Bitte legen Sie die Kita einzeln an.")

    @cached_property
    def own_providers(self) -> dict[str, Provider]:
        rows = self._held(Provider.objects.filter(county=self.county, merged_into__isnull=True).order_by("-pk"))
        return {fold(row.name): row for row in rows}

    @cached_property
    def _areas(self) -> dict[str, list[Area]]:
        return _by(lambda row: {fold(row.name)}, Area.objects.filter(county=self.county))

    def planning_area(self, text: str) -> Area:
        matches = self._areas.get(fold(text), [])
        if not matches:
            raise Wrong(f"Den Planungsraum {quoted(text)} gibt es noch nicht. Bitte legen Sie ihn zuerst an oder prüfen Sie die Schreibweise.")
        return matches[0]

    @cached_property
    def _indicators(self) -> dict[str, list[Term]]:
        rows = Term.objects.on(self.today).filter(catalogue=Term.Catalogue.SOCIAL_INDICATOR).order_by("-starts")
        return _by(lambda row: {fold(row.label), fold(row.code)}, rows)

    def is_indicator(self, text: str) -> bool:
        return fold(text) in self._indicators

    def indicator(self, text: str) -> Term:
        matches = self._indicators.get(fold(text), [])
        if not matches:
            raise Wrong(f"Die Kennzahl {quoted(text)} steht nicht in der Liste. Welche es gibt, steht in der leeren Tabelle.")
        return matches[0]

    # Houses -------------------------------------------------------------------------------------------------------

    @cached_property
    def _kitas(self) -> list[Kita]:
        """What was entered twice and merged is never looked up again."""
        rows = Kita.objects.filter(county=self.county, merged_into__isnull=True).select_related("municipality", "provider").order_by("-pk")
        return list(self._held(rows))

    @cached_property
    def kitas_by_key(self) -> dict[str, Kita]:
        return {kita.key: kita for kita in self._kitas if kita.key}

    def kita_with_key(self, line: Any, key: str | None) -> Kita | None:
        """The Kita of a key; a key that has lost its zeros in front is told."""
        kita = self.kitas_by_key.get(key or "")
        if kita is None and key and key.isdigit():
            alike = [row for known, row in self.kitas_by_key.items() if known.isdigit() and len(known) > len(key) and known.lstrip("0") == key]
            if len(alike) == 1 and "key" not in line.kept:
                text = f"Den Schlüssel {quoted(key)} gibt es nicht, „{alike[0].key}“ gibt es. Vorn fehlen wohl Nullen."
                line.wrong("key", text, mend=alike[0].key, keep="Stimmt so")
        return kita

    @cached_property
    def _kitas_by_name(self) -> dict[tuple[int, str], list[Kita]]:
        return _by(lambda kita: {(kita.municipality_id, fold(kita.name))}, self._kitas)

    def kitas_called(self, town: Municipality, name: str) -> list[Kita]:
        return self._kitas_by_name.get((town.pk, fold(name)), [])

    @cached_property
    def _kitas_like(self) -> dict[tuple[int, str], list[Kita]]:
        return _by(lambda kita: {(kita.municipality_id, near(kita.name))}, self._kitas)

    def kita_like(self, town: Municipality, name: str, key: str | None) -> Kita | None:
        """The one Kita of the municipality that is written nearly so; with another key it is another one."""
        alike = [kita for kita in self._kitas_like.get((town.pk, near(name)), []) if not key or not kita.key]
        return alike[0] if len(alike) == 1 else None

    @cached_property
    def sites(self) -> dict[int, Site]:
        """Kita → its site of today; one object per site, also in a Verbund."""
        links = SiteKita.objects.on(self.today).filter(county=self.county).values_list("kita", "site")
        rows = {site.pk: site for site in self._held(Site.objects.filter(county=self.county))}
        return {kita: rows[site] for kita, site in links if site in rows}

    @cached_property
    def figures(self) -> dict[tuple[int, int | None, int | None, date], SocialFigure]:
        rows = self._held(SocialFigure.objects.filter(place_id=self.county.pk))
        return {(row.indicator_id, row.municipality_id, row.planning_area_id, row.day): row for row in rows}


def _by[K, R](words: Callable[[R], Iterable[K]], rows: Iterable[R]) -> dict[K, list[R]]:
    """Rows by each of their words."""
    matches: dict[K, list[R]] = {}
    for row in rows:
        for word in words(row):
            matches.setdefault(word, []).append(row)
    return matches


def _full_ags(text: str, county: County) -> str:
    """The key of eight figures that somebody means who writes it with spaces, as the last six or without the zeros in front."""
    digits = text.replace(" ", "")
    meant = digits if len(digits) == 8 else county.ags[:2] + digits.zfill(6) if digits.isdigit() and 4 < len(digits) < 7 else ""
    return meant if meant.isdigit() and meant.startswith(county.ags) else ""


def _only[R](matches: list[R], text: str, otherwise: str) -> R:
    if len(matches) > 1:
        raise Wrong(f"{quoted(text)} gibt es mehrmals. {otherwise}")
    return matches[0]

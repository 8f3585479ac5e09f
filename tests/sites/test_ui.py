"""Components: labels, ids, descriptions and states of what the gallery shows."""

import re
from html.parser import HTMLParser

import pytest
from django import forms
from django.template import engines
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import reverse

from offers.forms.wishes import WishForm
from planning.forms.doors import InterestForm
from sites.forms.records import FeedbackForm
from sites.models import User
from sites.views import accounts
from tests.client import Client, as_read
from tests.sites.gallery import Everything, context

FRAME = {"shell": {"demo": True, "person": None, "nav": []}}


def html_of(text: str, **values) -> str:
    return as_read(engines["django"].from_string(text).render(values))


class Elements(HTMLParser):
    """Every start tag with its attributes."""

    def __init__(self, html: str):
        super().__init__()
        self.found: list[tuple[str, dict]] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def all(self, *tags: str) -> list[dict]:
        return [attrs for tag, attrs in self.found if tag in tags]


@pytest.fixture(scope="module")
def gallery():
    return Elements(render_to_string("components/gallery.html", {**context(), **FRAME}, request=RequestFactory().get("/")))


def test_ids_are_unique_and_every_reference_leads_to_one(gallery):
    ids = [attrs["id"] for _, attrs in gallery.found if "id" in attrs]
    assert sorted(ids) == sorted(set(ids))
    for _, attrs in gallery.found:
        for name in ("for", "aria-describedby", "aria-labelledby", "aria-controls"):
            assert set((attrs.get(name) or "").split()) <= set(ids), attrs


def test_every_control_has_a_label(gallery):
    labelled = {attrs["for"] for attrs in gallery.all("label") if "for" in attrs}
    chips = {attrs["id"] for attrs in gallery.all("input") if attrs.get("name", "").endswith("types")}
    controls = [attrs for attrs in gallery.all("input", "select", "textarea") if attrs.get("type") != "hidden"]
    assert len(controls) > 25
    assert {attrs["id"] for attrs in controls} - labelled == chips  # their label stands around them


def test_one_h1_and_no_inline_style(gallery):
    assert len(gallery.all("h1")) == 1
    assert not [attrs for _, attrs in gallery.found if "style" in attrs]


def test_a_refused_field_says_so_to_everybody(gallery):
    refused = {attrs["id"]: attrs for attrs in gallery.all("input", "select") if attrs.get("id", "").startswith("id_r-")}
    assert refused["id_r-held_on"]["aria-invalid"] == "true"
    assert refused["id_r-held_on"]["value"] == "31.2.2026"
    assert refused["id_r-held_on"]["aria-describedby"] == "id_r-held_on-error"
    assert refused["id_r-title"]["aria-describedby"] == "id_r-title-hint id_r-title-error"
    assert "kern-form-input__select--error" in refused["id_r-kind"]["class"]
    assert not any("required" in attrs for attrs in refused.values())
    assert refused["id_r-title"]["aria-required"] == "true"


def test_the_summary_counts_in_words_and_leads_to_the_fields():
    html = html_of("{% form_errors form %}", form=context()["refused"])
    assert "Bitte prüfen Sie sieben Angaben" in html
    assert 'href="#id_r-held_on">Diesen Tag gibt es nicht. Bitte prüfen Sie Tag und Monat.' in html
    assert 'href="#id_r-parts_0">Bitte füllen Sie „Bestandteile“ aus.' in html
    assert "id_r-token" not in html
    assert html_of("{% form_errors form %}", form=Everything()).strip() == ""


def test_the_summary_of_a_refusal_without_a_field():
    form = forms.Form({})
    form.add_error(None, "Jemand anderes hat inzwischen entschieden.")
    html = html_of("{% form_errors form %}", form=form)
    assert "Das ist noch nicht gespeichert" in html and "Jemand anderes" in html


@pytest.mark.parametrize(
    ("name", "data", "title"),
    [
        ("account_login", {"login": "a@b.example", "password": "falsch"}, "Die Anmeldung hat nicht geklappt"),
        ("account_login", {"login": "", "password": "falsch"}, "Bitte prüfen Sie eine Angabe"),
    ],
)
def test_a_refused_log_in_says_nothing_of_saving(db, name, data, title):
    page = Client().post(reverse(name), data).content.decode()
    assert f'<h2 class="h3">{title}</h2>' in page and "gespeichert" not in page


def test_every_form_that_saves_nothing_says_what_has_not_happened():
    """The account's forms, and those that send."""
    ours = [
        view for view in vars(accounts).values() if isinstance(view, type) and issubclass(view, accounts.Refused) and view is not accounts.Refused
    ]
    assert len(ours) == 7 and all(view.refused for view in ours)
    for form in (FeedbackForm, WishForm, InterestForm):
        assert form.refused == "Das ist noch nicht gesendet"


def test_the_kinds_of_fields():
    html = html_of("{% form_fields form %}", form=Everything())
    found = {attrs["id"]: attrs for attrs in Elements(html).all("input", "select", "textarea") if "id" in attrs}
    assert found["id_answer_0"]["type"] == "radio" and found["id_parts_0"]["type"] == "checkbox" and found["id_types_0"]["type"] == "checkbox"
    assert found["id_held_on"]["inputmode"] == "numeric" and found["id_hours"]["inputmode"] == "decimal"
    assert "checked" in found["id_types_0"] and "checked" not in found["id_types_1"]
    assert found["id_children"]["value"] == "11" and 'aria-controls="id_children"' in html
    assert found["id_token"]["type"] == "hidden"
    assert 'for="id_email">E-Mail-Adresse <span class="kern-label__optional">freiwillig' in html
    assert "freiwillig" not in html_of("{% form_field form.title %}", form=Everything())
    assert "Was die Fachlichen Empfehlungen dazu sagen" in html and "(Abschnitt 3.1)" in html
    assert 'id="id_note-audience"' in html and "Höchstens 20,0" in html


def test_what_was_typed_is_escaped():
    html = html_of("{% form_fields form %}", form=Everything({"note": "<script>x</script>", "title": '"><b>'}))
    assert "<script>" not in html and "&lt;script&gt;" in html and '"><b>' not in html


def test_a_button_that_cannot_be_used_says_why():
    html = html_of('{% button "Einreichen" reason="Zwei Kapitel sind offen." %}')
    button = Elements(html).all("button")[0]
    assert button["aria-disabled"] == "true" and button["type"] == "button"
    assert f'id="{button["aria-describedby"]}"' in html and "Zwei Kapitel sind offen." in html


def test_who_can_see_it_comes_from_the_rights_table():
    assert "Sichtbar für" in html_of('{% visible_for "offers.view" %}') and "Träger" in html_of('{% visible_for "offers.view" %}')
    with pytest.raises(KeyError):
        html_of('{% visible_for "no.such_action" %}')


def test_a_job_asks_on_until_it_is_over():
    jobs = {job.state: html_of('{% job_box job "/jobs/1/" "/jobs/1/file/" %}', job=job) for job in context()["jobs"]}
    assert {state for state, html in jobs.items() if 'data-hx-get="/jobs/1/"' in html} == {"queued", "running"}
    assert {state for state, html in jobs.items() if 'href="/jobs/1/file/"' in html} == {"done"}
    assert 'max="22" value="3"' in jobs["running"]


def test_the_end_of_a_list_keeps_the_filters(rf):
    page = context()["page"]
    html = html_of('{% pager page "Standorte" %}', page=page, request=rf.get("/?q=Ilm&after=abc"))
    assert 'href="?q=Ilm"' in html and 'href="?after=x"' in html


def test_pages_of_errors_need_nothing_but_themselves():
    for name in ("400", "403", "404", "405", "429", "500", "503"):
        html = render_to_string(f"{name}.html", {})
        assert len(re.findall("<h1", html)) == 1 and 'lang="de"' in html, name
    assert "abgelaufen" in render_to_string("403.html", {"expired": True})


def test_buttons_of_a_page_head_are_buttons_and_a_table_keeps_its_groups():
    text = html_of(
        '{% page_head bad %}\n{% link_button "/neu/" "Neu" %}\n{% endpage_head %}'
        '{% data_table "Summen" "Was" "Wert:n" %}<tbody><tr><th scope="row">{{ bad }}</th><td>1</td></tr></tbody>'
        '<tfoot><tr><th scope="row">Zusammen</th><td>1</td></tr></tfoot>{% enddata_table %}'
        '{% section "Teil" url="/weiter/" label="Weiter" %}x{% endsection %}',
        bad="<b>&</b>",
    )
    assert 'href="/neu/"' in text and "&lt;a" not in text and "<b>&" not in text
    assert text.count("<tbody") == 1 == text.count("<tfoot") and "role=" not in text and '<td class="number"' in text
    assert '<h2 id="h-teil">Teil</h2>' in text and '<a href="/weiter/">Weiter</a>' in text


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("Anna Berg", "AB"),
        ("Dr. Anna Berg", "AB"),
        ("Anna Maria von Berg", "AB"),
        ("anna berg", "AB"),
        ("Anna", "KI"),
        ("", "KI"),
        ("  Anna  Berg ", "AB"),
    ],
)
def test_initials_are_those_of_first_and_last_name_else_of_the_address(name, initials):
    assert User(name=name, email="kita@test.example").initials == initials


def test_the_parts_of_a_value_stand_below_each_other_on_a_tile():
    county = {"ags": "16070", "short": "IK", "value": "10/1/1", "class": "q1", "title": "Ilm-Kreis"}
    page = html_of('{% tile_map "Karte" counties legend %}', counties=[county], legend=[])
    assert re.findall(r'class="value" x="[\d.]+%" y="(\d+)">(\d+)</text>', page) == [("336", "10"), ("356", "1"), ("376", "1")]


@pytest.mark.parametrize(("number", "is_shown"), [(0, False), (1, False), (2, True)])
def test_tabs_need_somewhere_else_to_go(number, is_shown):
    tabs = {"label": "Bereiche", "links": [{"url": f"/{at}/", "label": f"Seite {at}", "current": not at, "shelf": "row"} for at in range(number)]}
    page = html_of('{% include "components/page_tabs.html" %}', tabs=tabs)
    assert ("<nav" in page) == is_shown and page.count("aria-current") == is_shown

"""The frame of pages: what tables and sections add to what a template writes."""

from django.template import Context, Template


def html(source: str, **names) -> str:
    return " ".join(Template(source).render(Context(names)).split())


def test_a_table_dresses_its_rows_and_the_sums_below_them():
    rows = "<tbody><tr><th>A</th><td>1</td></tr></tbody><tfoot><tr><th>Alle</th><td>2</td></tr></tfoot>"
    page = html(f"{{% data_table 'Termine' heads %}}{rows}{{% enddata_table %}}", heads=("Angebot:up", "Zahl:n"))
    assert '<th scope="col" aria-sort="ascending">Angebot</th>' in page
    assert page.count("<tbody") == 1 and "<tfoot><tr><th>Alle</th>" in page
    assert page.count('<td class="number" data-l="Zahl">') == 2


def test_a_table_of_plain_rows_gets_its_body():
    page = html("{% data_table 'Termine' 'Angebot' 'Zahl:n' cards=False %}<tr><th>A</th><td>1</td></tr>{% enddata_table %}")
    assert '<tbody><tr><th>A</th><td class="number">1</td></tr></tbody>' in page and "role=" not in page


def test_a_section_is_named_by_its_heading_with_note_or_link_beside_it():
    plain = html("{% section 'Fristen' css='' %}<p>heute</p>{% endsection %}")
    assert plain == '<section aria-labelledby="h-fristen"> <h2 id="h-fristen">Fristen</h2> <p>heute</p> </section>'
    assert '<span class="small muted">Stand heute</span>' in html("{% section 'Fristen' note='Stand heute' %}{% endsection %}")
    assert '<a href="/alle/">Alle</a>' in html("{% section 'Fristen' url='/alle/' label='Alle' %}{% endsection %}")
    assert "<a" not in html("{% section 'Fristen' url='' label='Alle' %}{% endsection %}")
    assert '<h2 class="kern-sr-only"' in html("{% section 'Fristen' hide_title=True %}{% endsection %}")

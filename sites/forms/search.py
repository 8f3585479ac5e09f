"""The one field of a list that is searched by a word."""

from django import forms

from sites.core.forms import Form


class SearchForm(Form):
    """`label`: what is searched."""

    q = forms.CharField(label="Wort im Protokoll", required=False, max_length=100, widget=forms.TextInput(attrs={"type": "search"}))

    def __init__(self, *args, label: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        if label:
            self.fields["q"].label = label

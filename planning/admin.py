"""The operator's pages for the catalogues without a place: action fields of the LSZ and legal bases."""

from django.contrib import admin

from planning.models import ActionField, LegalBasis


@admin.register(ActionField)
class ActionFieldAdmin(admin.ModelAdmin):
    list_display = ("edition", "number", "name", "starts", "ends")
    list_filter = ("edition",)


@admin.register(LegalBasis)
class LegalBasisAdmin(admin.ModelAdmin):
    list_display = ("edition", "number", "citation", "needs_commission", "starts", "ends")
    list_filter = ("edition", "needs_commission")

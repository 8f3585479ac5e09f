"""The operator's pages for the catalogue without a place: rules about hours."""

from django.contrib import admin

from processes.models import HoursRule


@admin.register(HoursRule)
class HoursRuleAdmin(admin.ModelAdmin):
    list_display = ("edition", "when", "hours", "paragraph", "starts", "ends")
    list_filter = ("edition",)

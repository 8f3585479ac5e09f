"""The operator's admin: accounts and the names of offices, the unplaced tables; everything else has its page with its rights."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group

from sites.models import OfficeName, Passage, User

admin.site.unregister(Group)
admin.site.site_header = admin.site.site_title = "ThEKiZ – Betreuung der Anlage"


@admin.register(User)
class AccountAdmin(UserAdmin):
    list_display = ("email", "name", "is_active", "is_staff", "last_login")
    list_filter = ("is_active", "is_staff")
    search_fields = ("email", "name")
    ordering = ("email",)
    filter_horizontal = ()
    readonly_fields = ("is_staff", "is_superuser", "last_login", "date_joined")  # given by `manage.py createsuperuser`, as the database's owner
    fieldsets = (
        (None, {"fields": ("email", "name", "password")}),
        ("Zugang", {"fields": ("is_active", "is_staff", "is_superuser", "last_login", "date_joined")}),
    )
    add_fieldsets = ((None, {"fields": ("email", "name", "usable_password", "password1", "password2")}),)


@admin.register(OfficeName)
class OfficeNameAdmin(admin.ModelAdmin):
    list_display = ("name", "short", "office", "starts", "ends")
    list_filter = ("office",)


@admin.register(Passage)
class PassageAdmin(admin.ModelAdmin):
    list_display = ("name", "edition", "paragraph", "text", "starts", "ends")
    list_filter = ("edition",)
    search_fields = ("name", "text")

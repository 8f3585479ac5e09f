"""The only place where the apps' addresses are put together."""

from allauth.account.decorators import secure_admin_login
from django.conf import settings
from django.contrib import admin
from django.shortcuts import redirect
from django.urls import include, path, re_path

from sites.core.languages import in_languages
from sites.views import accounts

#: The operator logs in where everybody does, so the same limits hold; so does the change of the password.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]  # guard: admin-login -> pass
admin.site.password_change = lambda request, extra_context=None: redirect("account_change_password")  # type: ignore

handler400, handler403, handler404 = "sites.core.errors.bad_request", "sites.core.errors.forbidden", "sites.core.errors.not_found"

#: allauth's forms that answer a refusal with 422; its own addresses and names stand below.
refusing = [
    path("login/", accounts.Login.as_view(), name="account_login"),
    path("login/code/", accounts.RequestLoginCode.as_view(), name="account_request_login_code"),
    path("login/code/confirm/", accounts.ConfirmLoginCode.as_view(), name="account_confirm_login_code"),
    path("password/reset/", accounts.PasswordReset.as_view(), name="account_reset_password"),
    path("password/change/", accounts.PasswordChange.as_view(), name="account_change_password"),
    path("reauthenticate/", accounts.Reauthenticate.as_view(), name="account_reauthenticate"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$", accounts.PasswordResetFromKey.as_view(), name="account_reset_password_from_key"
    ),
]
urlpatterns = [
    path("", include("reporting.urls")),
    path("", include("sites.urls")),
    path("planning/", include("planning.urls")),
    in_languages(path("", include("offers.urls"))),  # those of families in every language; the others in German alone
    path("", include("processes.urls")),
    path("konto/", include(refusing)),
    path("konto/", include("allauth.urls")),
    path("betreuung/", admin.site.urls),
]
if settings.DEMO or settings.TESTING:
    urlpatterns += [path("demo/", include("thekiz.demo.urls"))]

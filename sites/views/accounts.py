"""allauth's forms with our answer to a refusal: the same page with status 422, so that nothing of it is kept."""

from allauth.account import views

from sites.core.limits import Paused


class Refused:
    """Stands before a view of allauth, which brings the methods. After too many tries its form looks at nothing and says so.

    `refused`: what has not happened then, the title above the errors.
    """

    refused = ""

    def get_form(self, form_class=None):
        form = super().get_form(form_class)  # type: ignore[misc]  # the view beside has it
        form.refused = self.refused
        return form

    def get_form_class(self):
        form = super().get_form_class()  # type: ignore[misc]  # the view beside has it
        said = self.request.too_often  # type: ignore[attr-defined]  # set by the limit of this request
        return type(form.__name__, (Paused, form), {"said": said}) if said else form  # guard: paused -> return form

    def form_invalid(self, form):
        response = super().form_invalid(form)  # type: ignore[misc]  # the view beside has it
        if response.status_code == 200:
            response.status_code = 429 if self.request.too_often else 422  # type: ignore[attr-defined]  # set by the limit of this request
        return response


class Login(Refused, views.LoginView):
    refused = "Die Anmeldung hat nicht geklappt"


class RequestLoginCode(Refused, views.RequestLoginCodeView):
    refused = "Der Code ist noch nicht unterwegs"


class ConfirmLoginCode(Refused, views.ConfirmLoginCodeView):
    refused = "Die Anmeldung hat nicht geklappt"


class PasswordReset(Refused, views.PasswordResetView):
    refused = "Die Nachricht ist noch nicht unterwegs"


class PasswordResetFromKey(Refused, views.PasswordResetFromKeyView):
    refused = "Das neue Passwort ist noch nicht gespeichert"


class PasswordChange(Refused, views.PasswordChangeView):
    refused = "Das neue Passwort ist noch nicht gespeichert"


class Reauthenticate(Refused, views.ReauthenticateView):
    refused = "Ihr Passwort ist noch nicht bestätigt"

"""allauth's forms with our answer to a refusal: the same page with status 422, so that nothing of it is kept."""

from allauth.account import views


class Refused:
    def form_invalid(self, form):
        response = super().form_invalid(form)  # type: ignore[misc]  # the view of allauth that stands beside brings it
        if response.status_code == 200:
            response.status_code = 422
        return response


class Login(Refused, views.LoginView):
    pass


class RequestLoginCode(Refused, views.RequestLoginCodeView):
    pass


class ConfirmLoginCode(Refused, views.ConfirmLoginCodeView):
    pass


class PasswordReset(Refused, views.PasswordResetView):
    pass


class PasswordResetFromKey(Refused, views.PasswordResetFromKeyView):
    pass


class PasswordChange(Refused, views.PasswordChangeView):
    pass


class Reauthenticate(Refused, views.ReauthenticateView):
    pass

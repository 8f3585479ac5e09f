"""The only place for limits: how often somebody tries to log in, and how much one address sends without an account.

Counted in the database: across processes, and whatever happens to the broker. The try is counted before anything is checked and outside the
request's transaction, so that a refusal cannot undo it. A client and an account have generous limits, the two together a strict one; where both
have met before, the strict one alone holds, so that nobody's tries lock a house behind one address out. Addresses stand nowhere: a key is a
digest that only this installation can make, and most are gone within the hour.
"""

from collections.abc import Callable
from datetime import timedelta
from ipaddress import ip_address, ip_network
from typing import Any, NamedTuple

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection
from django.forms.utils import ErrorDict
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext, gettext_noop

from sites.core.middleware import as_utf_8, unavailable

WINDOW, HOUR, KNOWN = timedelta(minutes=15), timedelta(hours=1), timedelta(days=14)
ROWS = 200_000  # of the table at most; the oldest go first
WAIT = "Bitte warten Sie eine Viertelstunde und versuchen Sie es dann noch einmal."
LOG_IN = f"Hier gab es zu viele Versuche mit einem falschen Passwort. {WAIT} Sofort geht es mit einem Code per E-Mail."
MAIL = f"Hier wurden gerade schon viele Nachrichten angefordert. {WAIT} Sehen Sie bitte auch im Ordner für unerwünschte Post nach."
PROOF = f"Hier gab es zu viele Versuche. {WAIT}"
TOO_MUCH = gettext_noop(
    "Von Ihrem Anschluss sind in der letzten Stunde schon viele Nachrichten gekommen. Ihr Text steht noch in den Feldern; bitte senden Sie ihn "
    "in einer Stunde noch einmal."
)


class Limit(NamedTuple):
    """What a form tries: the field that names the account, how often a client, an account and both together may try, and what is said then."""

    field: str
    client: int
    account: int
    both: int
    said: str
    proves: bool  # a right answer shows who it is: it counts as no try


#: By the name of the route. Without a field the account is whoever is logged in.
LIMITS = {
    "account_login": Limit("login", 200, 100, 5, LOG_IN, proves=True),
    "account_request_login_code": Limit("email", 100, 20, 5, MAIL, proves=False),
    "account_confirm_login_code": Limit("", 200, 100, 30, PROOF, proves=True),
    "account_reset_password": Limit("email", 100, 20, 5, MAIL, proves=False),
    "account_reset_password_from_key": Limit("", 200, 100, 30, PROOF, proves=False),
    "account_change_password": Limit("", 200, 100, 5, PROOF, proves=True),
    "account_reauthenticate": Limit("", 200, 100, 5, PROOF, proves=True),
}


def client_of(request: HttpRequest) -> str:
    """The address of whoever asks, as the outermost of our own proxies has seen it; of IPv6 the network, which is one household's."""
    passed_on = [part for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    # guard: client -> seen = [*passed_on, request.META.get("REMOTE_ADDR", "")]
    seen = [request.META.get("REMOTE_ADDR", ""), *reversed(passed_on)]
    text: str = seen[min(settings.TRUSTED_PROXIES or 0, len(seen) - 1)].strip()
    try:
        address = ip_address(text.partition(":")[0] if text.count(":") == 1 else text)  # some proxies name the port as well
    except ValueError:
        return text
    if address.version == 6 and address.ipv4_mapped:
        address = address.ipv4_mapped
    return str(address) if address.version == 4 else str(ip_network((address, 64), strict=False))


def key(*parts: object) -> str:
    # guard: hashed-address -> return " ".join(map(str, parts))[:64]
    digest: str = salted_hmac("sites.limits", "\x1f".join(map(str, parts)), algorithm="sha256").hexdigest()
    return digest


def _within(keys: list[str], most: list[int], span: timedelta, known: str = "") -> bool:
    """Count one more try for each key; whether all are within their limits. All but the last excuse whoever is known."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT thekiz_attempt(%s, %s, %s, %s, %s)", [keys, most, str(span), timezone.now(), known])
        return bool(cursor.fetchone()[0])


def limit_sending(request: HttpRequest, what: str, place: object, *, most: int) -> None:
    """For forms without an account: so many an hour from one address to one place, four times as many to all. Refused, nothing typed is lost."""
    client = client_of(request)
    if not _within([key(what, client), key(what, client, place)], [4 * most, most], HOUR):  # guard: sending -> if False:
        raise ValidationError(gettext(TOO_MUCH))


class LimitMiddleware:
    """Counts a try at a log-in before it is looked at, and forgives it when it was right."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        as_utf_8(request)
        request.too_often = ""
        name = _route(request) if request.method == "POST" else ""
        if not (limit := LIMITS.get(name)):
            return self.get_response(request)
        client = client_of(request)
        try:
            account = (request.POST.get(limit.field, "").strip() if limit.field else request.session.get("_auth_user_id", "")).lower()
            keys = [key(name, client), key(name, "", account), key(name, client, account)]
            within = _within(keys, [limit.client, limit.account, limit.both], WINDOW, key("known", client, account))
        except DatabaseError:
            return unavailable(request)
        # guard: rate-limits -> request.too_often = ""
        request.too_often = "" if within else limit.said
        response = self.get_response(request)
        if within and limit.proves and response.status_code == 302 and request.user.is_authenticated:
            person = request.user.email.lower() if limit.field else account
            # guard: own-reset -> _forgive(keys, key("known", client, request.user.email.lower()))
            _forgive(keys if person == account else [], key("known", client, request.user.email.lower()))
        return response


def _route(request: HttpRequest) -> str:
    try:
        return resolve(request.path_info).view_name
    except Resolver404:
        return ""


def _forgive(keys: list[str], known: str) -> None:
    """A right answer was no try: client and account get it back, both together begin anew, and these two have met."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT thekiz_attempt_passed(%s, %s, %s)", [keys, known, timezone.now() + KNOWN])


def forget_attempts() -> None:
    """Removes what counts no more."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT thekiz_attempt_forget(%s, %s)", [timezone.now(), ROWS])


class Paused:
    """Beside a form: nothing of what was typed is looked at, and the form says why."""

    def full_clean(self) -> None:
        form: Any = self
        form._errors, form.cleaned_data = ErrorDict(), {}
        form.add_error(None, form.said)


@register(Tags.security, deploy=True)
def proxies_are_named(**_: Any) -> list[CheckMessage]:
    """Without the number every client is the proxy, or whoever writes an address into the header."""
    number = settings.TRUSTED_PROXIES
    if number is None or number < settings.SECURE_SSL_REDIRECT:  # guard: proxies -> if False:
        hint = "Set TRUSTED_PROXIES to the number of your proxies that add to X-Forwarded-For: 1 for one TLS proxy; 0 only with BEHIND_TLS=0."
        return [Error("The number of proxies in front is not known, so clients cannot be told apart.", hint=hint, id="sites.E001")]
    return []

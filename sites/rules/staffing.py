"""The only place that reckons posts: who holds a function on a day, how much coordination there is, and what is worth a hint."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, Sum

from sites.core.days import overlap, valid
from sites.core.numbers import fte
from sites.models import Post

#: "bis zu einer Vollzeitstelle pro ThEKiZ" (2.5, R158)
RECOMMENDED_FTE = Decimal(1)
NEW_HEAD = timedelta(days=365)
CHANGE_OF_HEAD = (
    "Ein Leitungswechsel ist ein Anlass für mehr Prozessbegleitung: Empfohlen sind dann mindestens 10 Stunden im Monat oder nach Bedarf "
    "(Fachliche Empfehlungen 2.4)."
)


def fte_on(posts: Iterable[Post], day: date) -> Decimal:
    """VZÄ of the coordinator posts that are held on a day; a post without a number counts nothing."""
    held = (post for post in valid(posts, day) if post.function == Post.Function.COORDINATOR)
    return sum((post.fte or Decimal(0) for post in held), Decimal(0))


def fte_peak(posts: Iterable[Post], starts: date, ends: date | None = None) -> Decimal:
    """The most VZÄ of coordination on any day of a time; it can only rise on a day on which a post begins."""
    known = list(posts)
    days = {starts, *(post.starts for post in known if post.starts > starts and (ends is None or post.starts <= ends))}
    return max(fte_on(known, day) for day in days)


def coordination_of(posts: Any, day: date) -> dict[str, Any]:
    """The coordination of several sites on a day: VZÄ together, at how many sites, and how many posts say no VZÄ (R158). One query."""
    held = posts.on(day).filter(function=Post.Function.COORDINATOR)
    sums: dict[str, Any] = held.aggregate(total=Sum("fte"), sites=Count("site", distinct=True), unsaid=Count("pk", filter=Q(fte__isnull=True)))
    return sums


def head_is_new(posts: Iterable[Post], day: date) -> bool:
    """Has the head changed within the last year? The first head of a site is no change."""
    heads = sorted((post for post in posts if post.function == Post.Function.HEAD and post.starts <= day), key=lambda post: post.starts)
    return len(heads) > 1 and heads[-1].starts > day - NEW_HEAD and heads[-1].name != heads[-2].name


def vze(number: Decimal) -> str:
    """ "1,25 VZÄ", "0,50 VZÄ", "1 VZÄ": as the pages write a share of a post."""
    return f"{fte(number)} VZÄ"


def hints_about(post: Post, others: Iterable[Post]) -> list[str]:
    """What the recommendations say to a saved post, beside the other posts of its site; nothing of it stops anybody."""
    found, known = [], [post, *others]
    if post.function == Post.Function.COORDINATOR and (peak := fte_peak(known, post.starts, post.ends)) > RECOMMENDED_FTE:
        found.append(
            f"Die Koordination hat zusammen {vze(peak)}. Empfohlen wird bis zu einer Vollzeitstelle pro ThEKiZ (Fachliche Empfehlungen 2.5)."
        )
    if post.function == Post.Function.COORDINATOR and post.fte and not post.fte_reason:
        found.append("Der Umfang hat noch keine Begründung. Er richtet sich nach der Zielstellung in der Konzeption (Fachliche Empfehlungen 2.5).")
    if post.function == Post.Function.HEAD:
        heads = [other for other in known[1:] if other.function == Post.Function.HEAD and other.name != post.name]
        if any(other.starts < post.starts for other in heads):
            found.append(CHANGE_OF_HEAD)
        beside = [other.name for other in heads if overlap(other, post)]
        if beside:
            found.append(f"{beside[0]} steht im selben Zeitraum auch als Leitung.")
    return found

"""Secrets of links that people without an account get by mail: made from a row and the installation's key, so that the row keeps only the hash."""

import hashlib
import hmac
import uuid

from django.conf import settings


def secret_for(kind: str, nonce: uuid.UUID) -> str:
    """The secret of one row; `kind`: what it opens, so that no link opens something else."""
    return hmac.new(settings.SECRET_KEY.encode(), f"{kind}:{nonce.hex}".encode(), hashlib.sha256).hexdigest()[:40]


def hash_of(secret: str) -> str:
    """What a row keeps of its secret."""
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()

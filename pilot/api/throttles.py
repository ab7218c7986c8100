"""How often one may ask: an address without a key, and each system. The figures stand in pilot.api.configuration."""

from typing import Any

from allauth.core.internal.httpkit import get_client_ip
from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle


class ByAddress(SimpleRateThrottle):
    """Counts whoever sends no key by the address that they ask from, found as everywhere else."""

    scope = "address"

    def get_cache_key(self, request: Request, view: Any) -> str | None:
        return None if request.user.is_authenticated else self._key(get_client_ip(request))

    def _key(self, ident: Any) -> str:
        return self.cache_format % {"scope": self.scope, "ident": ident}


class ForKeys(ByAddress):
    """Counts those who ask for a key: each try at a secret costs a long computation."""

    scope = "key"


class BySystem(ByAddress):
    """Counts each system by itself."""

    scope = "system"

    def get_cache_key(self, request: Request, view: Any) -> str | None:
        return self._key(request.user.pk) if request.user.is_authenticated else None

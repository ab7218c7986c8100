"""Who may ask for what: a view names one permission and one scope; without, it is for everybody."""

from typing import Any, cast

from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from pilot import access
from pilot.permissions import roles_allowed


class Allowed(BasePermission):
    """Lets in a system whose key has the view's scope, in those of its roles that hold the view's permission."""

    def has_permission(self, request: Request, view: Any) -> bool:
        """Tell whether the system may ask; from here on only the roles with the permission count, as on pages."""
        if view.permission is None:
            return True
        if request.auth is None or view.scope not in request.auth.get_scopes():
            return False
        acting = access.roles_of(request.user) & roles_allowed(view.permission)
        cast(Any, request.user).acting_roles = acting
        return bool(acting)

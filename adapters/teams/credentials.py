"""The bot's own credentials in Microsoft's directory."""

from dataclasses import dataclass, field

from handlers.errors import SetupError

KINDS = ("SingleTenant", "MultiTenant", "UserAssignedMSI")


@dataclass(frozen=True, slots=True)
class Credentials:
    """As set with MicrosoftAppId, MicrosoftAppPassword, MicrosoftAppType, MicrosoftAppTenantId."""

    app_id: str
    password: str = field(repr=False)
    kind: str
    tenant_id: str


def credentials(app_id: str, password: str, kind: str, tenant_id: str) -> Credentials | None:
    """The credentials, or None where none are set. Raises SetupError where some are missing."""
    if not app_id and not password:
        return None
    named = {known.casefold(): known for known in KINDS}.get((kind or KINDS[0]).casefold())
    if named is None:
        raise SetupError(f"MicrosoftAppType is none of {', '.join(KINDS)}.")
    needed = {"MicrosoftAppId": app_id}
    if named != "UserAssignedMSI":
        needed["MicrosoftAppPassword"] = password
    if named != "MultiTenant":
        needed["MicrosoftAppTenantId"] = tenant_id
    missing = [name for name, value in needed.items() if not value]
    if missing:
        raise SetupError(f"For Teams, {' and '.join(missing)} must be set too (MicrosoftAppType {named}).")
    return Credentials(app_id, password, named, tenant_id)

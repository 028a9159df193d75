"""Why Slack refused a call, in a word that is safe to log."""

from collections.abc import Mapping
from dataclasses import dataclass

from slack_sdk.errors import SlackApiError

_BUSY = frozenset({
    "fatal_error", "internal_error", "ratelimited", "rate_limited", "request_timeout", "service_unavailable",
    "team_added_to_org", "accesslimited",
})  # fmt: skip
_PATIENCE = 30.0


@dataclass(frozen=True, slots=True)
class Failure:
    """Slack's error code, and how many seconds to wait where another try makes sense."""

    code: str
    wait: float | None = None

    @classmethod
    def of(cls, error: SlackApiError) -> "Failure":
        """What the exception says; it never quotes the request or the response."""
        response = error.response
        status = int(getattr(response, "status_code", 0) or getattr(response, "status", 0))
        data = getattr(response, "data", None)
        code = str(data.get("error") or "unknown")[:60] if isinstance(data, dict) else f"http_{status}"
        if status == 429 or status >= 500 or code in _BUSY:
            return cls(code, _seconds(getattr(response, "headers", {}) or {}))
        return cls(code)


def _seconds(headers: Mapping[str, str]) -> float:
    after = next((value for name, value in headers.items() if name.lower() == "retry-after"), None)
    try:
        return max(float(after), 1.0) if after is not None else _PATIENCE
    except ValueError:
        return _PATIENCE

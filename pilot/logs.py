"""How the programs log: one JSON object a line, without anybody's identity code, account number or e-mail address.

The redaction is the last step before a line is written, so it also covers tracebacks and what libraries log.
"""

import re
from typing import Any

import structlog

# All thirteen signs of the century; "-" stands first, or the class would be a range (domain.md 3.1).
# Whatever looks like one, mistyped ones too: taking too much out of a log harms nobody.
IDENTITY_CODE = re.compile(r"(?<!\d)\d{6}[-+YXWVUABCDEF]\d{3}[0-9A-Y](?![0-9A-Za-z])", re.IGNORECASE)
IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?:[ \u00a0]?[A-Z0-9]){11,30}\b")
EMAIL = re.compile(r"[\w.+%-]+(?:@|%40)[\w-]+(?:\.[\w-]+)+")

REPLACEMENTS = ((IDENTITY_CODE, "[identity code]"), (IBAN, "[account]"), (EMAIL, "[e-mail]"))


def redact(text: str) -> str:
    """Take people's identifiers out of a text."""
    for pattern, replacement in REPLACEMENTS:
        text = pattern.sub(replacement, text)
    return text


def redact_line(_logger: Any, _method: str, line: str) -> str:
    """Redact a finished log line, whatever field or traceback the identifier stood in."""
    return redact(line)


def without_query(_logger: Any, _method: str, event: dict[str, Any]) -> dict[str, Any]:
    """Drop what stands behind the question mark of an address: search words and one-time codes."""
    if isinstance(event.get("request"), str):
        event["request"] = event["request"].partition("?")[0]
    return event


SHARED_STEPS: list[Any] = [
    structlog.contextvars.merge_contextvars,
    without_query,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.stdlib.ExtraAdder(),
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.format_exc_info,
]


def logging_settings(level: str) -> dict[str, Any]:
    """Give Django's LOGGING: everything to standard error, as JSON."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *SHARED_STEPS,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": SHARED_STEPS,
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    structlog.processors.JSONRenderer(ensure_ascii=False, default=str),
                    redact_line,
                ],
            },
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["stderr"], "level": level},
        # Django's own handlers would mail reports with request data, and print lines that are not redacted.
        "loggers": {
            "django": {"handlers": [], "propagate": True},
            "django.server": {"handlers": [], "propagate": True},
            "fontTools": {"level": "WARNING"},
            "weasyprint": {"level": "ERROR"},
        },
    }

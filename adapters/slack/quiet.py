"""A logger for Slack's libraries, which would print what people wrote.

slack_bolt logs whole requests when a signature is wrong or nothing listens, slack_sdk whole messages;
both print tracebacks. Nothing of theirs is let through: this channel has its own lines in the log.
"""

import logging

_ABOVE_ALL = logging.CRITICAL + 1


def quiet() -> logging.Logger:
    """The logger to hand to Bolt and the SDK."""
    for name in ("slack_bolt", "slack_sdk"):
        logging.getLogger(name).setLevel(_ABOVE_ALL)
    logger = logging.getLogger("slack_sdk.smpolicy")
    logger.setLevel(_ABOVE_ALL)
    return logger

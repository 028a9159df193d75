"""A stand-in for Slack, strict where Slack is strict."""

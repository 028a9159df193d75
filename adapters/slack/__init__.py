"""Slack: Bolt for what comes in, Block Kit for what goes out."""

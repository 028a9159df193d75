"""Mandated reports: intake, sealed tickets, escalation."""

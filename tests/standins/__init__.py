"""Platforms played on this machine, where the real ones cannot be had."""

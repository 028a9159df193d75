"""Puts everything together: settings, assembly, service, courier and command line."""

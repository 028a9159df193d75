"""Texts as a person sees them: look-alikes, invisible characters and leet undone."""

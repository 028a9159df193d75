"""Whom of the district a text names: by name, by title, by address, also misspelled."""

"""A district's own facts: people, sites, ladders, contacts, calendar."""

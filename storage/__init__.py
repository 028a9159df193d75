"""The database: tables, units of work, sealing, outbox, audit trail, migrations."""

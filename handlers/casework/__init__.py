"""The supervisors' side: acknowledging and reading a report."""

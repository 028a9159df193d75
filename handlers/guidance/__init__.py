"""The policy library and the search over it."""

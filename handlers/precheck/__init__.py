"""The check of a draft post before it is published."""

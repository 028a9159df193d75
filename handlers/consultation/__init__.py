"""Asking a supervisor about the guidelines (447.1 III.C), and the answer."""

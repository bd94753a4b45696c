"""Verbs of communication, one module a subject."""

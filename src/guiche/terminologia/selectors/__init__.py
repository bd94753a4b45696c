"""Reads of the terminologies, one module a subject."""

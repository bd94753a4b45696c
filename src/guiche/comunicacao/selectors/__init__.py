"""Reads of communication, one module a subject."""

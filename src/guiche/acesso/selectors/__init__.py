"""Reads of access, one module a subject."""

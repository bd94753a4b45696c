"""Reads of the registers, one module a subject."""

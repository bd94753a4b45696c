"""Doors for people: one folder per audience and the shared look in ``componentes``."""

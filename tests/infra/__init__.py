"""Servers and browsers that the tests start for themselves.

PostgreSQL, Valkey, Chromium, Guichê's own server.
"""

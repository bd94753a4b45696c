"""Reads of billing: facts for the rules, lists and details for the screens."""

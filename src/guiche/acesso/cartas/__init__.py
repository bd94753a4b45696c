"""Letters of access, one module a subject."""

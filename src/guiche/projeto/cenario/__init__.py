"""The demo world: two invented operadoras with their people, prestadores and twelve months of attendances.

Nothing here comes from real people: names are composed from lists, identifiers computed. The same seed on the
same day gives the same world. Only ``guiche demo``, the tests and the benchmarks build it.
"""

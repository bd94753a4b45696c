"""Pure rules of beneficiários and prestadores: validity of links, carência, CPT. No database, no clock."""

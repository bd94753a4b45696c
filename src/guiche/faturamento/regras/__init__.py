"""Pure rules of billing: conferência, valoração, glosa, states, extrato. No database, no clock, no input."""

"""Pure rules of access: periods, proofs, logins, family."""

"""Accounts, sessions, sign-in, roles, audit."""

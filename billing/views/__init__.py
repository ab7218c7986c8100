"""Billing's pages: each parses, asks who may, calls one action or query, and answers."""

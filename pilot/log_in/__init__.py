"""Logging in: whom identity providers vouch for, what of it is believed, and who that is here. See docs/log-in.md."""

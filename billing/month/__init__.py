"""The month as a set: what is due, what earlier months now owe or get back, previewed, frozen, checked and simulated.

Asked for by file. People's deeds on a month are `actions`; what pages read of one that is frozen is `queries`.
"""

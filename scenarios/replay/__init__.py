"""Scenarios: a small pilot's whole story in one file, played through the product's own operations.

`reading` refuses what is malformed, `playing` plays the events, `comparing` holds the answer against what is expected.
"""

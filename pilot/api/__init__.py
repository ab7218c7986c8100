"""How other systems talk with this one: `/api/v1/`, for every app the same log-in, refusals, pages and description.

What is answered lives in each app's `api` room; this one knows none of them.
"""

"""The demonstration: a whole pilot of made-up people, made through the product's own actions.

Everything is drawn from a seed and today's day, so the same command on one day makes the same pilot. Each makes
one part: the dates, the people who log in, the providers, the residents, their choices, and the frozen months.
"""

"""The figures as pages that a person looks through: a start page, a page a region, a page a unit, and a search.

They need no server and no network. What they show is what is published: nothing is summed up here that a table of the
published file does not hold, except where a page says that it is a sum.
"""

"""Clients of the published file: whether each opens it read-only with its doors closed, lists, describes and queries all of it.

`openings.py` has each client in its own words, `probe.py` what all are asked, `environments.py` the versions that are tried and
an environment for each. `make clients` runs all and prints a table.
"""

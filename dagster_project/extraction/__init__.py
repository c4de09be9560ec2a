"""Bytes of a disclosure in, records out.

Everything here is pure: the same bytes and the same vocabulary give the same records, in any
process and in any order. Nothing in this package knows of Dagster, dbt, DuckDB or the file
system beyond the vocabulary's CSV files. Where the records are kept is `dagster_project.storage`'s
business.
"""

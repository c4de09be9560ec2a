"""The candidate: built by dbt's models, without the documents that are held back, with what was published of them.

Nothing here judges a candidate: that is `dagster_project/quality/`.
"""

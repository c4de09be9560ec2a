"""Dashboards of the published file in Superset, as files: the assets, what is imported of them, and how Superset is run."""

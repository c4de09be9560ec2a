"""What dbt's connection to DuckDB knows beside SQL; named in `dbt_project/profiles.yml`, imported by dbt alone."""

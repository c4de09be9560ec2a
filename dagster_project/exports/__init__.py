"""The marts of a published file as files for those who do not use DuckDB: what is exported, and one module a form of it."""

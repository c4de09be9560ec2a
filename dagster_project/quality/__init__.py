"""The gate: runs the suites of `expectations/` on the candidate file, and reports what fails."""

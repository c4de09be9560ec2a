"""The findings as pages that a person reads: one HTML page a unit and year, and an index.

What is said here was decided before, by the rules: nothing is judged, nothing is summed up anew.
The pages stand alone: no script, nothing from elsewhere, so that one can be sent by mail.
"""

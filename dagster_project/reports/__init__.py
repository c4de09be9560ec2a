"""The pages for people: the findings, one HTML page a unit and year, and an index; the explorer; the start page.

What is said here was decided before, by the rules: nothing is judged, nothing is summed up anew.
The pages stand alone: nothing from elsewhere, and no script but the search of the start page, so that one can be sent by mail.
"""

"""Budget tables: from grids to figures with their meanings.

`loose_rows` finds rows whose cells nothing keeps apart, `wrapped_labels` labels that two lines break; `recognition` tells which
table a grid is; `columns` what each of its columns means, `items_across` what a total beside items adds up, `layouts` in which
lists the columns stand; `labels` what the label of a row says, with `codes` as they are printed and `subject_names` that prove
or tell them; `rows` reads the rows and makes records of their cells; `lines` tells which of them are totals, subtotals and
leaves, `subtotals` of which rows a row 小计 is the sum, `subjects_of_projects` which rows in a list of projects are subjects;
`ledger` counts what becomes of each cell; `tables_of_others` which tables and columns are of another unit, year or phase.
"""

"""Budget tables: from grids to figures with their meanings.

`loose_rows` finds rows whose cells nothing keeps apart; `recognition` tells which table a grid is; `columns` what each of its
columns means; `labels` what the label of a row says; `rows` which of them are totals, subtotals and leaves, and makes records of
their cells; `subtotals` of which rows a row 小计 is the sum; `tables_of_others` which tables are of another unit or year.
"""

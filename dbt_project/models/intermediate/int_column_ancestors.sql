-- One row is a column of a kind of table and one that it is a part of, directly or not.
{{ ancestors(ref('int_columns'), 'column_code', 'part_of', 'ancestor_code') }}

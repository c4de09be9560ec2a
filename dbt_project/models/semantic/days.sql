-- One row is a day: what metrics are laid over that run over days. dbt asks for it where there are metrics; ours need none.
{{ each_day('2000-01-01', '2049-12-31') }}

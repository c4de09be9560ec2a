-- One row is a source that money comes from.
select
    fund_source_code as fund_source_key,
    fund_source_code,
    fund_source_name,
    fund_group,
    fund_group_name
from {{ ref('fund_sources') }}

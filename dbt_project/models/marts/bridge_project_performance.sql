-- One row is a project and a performance table that covers it.
select
    project_key,
    performance_key,
    method,
    confidence,
    document_key,
    unit_key,
    fiscal_year
from {{ ref('int_project_performance') }}

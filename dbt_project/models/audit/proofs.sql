-- One row is something that words leave open in a budget table of a current document and figures tell, since no other reading
-- holds: its unit of measure, rows that add up others, what a total adds up.
select
    proofs.document_key,
    proofs.table_no,
    proofs.table_code,
    proofs.page_no,
    {{ line_in_file('proofs.line_no', 'documents.parts') }} as line_no,
    proofs.question,
    proofs.told,
    proofs.proof,
    proofs.part_key
from {{ ref('int_proofs') }} as proofs
inner join {{ ref('int_document_versions') }} as documents on proofs.document_key = documents.document_key
where documents.is_current

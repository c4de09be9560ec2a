-- One row is a sentence of a current document with a figure in it.
select
    sentences.document_key,
    sentences.section_no,
    sections.section_code,
    sentences.sentence_no,
    sentences.page_no,
    {{ line_in_file('sentences.line_no', 'documents.parts') }} as line_no,
    {{ line_in_file('sentences.last_line_no', 'documents.parts') }} as last_line_no,
    sentences.text,
    sentences.part_key
from {{ ref('int_sentences') }} as sentences
inner join {{ ref('int_sections') }} as sections
    on
        sentences.document_key = sections.document_key
        and sentences.section_no = sections.section_no
inner join {{ ref('int_document_versions') }} as documents
    on sentences.document_key = documents.document_key
where documents.is_current

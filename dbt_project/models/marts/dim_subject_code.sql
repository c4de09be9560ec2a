-- One row is a code of a classification, functional (类 class, 款 section, 项 item) or economic (类, 款).
with codes as (

    select
        *,
        substr(subject_code, 1, 3) as class_code,
        case when length(subject_code) >= 5 then substr(subject_code, 1, 5) end as section_code,
        case
            when length(subject_code) = 5 then substr(subject_code, 1, 3)
            when length(subject_code) = 7 then substr(subject_code, 1, 5)
        end as parent_code
    from {{ ref('int_subject_codes') }}

)

select
    {{ subject_key('codes.classification', 'codes.subject_code') }} as subject_key,
    codes.classification,
    codes.subject_code,
    codes.subject_name,
    cast((length(codes.subject_code) - 1) / 2 as integer) as level,
    case
        when codes.parent_code is not null
            then {{ subject_key('codes.classification', 'codes.parent_code') }}
    end as parent_subject_key,
    codes.class_code,
    classes.subject_name as class_name,
    codes.section_code,
    sections.subject_name as section_name,
    codes.is_official
from codes
left join codes as classes
    on
        codes.classification = classes.classification
        and codes.class_code = classes.subject_code
left join codes as sections
    on
        codes.classification = sections.classification
        and codes.section_code = sections.subject_code

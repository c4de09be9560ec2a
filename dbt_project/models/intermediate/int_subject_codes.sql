-- One row is a subject code: those of the national classifications, those that documents print
-- besides, and the ancestors of the latter. An official name is never replaced by a printed one.
with official as (

    select
        'functional' as classification,
        subject_code,
        subject_name
    from {{ ref('functional_classification') }}
    union all
    select
        'economic' as classification,
        subject_code,
        subject_name
    from {{ ref('economic_classification') }}
    union all
    select
        'government_economic' as classification,
        subject_code,
        subject_name
    from {{ ref('government_economic_classification') }}

),

printed_names as (

    select
        classification,
        subject_code,
        subject_name,
        count(*) as n_printed
    from {{ ref('int_printed_subjects') }}
    group by classification, subject_code, subject_name

),

printed as (

    select
        classification,
        subject_code,
        subject_name
    from printed_names
    qualify row_number() over (
        partition by classification, subject_code
        order by n_printed desc, length(subject_name) desc, subject_name asc
    ) = 1

),

ancestors as (

    select
        classification,
        substr(subject_code, 1, 3) as subject_code
    from printed
    union
    select
        classification,
        substr(subject_code, 1, 5) as subject_code
    from printed
    where length(subject_code) = 7

),

codes as (

    select
        classification,
        subject_code
    from official
    union
    select
        classification,
        subject_code
    from printed
    union
    select
        classification,
        subject_code
    from ancestors

)

select
    codes.classification,
    codes.subject_code,
    official.subject_code is not null as is_official,
    -- A code whose name is printed nowhere is shown by its digits: no name is made up.
    coalesce(official.subject_name, nullif(printed.subject_name, ''), codes.subject_code) as subject_name
from codes
left join official
    on
        codes.classification = official.classification
        and codes.subject_code = official.subject_code
left join printed
    on
        codes.classification = printed.classification
        and codes.subject_code = printed.subject_code

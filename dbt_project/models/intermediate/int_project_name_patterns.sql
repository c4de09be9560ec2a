-- One row is a fiscal year, with the patterns of what does not tell projects apart in their names: the words of kind
-- project_name_affix in seeds/vocabulary/document_words.csv, in front (leading), behind (trailing), anywhere (sign).
with fiscal_years as (

    select distinct fiscal_year from {{ ref('int_document_versions') }}
    where is_current

),

affixes as (

    select
        fiscal_years.fiscal_year,
        words.meaning as place,
        {{ literal_pattern("replace(words.word, '{fiscal_year}', cast(fiscal_years.fiscal_year as varchar))") }} as pattern
    from fiscal_years
    inner join {{ ref('document_words') }} as words on words.word_kind = 'project_name_affix'

),

patterns as (

    select
        fiscal_year,
        {{ joined_text("case when place = 'leading' then pattern end", '|', 'length(pattern) desc, pattern asc') }} as leading_words,
        {{ joined_text("case when place = 'trailing' then pattern end", '|', 'length(pattern) desc, pattern asc') }} as trailing_words,
        {{ joined_text("case when place = 'sign' then pattern end", '|', 'length(pattern) desc, pattern asc') }} as signs
    from affixes
    group by fiscal_year

)

-- Where there are no words, a pattern that matches the place before a name: it takes nothing away.
select
    fiscal_years.fiscal_year,
    coalesce('^(?:' || patterns.leading_words || ')+', '^') as leading_pattern,
    coalesce('(?:' || patterns.trailing_words || ')+$', '^') as trailing_pattern,
    coalesce('(?:' || patterns.signs || ')', '^') as sign_pattern
from fiscal_years
left join patterns on fiscal_years.fiscal_year = patterns.fiscal_year

-- One row is a condition on the document itself (family `document`) and something in a current document that it is applied to:
-- whether it is broken, why it cannot be judged where it cannot, and in words what is wrong.
with documents as (

    select * from {{ ref('int_document_versions') }}
    where is_current

),

claims as (

    select
        claims.*,
        documents.fiscal_year,
        documents.unit_key
    from {{ ref('stg_claims') }} as claims
    inner join documents on claims.document_key = documents.document_key

),

mandatory_tables as (

    select
        'document.mandatory_table' as rule_id,
        document_key,
        table_code as check_key,
        is_missing as is_broken,
        table_code,
        cast(null as integer) as line_no,
        cast(null as varchar) as cell_id,
        concat('文件中未找到应公开的“', table_name, '”：未公开，或文件不完整。') as detail_zh,
        concat('The document holds no table “', table_name_en, '”, which must be disclosed: it was left out, or the file is incomplete.') as detail_en
    from {{ ref('int_missing_tables') }}

),

listed_tables as (

    select
        'document.contents_table' as rule_id,
        claims.document_key,
        claims.table_code as check_key,
        count(tables.table_no) = 0 as is_broken,
        claims.table_code,
        min(claims.line_no) as line_no,
        cast(null as varchar) as cell_id,
        concat('目录（第', min(claims.line_no), '行）列有“', min(kinds.table_name), '”，正文中没有该表。') as detail_zh,
        concat(
            'The contents (line ', min(claims.line_no), ') list the table “', min(kinds.table_name_en), '”, which is not in the document.'
        ) as detail_en
    from claims
    inner join {{ ref('tables') }} as kinds on claims.table_code = kinds.table_code
    left join {{ ref('stg_tables') }} as tables
        on
            claims.document_key = tables.document_key
            and claims.table_code = tables.table_code
    where claims.claim_kind = 'contents_entry'
    group by claims.document_key, claims.table_code

),

listed_sections as (

    select
        'document.contents_section' as rule_id,
        claims.document_key,
        claims.section_code as check_key,
        count(sections.section_no) = 0 as is_broken,
        cast(null as varchar) as table_code,
        min(claims.line_no) as line_no,
        cast(null as varchar) as cell_id,
        concat('目录（第', min(claims.line_no), '行）列有“', min(claims.text), '”，情况说明中没有该节。') as detail_zh,
        concat('The contents (line ', min(claims.line_no), ') list “', min(claims.text), '”, a section that is not in the explanations.') as detail_en
    from claims
    left join {{ ref('stg_sections') }} as sections
        on
            claims.document_key = sections.document_key
            and claims.section_code = sections.section_code
    where
        claims.claim_kind = 'contents_entry'
        and claims.section_code is not null
    group by claims.document_key, claims.section_code

),

years as (

    select
        'document.fiscal_year' as rule_id,
        document_key,
        concat('claim ', claim_no) as check_key,
        case year_role
            when 'current' then year <> fiscal_year
            when 'prior' then year <> fiscal_year - 1
            when 'past' then year > fiscal_year
        end as is_broken,
        table_code,
        line_no,
        cast(null as varchar) as cell_id,
        concat(
            '第', line_no, '行：“', text, '”，印为', year, '年，',
            case year_role
                when 'current' then concat('应为预算年度', fiscal_year, '年。')
                when 'prior' then concat('应为上年（', fiscal_year - 1, '年）。')
                else concat('晚于预算年度', fiscal_year, '年。')
            end
        ) as detail_zh,
        concat(
            'Line ', line_no, ': “', text, '” prints the year ', year,
            case year_role
                when 'current' then concat(', where the budget’s own year, ', fiscal_year, ', belongs.')
                when 'prior' then concat(', where the year before, ', fiscal_year - 1, ', belongs.')
                else concat(', which is later than the budget’s own year, ', fiscal_year, '.')
            end
        ) as detail_en
    from claims
    where claim_kind = 'year'

),

texts as (

    select
        case claim_kind when 'template_text' then 'document.template_text' else 'document.misnomer' end as rule_id,
        document_key,
        concat('claim ', claim_no) as check_key,
        true as is_broken,
        table_code,
        line_no,
        cast(null as varchar) as cell_id,
        case claim_kind
            when 'template_text' then concat('第', line_no, '行遗留模板文字：“', text, '”。')
            else concat('第', line_no, '行：“', text, '”，应为“', subject_name, '”。')
        end as detail_zh,
        case claim_kind
            when 'template_text' then concat('Line ', line_no, ' holds text left from a template: “', text, '”.')
            else concat('Line ', line_no, ': “', text, '”, where “', subject_name, '” is meant.')
        end as detail_en
    from claims
    where claim_kind in ('template_text', 'misnomer')

),

-- A document in which none was found was looked through all the same.
searched_texts as (

    select
        searched.rule_id,
        documents.document_key,
        '' as check_key,
        false as is_broken,
        cast(null as varchar) as table_code,
        cast(null as integer) as line_no,
        cast(null as varchar) as cell_id,
        cast(null as varchar) as detail_zh,
        cast(null as varchar) as detail_en
    from documents
    cross join (values ('document.template_text'), ('document.misnomer')) as searched (rule_id)
    left join texts
        on
            documents.document_key = texts.document_key
            and searched.rule_id = texts.rule_id
    where texts.rule_id is null

),

official_names as (

    select * from {{ ref('int_subject_codes') }}
    where is_official

),

-- Names as they are compared: without spaces, with brackets of half width.
printed_names as (

    select
        document_key,
        classification,
        subject_code,
        {{ comparable_name('subject_name') }} as name_key,
        min(subject_name) as subject_name,
        min(table_code) as table_code,
        min(line_no) as line_no,
        min(cell_id) as cell_id,
        count(*) as n_printed
    from {{ ref('int_cells') }}
    where
        subject_code is not null
        and coalesce(subject_name, '') <> ''
    group by document_key, classification, subject_code, {{ comparable_name('subject_name') }}

),

subject_names as (

    select
        'document.subject_name' as rule_id,
        printed_names.document_key,
        concat(printed_names.classification, ':', printed_names.subject_code, ' ', printed_names.name_key) as check_key,
        printed_names.name_key <> {{ comparable_name('official_names.subject_name') }} as is_broken,
        printed_names.table_code,
        printed_names.line_no,
        printed_names.cell_id,
        concat(
            '第', printed_names.line_no, '行：科目', printed_names.subject_code, '印为“', printed_names.subject_name,
            '”，政府收支分类科目名称为“', official_names.subject_name, '”。'
        ) as detail_zh,
        concat(
            'Line ', printed_names.line_no, ': subject ', printed_names.subject_code, ' is called “', printed_names.subject_name,
            '”; the official classification calls it “', official_names.subject_name, '”.'
        ) as detail_en
    from printed_names
    inner join official_names
        on
            printed_names.classification = official_names.classification
            and printed_names.subject_code = official_names.subject_code

),

one_name as (

    select
        'document.subject_one_name' as rule_id,
        document_key,
        concat(classification, ':', subject_code) as check_key,
        count(*) > 1 as is_broken,
        max_by(table_code, line_no) as table_code,
        max(line_no) as line_no,
        max_by(cell_id, line_no) as cell_id,
        concat(
            '科目', subject_code, '有', count(*), '个名称：',
            {{ joined_text("concat('“', subject_name, '”（第', line_no, '行）')", '、', 'line_no') }}, '。'
        ) as detail_zh,
        concat(
            'Subject ', subject_code, ' has ', count(*), ' names: ',
            {{ joined_text("concat('“', subject_name, '” (line ', line_no, ')')", ', ', 'line_no') }}, '.'
        ) as detail_en
    from printed_names
    group by document_key, classification, subject_code

),

aliases as (

    select * from {{ ref('int_project_aliases') }}

),

named_mentions as (

    select
        mentions.document_key,
        aliases.project_key,
        min_by(mentions.project_name, mentions.line_no) as project_name,
        min(mentions.line_no) as line_no
    from {{ ref('int_project_mentions') }} as mentions
    inner join aliases
        on
            mentions.unit_key = aliases.unit_key
            and mentions.fiscal_year = aliases.fiscal_year
            and mentions.project_name_key = aliases.project_name_key
    where not aliases.is_cover_name
    group by mentions.document_key, aliases.project_key

),

withheld as (

    select
        'document.withheld_named' as rule_id,
        claims.document_key,
        concat('claim ', claims.claim_no) as check_key,
        named_mentions.project_key is not null as is_broken,
        cast(null as varchar) as table_code,
        claims.line_no,
        cast(null as varchar) as cell_id,
        concat(
            '第', claims.line_no, '行声明“', claims.project_name, '”完全不予公开，第', named_mentions.line_no, '行却具名为“',
            named_mentions.project_name, '”。'
        ) as detail_zh,
        concat(
            'Line ', claims.line_no, ' declares “', claims.project_name, '” secret, while line ', named_mentions.line_no, ' names it: “',
            named_mentions.project_name, '”.'
        ) as detail_en
    from claims
    inner join aliases
        on
            claims.unit_key = aliases.unit_key
            and claims.fiscal_year = aliases.fiscal_year
            and claims.project_name_key = aliases.project_name_key
    left join named_mentions
        on
            claims.document_key = named_mentions.document_key
            and aliases.project_key = named_mentions.project_key
    where claims.claim_kind = 'withheld'

),

-- What a sentence states of one fund source and the income table prints, to the digit, under another that no sentence states.
fund_checks as (

    select
        rule_id,
        document_key,
        check_key as fund_source_code,
        total_amount,
        parts_amount,
        n_totals,
        n_parts,
        total_cell_id,
        total_text,
        total_line_no
    from {{ ref('int_check_sums') }}
    where
        rule_id = 'narrative.income_fund'
        and obstacle_en is null

),

income_totals as (

    select * from {{ ref('int_ledger_matches') }}
    where
        rule_id = 'narrative.income_fund'
        and side = 'part'
        and table_code = 'income'

),

other_labels as (

    select
        'document.other_label' as rule_id,
        fund_checks.document_key,
        fund_checks.fund_source_code as check_key,
        count(elsewhere.cell_id) = 1 as is_broken,
        'income' as table_code,
        min(fund_checks.total_line_no) as line_no,
        min(elsewhere.cell_id) as cell_id,
        concat(
            '情况说明（第', min(fund_checks.total_line_no), '行）称', min(fund_checks.total_text), '为“', min(own.fund_source_name), '”，收入总体情况表（第',
            min(elsewhere.line_no), '行）将', min(elsewhere.text), '列在“', min(other.fund_source_name), '”下；名称不一致。'
        ) as detail_zh,
        concat(
            'The explanations (line ', min(fund_checks.total_line_no), ') state ', min(fund_checks.total_text), ' as “', min(own.fund_source_name),
            '”; the income table (line ', min(elsewhere.line_no), ') prints ', min(elsewhere.text), ' under “', min(other.fund_source_name),
            '”. One of the two names is wrong.'
        ) as detail_en
    from fund_checks
    inner join {{ ref('fund_sources') }} as own on fund_checks.fund_source_code = own.fund_source_code
    left join income_totals as elsewhere
        on
            fund_checks.document_key = elsewhere.document_key
            and fund_checks.fund_source_code <> elsewhere.base_key
            and fund_checks.total_amount = elsewhere.amount
            and fund_checks.total_amount <> fund_checks.parts_amount
            and not exists (
                select 1 as found
                from fund_checks as stated
                where
                    stated.document_key = elsewhere.document_key
                    and stated.fund_source_code = elsewhere.base_key
                    and stated.total_amount = elsewhere.amount
            )
    left join {{ ref('fund_sources') }} as other on elsewhere.base_key = other.fund_source_code
    group by fund_checks.document_key, fund_checks.fund_source_code

),

-- A project that its card calls by the same words under another year.
card_years as (

    select
        cards.document_key,
        cards.card_no,
        cards.line_no,
        cards.project_name,
        regexp_extract(cards.project_name_key, '^(20[0-9]{2})年?(.+)$', 1) as name_year,
        regexp_extract(
            regexp_replace(cards.allocation, '\s', '', 'g'),
            concat('(20[0-9]{2})年?', {{ literal_pattern("regexp_extract(cards.project_name_key, '^(20[0-9]{2})年?(.+)$', 2)") }}),
            1
        ) as text_year
    from {{ ref('stg_project_cards') }} as cards
    inner join documents on cards.document_key = documents.document_key
    where regexp_matches(cards.project_name_key, '^20[0-9]{2}年?.+$')

),

project_years as (

    select
        'document.project_year' as rule_id,
        document_key,
        concat('card ', card_no) as check_key,
        text_year <> '' and text_year <> name_year as is_broken,
        cast(null as varchar) as table_code,
        line_no,
        cast(null as varchar) as cell_id,
        concat('第', line_no, '行起的项目说明“', project_name, '”，资金分配情况称其为', text_year, '年。') as detail_zh,
        concat('The card “', project_name, '” from line ', line_no, ' speaks of the year ', text_year, ' in its allocation.') as detail_en
    from card_years

),

conditions as (

    select * from mandatory_tables
    union all
    select * from listed_tables
    union all
    select * from listed_sections
    union all
    select * from years
    union all
    select * from texts
    union all
    select * from searched_texts
    union all
    select * from subject_names
    union all
    select * from one_name
    union all
    select * from withheld
    union all
    select * from other_labels
    union all
    select * from project_years

)

select
    *,
    cast(null as varchar) as obstacle_en,
    cast(null as varchar) as obstacle_zh
from conditions

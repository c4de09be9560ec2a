-- One row is a condition on the document itself (family `document`) and something in a current document that it is applied to:
-- whether it is broken, what each side rests on, why it cannot be judged where it cannot, and in words what is wrong. The total
-- side is what the document prints; the part side is what it is held against: another place, or what the rule itself demands.
with documents as (

    select * from {{ ref('int_document_versions') }}
    where is_current

),

claims as (

    select
        claims.*,
        documents.fiscal_year,
        documents.unit_key,
        documents.has_budget_tables,
        documents.has_text
    from {{ ref('int_claims') }} as claims
    inner join documents on claims.document_key = documents.document_key

),

tables as (

    select * from {{ ref('int_ledger_tables') }}

),

-- What is in the document nowhere was looked for in all of it.
mandatory_tables as (

    select
        'document.mandatory_table' as rule_id,
        missing_tables.document_key,
        missing_tables.table_code as check_key,
        missing_tables.is_missing as is_broken,
        missing_tables.table_code,
        cast(null as integer) as line_no,
        cast(null as varchar) as cell_id,
        coalesce(tables.passage_ids, [{{ passage_id('missing_tables.document_key', 'document', '1') }}]) as total_passage_ids,
        ['rule:document.mandatory_table'] as part_passage_ids,
        {{ without_part('documents.has_budget_tables', 'tables') }},
        concat('文件中未找到应公开的“', missing_tables.table_name, '”：未公开，或文件不完整。') as detail_zh,
        concat(
            'The document holds no table “', missing_tables.table_name_en, '”, which must be disclosed: it was left out, or the file is incomplete.'
        ) as detail_en
    from {{ ref('int_missing_tables') }} as missing_tables
    left join documents on missing_tables.document_key = documents.document_key
    left join tables
        on
            missing_tables.document_key = tables.document_key
            and missing_tables.table_code = tables.table_code

),

listed_tables as (

    select
        'document.contents_table' as rule_id,
        claims.document_key,
        claims.table_code as check_key,
        count(tables.table_code) = 0 as is_broken,
        claims.table_code,
        min(claims.line_no) as line_no,
        cast(null as varchar) as cell_id,
        coalesce(min(tables.passage_ids), [{{ passage_id('claims.document_key', 'document', '1') }}]) as total_passage_ids,
        {{ string_list(passage_id('claims.document_key', 'claim', 'claims.claim_no'), 'claims.claim_no') }} as part_passage_ids,
        {{ without_part('bool_and(claims.has_budget_tables)', 'tables') }},
        concat('目录（', {{ line_zh('min(claims.line_no)') }}, '）列有“', min(kinds.table_name), '”，正文中没有该表。') as detail_zh,
        concat(
            'The contents (', {{ line_en('min(claims.line_no)') }}, ') list the table “', min(kinds.table_name_en), '”, which is not in the document.'
        ) as detail_en
    from claims
    inner join {{ ref('tables') }} as kinds on claims.table_code = kinds.table_code
    left join tables
        on
            claims.document_key = tables.document_key
            and claims.table_code = tables.table_code
    where claims.claim_kind = 'contents_entry'
    group by claims.document_key, claims.table_code

),

sections as (

    select
        document_key,
        section_code,
        {{ string_list(passage_id('document_key', 'section', 'section_no'), 'section_no') }} as passage_ids
    from {{ ref('int_sections') }}
    where section_code is not null
    group by document_key, section_code

),

listed_sections as (

    select
        'document.contents_section' as rule_id,
        claims.document_key,
        claims.section_code as check_key,
        count(sections.section_code) = 0 as is_broken,
        cast(null as varchar) as table_code,
        min(claims.line_no) as line_no,
        cast(null as varchar) as cell_id,
        coalesce(min(sections.passage_ids), [{{ passage_id('claims.document_key', 'document', '1') }}]) as total_passage_ids,
        {{ string_list(passage_id('claims.document_key', 'claim', 'claims.claim_no'), 'claims.claim_no') }} as part_passage_ids,
        {{ without_part('bool_and(claims.has_text)', 'text') }},
        concat('目录（', {{ line_zh('min(claims.line_no)') }}, '）列有“', min(claims.text), '”，情况说明中没有该节。') as detail_zh,
        concat(
            'The contents (', {{ line_en('min(claims.line_no)') }}, ') list “', min(claims.text), '”, a section that is not in the explanations.'
        ) as detail_en
    from claims
    left join sections
        on
            claims.document_key = sections.document_key
            and claims.section_code = sections.section_code
    where
        claims.claim_kind = 'contents_entry'
        and claims.section_code is not null
    group by claims.document_key, claims.section_code

),

-- The budget’s own year is that of the title.
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
        [{{ passage_id('document_key', 'claim', 'claim_no') }}] as total_passage_ids,
        [{{ passage_id('document_key', 'document', '1') }}] as part_passage_ids,
        concat(
            {{ line_zh('line_no') }}, '：“', text, '”，印为', year, '年，',
            case year_role
                when 'current' then concat('应为预算年度', fiscal_year, '年。')
                when 'prior' then concat('应为上年（', fiscal_year - 1, '年）。')
                else concat('晚于预算年度', fiscal_year, '年。')
            end
        ) as detail_zh,
        concat(
            {{ line_en('line_no', 'Line') }}, ': “', text, '” prints the year ', year,
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
        [{{ passage_id('document_key', 'claim', 'claim_no') }}] as total_passage_ids,
        [case claim_kind when 'template_text' then 'rule:document.template_text' else 'rule:document.misnomer' end] as part_passage_ids,
        case claim_kind
            when 'template_text' then concat({{ line_zh('line_no') }}, '遗留模板文字：“', text, '”。')
            else concat({{ line_zh('line_no') }}, '：“', text, '”，应为“', subject_name, '”。')
        end as detail_zh,
        case claim_kind
            when 'template_text' then concat({{ line_en('line_no', 'Line') }}, ' holds text left from a template: “', text, '”.')
            else concat({{ line_en('line_no', 'Line') }}, ': “', text, '”, where “', subject_name, '” is meant.')
        end as detail_en
    from claims
    where claim_kind in ('template_text', 'misnomer')

),

official_names as (

    select * from {{ ref('int_subject_codes') }}
    where is_official

),

-- Names as they are compared: without spaces, with brackets of half width. A row of a table prints its code once.
printed_rows as (

    select
        document_key,
        classification,
        subject_code,
        {{ comparable_name('subject_name') }} as name_key,
        min(subject_name) as subject_name,
        min(table_code) as table_code,
        min(line_no) as line_no,
        min(cell_id) as cell_id
    from {{ ref('int_printed_subjects') }}
    where coalesce(subject_name, '') <> ''
    group by document_key, classification, subject_code, {{ comparable_name('subject_name') }}, table_no, row_no

),

printed_names as (

    select
        document_key,
        classification,
        subject_code,
        name_key,
        min(subject_name) as subject_name,
        min(table_code) as table_code,
        min(line_no) as line_no,
        min(cell_id) as cell_id,
        {{ string_list('cell_id', 'line_no, cell_id') }} as cell_ids
    from printed_rows
    group by document_key, classification, subject_code, name_key

),

-- What a subject was called in former years is no other name.
other_names as (

    select distinct
        classification,
        subject_code,
        {{ comparable_name('subject_name') }} as name_key
    from {{ ref('subject_other_names') }}

),

subject_names as (

    select
        'document.subject_name' as rule_id,
        printed_names.document_key,
        concat(printed_names.classification, ':', printed_names.subject_code, ' ', printed_names.name_key) as check_key,
        printed_names.name_key <> {{ comparable_name('official_names.subject_name') }} and other_names.name_key is null as is_broken,
        printed_names.table_code,
        printed_names.line_no,
        printed_names.cell_id,
        [printed_names.cell_id] as total_cell_ids,
        [concat('official:', {{ subject_key('printed_names.classification', 'printed_names.subject_code') }})] as part_passage_ids,
        -- In which years it was its name is not known.
        case when other_names.name_key is not null then 'the subject has had that name too' end as obstacle_en,
        case when other_names.name_key is not null then '该科目曾用此名称' end as obstacle_zh,
        concat(
            {{ line_zh('printed_names.line_no') }}, '：科目', printed_names.subject_code, '印为“', printed_names.subject_name,
            '”，政府收支分类科目名称为“', official_names.subject_name, '”。'
        ) as detail_zh,
        concat(
            {{ line_en('printed_names.line_no', 'Line') }}, ': subject ', printed_names.subject_code, ' is called “', printed_names.subject_name,
            '”; the official classification calls it “', official_names.subject_name, '”.'
        ) as detail_en
    from printed_names
    inner join official_names
        on
            printed_names.classification = official_names.classification
            and printed_names.subject_code = official_names.subject_code
    left join other_names
        on
            printed_names.classification = other_names.classification
            and printed_names.subject_code = other_names.subject_code
            and printed_names.name_key = other_names.name_key

),

-- A code that has one name is compared row by row; of several names each stands for itself.
codes as (

    select
        document_key,
        classification,
        subject_code,
        count(*) as n_names,
        {{ joined_text("concat('“', subject_name, '”（', " ~ line_zh('line_no') ~ ", '）')", '、', 'line_no') }} as names_zh,
        {{ joined_text("concat('“', subject_name, '” (', " ~ line_en('line_no') ~ ", ')')", ', ', 'line_no') }} as names_en,
        max_by(table_code, line_no) as table_code,
        max(line_no) as line_no,
        case when count(*) = 1 then min(cell_ids) else {{ string_list('cell_id', 'line_no, cell_id') }} end as cell_ids
    from printed_names
    group by document_key, classification, subject_code

),

one_name as (

    select
        'document.subject_one_name' as rule_id,
        document_key,
        concat(classification, ':', subject_code) as check_key,
        n_names > 1 as is_broken,
        table_code,
        line_no,
        cell_ids[-1] as cell_id,
        case when len(cell_ids) > 1 then cell_ids[-1:] end as total_cell_ids,
        case when len(cell_ids) > 1 then cell_ids[:-2] end as part_cell_ids,
        case when len(cell_ids) = 1 then 'a code is printed in one row only' end as obstacle_en,
        case when len(cell_ids) = 1 then '科目编码仅印于一行' end as obstacle_zh,
        concat('科目', subject_code, '有', n_names, '个名称：', names_zh, '。') as detail_zh,
        concat('Subject ', subject_code, ' has ', n_names, ' names: ', names_en, '.') as detail_en
    from codes

),

aliases as (

    select * from {{ ref('int_project_aliases') }}

),

named_mentions as (

    select
        mentions.document_key,
        aliases.project_key,
        min_by(mentions.project_name, mentions.line_no) as project_name,
        min(mentions.line_no) as line_no,
        -- A card and a performance table are passages; elsewhere the name stands beside a figure.
        min_by(
            case mentions.mention_kind
                when 'project_card' then [{{ passage_id('mentions.document_key', 'card', "split_part(mentions.mention_key, ':', 3)") }}]
                when 'project_performance' then [{{ passage_id('mentions.document_key', 'table', "split_part(mentions.mention_key, ':', 3)") }}]
            end,
            mentions.line_no
        ) as passage_ids
    from {{ ref('int_project_mentions') }} as mentions
    inner join aliases
        on
            mentions.unit_key = aliases.unit_key
            and mentions.fiscal_year = aliases.fiscal_year
            and mentions.project_name_key = aliases.project_name_key
    where not aliases.is_cover_name
    group by mentions.document_key, aliases.project_key

),

declared as (

    select
        claims.document_key,
        claims.claim_no,
        claims.line_no,
        claims.project_name,
        aliases.project_key
    from claims
    inner join aliases
        on
            claims.unit_key = aliases.unit_key
            and claims.fiscal_year = aliases.fiscal_year
            and claims.project_name_key = aliases.project_name_key
    where claims.claim_kind = 'withheld'

),

-- Where else the document speaks of what it declares secret: where it names it, or under its cover name.
other_places as (

    select
        declared.document_key,
        declared.claim_no,
        {{ string_list('figures.cell_id', 'figures.line_no, figures.cell_id') }} as cell_ids
    from declared
    left join named_mentions
        on
            declared.document_key = named_mentions.document_key
            and declared.project_key = named_mentions.project_key
    inner join {{ ref('int_ledger_figures') }} as figures
        on
            declared.document_key = figures.document_key
            and declared.project_key = figures.project_key
            and declared.line_no <> figures.line_no
            and figures.line_no = coalesce(named_mentions.line_no, figures.line_no)
    group by declared.document_key, declared.claim_no

),

withheld as (

    select
        'document.withheld_named' as rule_id,
        declared.document_key,
        concat('claim ', declared.claim_no) as check_key,
        named_mentions.project_key is not null as is_broken,
        cast(null as varchar) as table_code,
        declared.line_no,
        cast(null as varchar) as cell_id,
        other_places.cell_ids as total_cell_ids,
        named_mentions.passage_ids as total_passage_ids,
        [{{ passage_id('declared.document_key', 'claim', 'declared.claim_no') }}] as part_passage_ids,
        case when named_mentions.project_key is null and other_places.claim_no is null then 'no other place speaks of the project' end as obstacle_en,
        case when named_mentions.project_key is null and other_places.claim_no is null then '他处未提及该项目' end as obstacle_zh,
        concat(
            {{ line_zh('declared.line_no') }}, '声明“', declared.project_name, '”完全不予公开，', {{ line_zh('named_mentions.line_no') }}, '却具名为“',
            named_mentions.project_name, '”。'
        ) as detail_zh,
        concat(
            {{ line_en('declared.line_no', 'Line') }}, ' declares “', declared.project_name,
            '” secret, while ', {{ line_en('named_mentions.line_no') }}, ' names it: “',
            named_mentions.project_name, '”.'
        ) as detail_en
    from declared
    left join named_mentions
        on
            declared.document_key = named_mentions.document_key
            and declared.project_key = named_mentions.project_key
    left join other_places
        on
            declared.document_key = other_places.document_key
            and declared.claim_no = other_places.claim_no

),

-- What a sentence states of one fund source and the income table prints, to the digit, under another that no sentence states.
fund_checks as (

    select
        rule_id,
        document_key,
        check_key as fund_source_code,
        total_amount,
        parts_amount,
        total_cell_ids,
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

-- All amounts of the income table that a stated amount was looked for among.
income_figures as (

    select
        document_key,
        {{ string_list('cell_id', 'cell_id') }} as cell_ids
    from income_totals
    group by document_key

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
        case
            when count(elsewhere.cell_id) = 1 then {{ string_list('elsewhere.cell_id', 'elsewhere.cell_id') }}
            else min(income_figures.cell_ids)
        end as total_cell_ids,
        min(fund_checks.total_cell_ids) as part_cell_ids,
        concat(
            '情况说明（', {{ line_zh('min(fund_checks.total_line_no)') }}, '）称', min(fund_checks.total_text), '为“', min(own.fund_source_name), '”，收入总体情况表（',
            {{ line_zh('min(elsewhere.line_no)') }}, '）将', min(elsewhere.text), '列在“', min(other.fund_source_name), '”下；名称不一致。'
        ) as detail_zh,
        concat(
            'The explanations (', {{ line_en('min(fund_checks.total_line_no)') }}, ') state ', min(fund_checks.total_text), ' as “', min(own.fund_source_name),
            '”; the income table (', {{ line_en('min(elsewhere.line_no)') }}, ') prints ', min(elsewhere.text), ' under “', min(other.fund_source_name),
            '”. One of the two names is wrong.'
        ) as detail_en
    from fund_checks
    inner join {{ ref('fund_sources') }} as own on fund_checks.fund_source_code = own.fund_source_code
    left join income_totals as elsewhere
        on
            fund_checks.document_key = elsewhere.document_key
            and fund_checks.fund_source_code <> elsewhere.base_key
            and {{ key_where("fund_checks.total_amount <> fund_checks.parts_amount", 'fund_checks.total_amount') }} = elsewhere.amount
            and not exists (
                select 1 as found
                from fund_checks as stated
                where
                    stated.document_key = elsewhere.document_key
                    and stated.fund_source_code = elsewhere.base_key
                    and stated.total_amount = elsewhere.amount
            )
    left join income_figures on fund_checks.document_key = income_figures.document_key
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
            regexp_replace(coalesce(cards.allocation, ''), '\s', '', 'g'),
            concat('(20[0-9]{2})年?', {{ literal_pattern("regexp_extract(cards.project_name_key, '^(20[0-9]{2})年?(.+)$', 2)") }}),
            1
        ) as text_year
    from {{ ref('int_project_cards') }} as cards
    inner join documents on cards.document_key = documents.document_key
    where regexp_matches(cards.project_name_key, '^20[0-9]{2}年?.+$')

),

project_years as (

    select
        'document.project_year' as rule_id,
        document_key,
        concat('card ', card_no) as check_key,
        text_year <> name_year as is_broken,
        cast(null as varchar) as table_code,
        line_no,
        cast(null as varchar) as cell_id,
        case when text_year <> '' then [{{ passage_id('document_key', 'card', 'card_no') }}] end as total_passage_ids,
        case when text_year <> '' then [{{ passage_id('document_key', 'allocation', 'card_no') }}] end as part_passage_ids,
        case when text_year = '' then 'the allocation of a card speaks of no year' end as obstacle_en,
        case when text_year = '' then '项目说明的资金分配未述年度' end as obstacle_zh,
        concat({{ line_zh('line_no') }}, '起的项目说明“', project_name, '”，资金分配情况称其为', text_year, '年。') as detail_zh,
        concat('The card “', project_name, '” from ', {{ line_en('line_no') }}, ' speaks of the year ', text_year, ' in its allocation.') as detail_en
    from card_years

),

conditions as (

    select * from mandatory_tables
    union all by name
    select * from listed_tables
    union all by name
    select * from listed_sections
    union all by name
    select * from years
    union all by name
    select * from texts
    union all by name
    select * from subject_names
    union all by name
    select * from one_name
    union all by name
    select * from withheld
    union all by name
    select * from other_labels
    union all by name
    select * from project_years

)

select * from conditions

{#- Where something is printed: boxes on pages, and lines as messages tell them. -#}

{#- The sides of a box, in points from the upper left corner of its page; no page is so large that one does not fit. -#}
{% macro box_columns(box) -%}
    {%- for side in ('left', 'top', 'right', 'bottom') %}
    try_cast({{ box }}[{{ loop.index }}] as decimal(7, 1)) as box_{{ side }}{{ "," if not loop.last }}
    {%- endfor %}
{%- endmacro %}

{#- Where messages tell of a line, between two signs (␞) that hardly a document prints: `with_places` makes a page of it where there are pages. -#}
{% macro line_zh(line_no) -%}
    concat('␞', '第', {{ line_no }}, '行', '␞')
{%- endmacro %}

{% macro line_en(line_no, word='line') -%}
    concat('␞', '{{ word }} ', {{ line_no }}, '␞')
{%- endmacro %}

{% macro lines_zh(first, last) -%}
    concat('␞', '第', {{ first }}, case when {{ last }} <> {{ first }} then concat('至', {{ last }}) else '' end, '行', '␞')
{%- endmacro %}

{% macro lines_en(first, last) -%}
    concat(
        '␞', case when {{ last }} <> {{ first }} then concat('lines ', {{ first }}, ' to ', {{ last }}) else concat('line ', {{ first }}) end, '␞'
    )
{%- endmacro %}

{#- The lines that the pages of a document begin with, where its readers see pages, or sheets with rows, rather than lines. -#}
{% macro cited_pages(reader, page_lines) -%}
    case when {{ reader }} in ('pdf', 'ofd', 'spreadsheet') then {{ page_lines }} end
{%- endmacro %}

{#- The page that a line stands on; null where there are none. -#}
{% macro page_of(line_no, page_lines) -%}
    {{ adapter.dispatch('page_of')(line_no, page_lines) }}
{%- endmacro %}

{% macro default__page_of(line_no, page_lines) -%}
    cast(len(list_filter({{ page_lines }}, lambda first_line: first_line <= {{ line_no }})) as integer)
{%- endmacro %}

{% macro spark__page_of(line_no, page_lines) -%}
    size(filter({{ page_lines }}, first_line -> first_line <= {{ line_no }}))
{%- endmacro %}

{#- How a piece looks that tells of lines. A document may print the sign between pieces all the same: nothing but this is made a page of. -#}
{% macro told_lines() -%}
    第[0-9]+(至[0-9]+)?行|[Ll]ines? [0-9]+( to [0-9]+)?
{%- endmacro %}

{#-
    A message with the lines that it tells of; with their pages, or sheets and rows, where the document has some. Of a disclosure
    in several files `parts` are these (`list_of_parts`), and each place is told with its file.
-#}
{% macro with_places(message, page_lines, reader, parts) -%}
    {{ adapter.dispatch('with_places')(message, page_lines, reader, parts) }}
{%- endmacro %}

{% macro default__with_places(message, page_lines, reader, parts) -%}
    case
        when {{ parts }} is not null
            then array_to_string(
                list_transform(
                    string_split({{ message }}, '␞'),
                    lambda piece: case when regexp_full_match(piece, '{{ told_lines() }}') then {{ cited_in_parts('piece', parts) }} else piece end
                ),
                ''
            )
        when {{ page_lines }} is null or {{ message }} is null then replace({{ message }}, '␞', '')
        else array_to_string(
            list_transform(
                string_split({{ message }}, '␞'),
                lambda piece: case when regexp_full_match(piece, '{{ told_lines() }}') then {{ cited('piece', page_lines, reader) }} else piece end
            ),
            ''
        )
    end
{%- endmacro %}

{% macro spark__with_places(message, page_lines, reader, parts) -%}
    case
        when {{ parts }} is not null
            then array_join(
                transform(
                    split({{ message }}, '␞'),
                    piece -> case when piece rlike '^({{ told_lines() }})$' then {{ cited_in_parts('piece', parts) }} else piece end
                ),
                ''
            )
        when {{ page_lines }} is null or {{ message }} is null then replace({{ message }}, '␞', '')
        else array_join(
            transform(
                split({{ message }}, '␞'),
                piece -> case when piece rlike '^({{ told_lines() }})$' then {{ cited('piece', page_lines, reader) }} else piece end
            ),
            ''
        )
    end
{%- endmacro %}

{#- Both ends of a piece that tells of lines, each with the file that it stands in; one of them where they are the same place. -#}
{% macro cited_in_parts(piece, parts) -%}
    {%- set first = "try_cast(regexp_extract(" ~ piece ~ ", '[0-9]+', 0) as integer)" -%}
    {%- set last = "try_cast(regexp_extract(" ~ piece ~ ", '([0-9]+)[^0-9]*$', 1) as integer)" -%}
    {%- set to = "case when starts_with(" ~ piece ~ ", '第') then '至' else ' to ' end" -%}
    {%- set both = "case when begins = ends then begins else concat(begins, " ~ to ~ ", ends) end" -%}
    {%- set place = let(place_in_part(piece, first, parts), 'begins', let(place_in_part(piece, last, parts), 'ends', both)) -%}
    {{ let(place, 'place', "case when starts_with(" ~ piece ~ ", 'L') then concat(upper(substr(place, 1, 1)), substr(place, 2)) else place end") }}
{%- endmacro %}

{#- 《a.pdf》第3页, page 3 of a.pdf: a line of a disclosure, in the language of a piece that tells of lines. -#}
{% macro place_in_part(piece, line_no, parts) -%}
    {%- set words -%}
        case
            when starts_with({{ piece }}, '第')
                then concat(
                    '《', part.source_file, '》第',
                    case
                        when part.page_lines is null then concat(in_file, '行')
                        when part.reader = 'spreadsheet' then concat(page, '张表第', in_file - part.page_lines[page] + 1, '行')
                        else concat(page, '页')
                    end
                )
            else concat(
                case
                    when part.page_lines is null then concat('line ', in_file)
                    when part.reader = 'spreadsheet' then concat('sheet ', page, ', row ', in_file - part.page_lines[page] + 1)
                    else concat('page ', page)
                end,
                ' of ', part.source_file
            )
        end
    {%- endset -%}
    {%- set in_part = let('line_no - part.first_line + 1', 'in_file', let(page_of('in_file', 'part.page_lines'), 'page', words)) -%}
    {{ let(line_no, 'line_no', let(part_at(parts, 'line_no'), 'part', in_part)) }}
{%- endmacro %}

{#- 第494行, line 494 or lines 3 to 9 as 第24页, page 24, or 第2张表第12行 and sheet 2, row 12. -#}
{% macro cited(piece, page_lines, reader) -%}
    {%- set first = "try_cast(regexp_extract(" ~ piece ~ ", '[0-9]+', 0) as integer)" -%}
    {%- set last = "try_cast(regexp_extract(" ~ piece ~ ", '([0-9]+)[^0-9]*$', 1) as integer)" -%}
    {%- set page, last_page = page_of(first, page_lines), page_of(last, page_lines) -%}
    {%- set row = first ~ " - " ~ page_lines ~ "[" ~ page ~ "] + 1" -%}
    {%- set is_zh, is_sheet = "starts_with(" ~ piece ~ ", '第')", reader ~ " = 'spreadsheet'" -%}
    case
        when {{ first }} is null then {{ piece }}
        when {{ is_sheet }} and {{ is_zh }} then concat('第', {{ page }}, '张表第', {{ row }}, '行')
        when {{ is_sheet }} then concat(case when starts_with({{ piece }}, 'L') then 'Sheet ' else 'sheet ' end, {{ page }}, ', row ', {{ row }})
        when {{ page }} <> {{ last_page }} and {{ is_zh }} then concat('第', {{ page }}, '至', {{ last_page }}, '页')
        when {{ page }} <> {{ last_page }} then concat('pages ', {{ page }}, ' to ', {{ last_page }})
        when {{ is_zh }} then concat('第', {{ page }}, '页')
        else concat(case when starts_with({{ piece }}, 'L') then 'Page ' else 'page ' end, {{ page }})
    end
{%- endmacro %}

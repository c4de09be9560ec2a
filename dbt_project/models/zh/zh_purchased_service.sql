{{ config(alias='政府购买服务') }}

select
    {{ zh_unit_columns() }},
    {{ zh_phase_column() }},
    f.service as "服务目录",
    {{ zh_amount_columns(share_of=['f.document_key', 'f.phase']) }}
{{ zh_from('fct_purchased_service') }}
{{ zh_own_year() }}

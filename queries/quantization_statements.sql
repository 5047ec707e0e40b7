-- question: What does the founding text say on INT8, INT4 and FP8, and does it still stand?
-- one row per: framework (or all) × precision or list of methods, as stated
-- columns:
--   framework      -     framework id, or all
--   precision_id   -     int8, int4, fp8 or methods
--   statement      -     as stated in the founding text
--   claim_id       -     claim behind it
--   verdict        -     holds, outdated, disputed, wrong, unverifiable or opinion
--   current_value  -     what the evidence says now
--   as_of          date  first day of the evidence's date
with stated as (
    select
        framework,
        'int8' as precision_id,
        int8 as statement,
        int8_claim_id as claim_id
    from quantization_seed
    union all
    select
        framework,
        'int4' as precision_id,
        int4 as statement,
        int4_claim_id as claim_id
    from quantization_seed
    union all
    select
        framework,
        'fp8' as precision_id,
        fp8 as statement,
        fp8_claim_id as claim_id
    from quantization_seed
    union all
    select
        framework,
        'methods' as precision_id,
        methods as statement,
        methods_claim_id as claim_id
    from quantization_seed
),

final as (
    select
        stated.framework,
        stated.precision_id,
        stated.statement,
        stated.claim_id,
        claims.verdict,
        claims.current_value,
        claims.as_of
    from stated
    inner join claims on stated.claim_id = claims.claim_id
    where stated.statement is not null
)

select * from final
order by
    framework,
    precision_id,
    claim_id

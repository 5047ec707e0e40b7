-- question: Does each of the five frameworks run INT8, INT4 and FP8 weights at all?
-- one row per: framework and precision
-- columns:
--   framework  -  framework id
--   precision  -  int8, int4 or fp8
--   supported  -  best answer over its methods: yes, partial, no, unknown; engine for a
--                 framework that leaves it to the engine behind it
--   methods    -  methods on which something is stated
with families (method, precision) as (
    select *
    from (
        values
        ('int8-w8a8', 'int8'),
        ('int8-w8a16', 'int8'),
        ('smoothquant', 'int8'),
        ('bitsandbytes-int8', 'int8'),
        ('eetq', 'int8'),
        ('zeroquant', 'int8'),
        ('awq', 'int4'),
        ('int4-awq', 'int4'),
        ('gptq', 'int4'),
        ('int4-w4a16', 'int4'),
        ('int4-weight-only', 'int4'),
        ('w4a8-awq', 'int4'),
        ('w4a8-gptq', 'int4'),
        ('marlin', 'int4'),
        ('fp8-w8a8', 'fp8'),
        ('fp8-w8a16', 'fp8')
    ) as listed
),

asked as (
    select
        frameworks.framework,
        precisions.precision
    from frameworks
    cross join (select distinct precision from families) as precisions
    where frameworks.in_seed = 'yes'
),

stated as (
    select
        quantization.framework,
        families.precision,
        count(*) as methods,
        max(
            case quantization.supported
                when 'yes' then 3
                when 'partial' then 2
                when 'no' then 1
                else 0
            end
        ) as best
    from quantization
    inner join families on quantization.method = families.method
    group by
        quantization.framework,
        families.precision
),

engine_decides as (
    select distinct framework
    from quantization
    where method like 'via-%'
),

final as (
    select
        asked.framework,
        asked.precision,
        case
            when stated.best = 3 then 'yes'
            when stated.best = 2 then 'partial'
            when stated.best = 1 then 'no'
            when engine_decides.framework is not null then 'engine'
            else 'unknown'
        end as supported,
        coalesce(stated.methods, 0) as methods
    from asked
    left join stated
        on
            asked.framework = stated.framework
            and asked.precision = stated.precision
    left join engine_decides on asked.framework = engine_decides.framework
)

select * from final
order by
    framework,
    precision

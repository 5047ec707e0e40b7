-- question: Which values can each filter of the ranks page take?
-- params:
-- one row per: filter and value
-- columns:
--   filter  -  model, gpu, gen, prec or scen
--   value   -  value as it stands in a link; shape: and an architecture for all its models
--   points  -  sound points of the five frameworks with it, MLPerf apart
with points as (
    select
        model_id,
        architecture_id,
        gpu_label,
        gpu_generation,
        precision_id,
        scenario
    from results
    where
        not is_mlperf  -- rule 3.4
        and not is_doubtful  -- rule 3.5
        and system in ('vllm', 'tensorrt-llm', 'tgi', 'deepspeed', 'triton')
),

listed as (
    select
        'model' as filter,
        model_id as value
    from points
    union all
    select
        'gpu' as filter,
        gpu_label as value
    from points
    union all
    select
        'gen' as filter,
        gpu_generation as value
    from points
    union all
    select
        'prec' as filter,
        precision_id as value
    from points
    union all
    select
        'scen' as filter,
        scenario as value
    from points
),

shapes as (
    select
        'model' as filter,
        concat('shape:', architecture_id) as value,
        count(*) as points
    from points
    where architecture_id is not null
    group by architecture_id
    having count(distinct model_id) > 1
),

values_listed as (
    select
        filter,
        value,
        count(*) as points
    from listed
    where value is not null
    group by
        filter,
        value
),

final as (
    select * from values_listed
    union all
    select * from shapes
)

select * from final
order by
    filter,
    points desc,
    value

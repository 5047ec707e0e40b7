-- question: Which values can each filter take, and how many points has each?
-- params:
--   $model  text  model id, or shape: and an architecture; NULL means all
-- one row per: filter and value
-- columns:
--   filter  -  link key of the filter
--   value   -  value as it stands in a link
--   label   -  name of a system; of a shape the number of its models; NULL for the rest
--   points  -  measured points with it, doubtful ones too
with identities as (
    select
        model_id,
        architecture_id,
        system,
        system_label,
        framework_version,
        gpu_label,
        gpu_generation,
        gpu_count,
        precision_id,
        tp,
        pp,
        scenario,
        source_id,
        date_trunc('month', measured_date) as measured_date,
        isl,
        osl,
        count(*) as points
    from results
    where
        not is_mlperf  -- rule 3.4
        and (
            cast($model as varchar) is null
            or model_id = cast($model as varchar)
            or 'shape:' || architecture_id = cast($model as varchar)
        )
    group by all
),

listed as (
    select
        'model' as filter,
        model_id as value,
        null as label,
        points
    from identities
    union all
    select
        'model' as filter,
        'shape:' || architecture_id as value,
        cast(count(distinct model_id) as varchar) as label,
        cast(sum(points) as bigint) as points
    from identities
    where architecture_id is not null
    group by architecture_id
    having count(distinct model_id) > 1
    union all
    select
        'fw' as filter,
        system as value,
        system_label as label,
        points
    from identities
    union all
    select
        'ver' as filter,
        coalesce(framework_version, 'not-stated') as value,
        null as label,
        points
    from identities
    union all
    select
        'gpu' as filter,
        gpu_label as value,
        null as label,
        points
    from identities
    union all
    select
        'gen' as filter,
        gpu_generation as value,
        null as label,
        points
    from identities
    union all
    select
        'n' as filter,
        cast(gpu_count as varchar) as value,
        null as label,
        points
    from identities
    union all
    select
        'prec' as filter,
        coalesce(precision_id, 'not-stated') as value,
        null as label,
        points
    from identities
    union all
    select
        'tp' as filter,
        cast(tp as varchar) as value,
        null as label,
        points
    from identities
    union all
    select
        'pp' as filter,
        cast(pp as varchar) as value,
        null as label,
        points
    from identities
    union all
    select
        'scen' as filter,
        scenario as value,
        null as label,
        points
    from identities
    union all
    select
        'src' as filter,
        source_id as value,
        null as label,
        points
    from identities
    union all
    select
        'since' as filter,
        strftime(measured_date, '%Y-%m') as value,
        null as label,
        points
    from identities
    union all
    select
        'len' as filter,
        cast(cast(isl as bigint) as varchar) || '-' || cast(cast(osl as bigint) as varchar) as value,
        null as label,
        points
    from identities
    where
        isl = floor(isl)
        and osl = floor(osl)
    union all
    select
        'kind' as filter,
        sources.kind as value,
        null as label,
        identities.points
    from identities
    inner join sources on identities.source_id = sources.source_id
),

final as (
    select
        filter,
        value,
        max(label) as label,
        cast(sum(points) as bigint) as points
    from listed
    where value is not null
    group by
        filter,
        value
)

select * from final
order by
    filter,
    points desc,
    value

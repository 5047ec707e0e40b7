-- question: How much is measured of each of the five frameworks, and on what most?
-- one row per: framework of the founding comparison
-- columns:
--   framework     -  framework id; triton counts what ran behind Triton
--   points        -  measured points, MLPerf and doubtful ones apart (0 where there are none)
--   sources       -  publications they come from
--   model_id      -  model of the most measured pair of model and accelerator, or NULL
--   gpu_label     -  accelerator of that pair
--   most_points   -  points of that pair
--   most_sources  -  publications of that pair
with usable as (
    select
        system,
        model_id,
        gpu_label,
        source_id
    from results
    where
        not is_mlperf
        and not is_doubtful
),

totals as (
    select
        system,
        count(*) as points,
        count(distinct source_id) as sources
    from usable
    group by system
),

pairs as (
    select
        system,
        model_id,
        gpu_label,
        count(*) as most_points,
        count(distinct source_id) as most_sources
    from usable
    group by
        system,
        model_id,
        gpu_label
),

ranked as (
    select
        *,
        row_number() over (
            partition by system
            order by
                most_points desc,
                model_id,
                gpu_label
        ) as place
    from pairs
),

final as (
    select
        frameworks.framework,
        coalesce(totals.points, 0) as points,
        coalesce(totals.sources, 0) as sources,
        ranked.model_id,
        ranked.gpu_label,
        ranked.most_points,
        ranked.most_sources
    from frameworks
    left join totals on frameworks.framework = totals.system
    left join ranked
        on
            frameworks.framework = ranked.system
            and ranked.place = 1
    where frameworks.in_seed = 'yes'
)

select * from final
order by framework

-- question: Which GPU was measured with which system and precision, how often?
-- params:
--   $model        text    model id, or shape: and an architecture; NULL means all
--   $isl_low      tokens  least prompt length; NULL means no limit
--   $isl_high     tokens  largest prompt length
--   $osl_low      tokens  least generated length
--   $osl_high     tokens  largest generated length
--   $systems      list    ids of what was served; empty means all
--   $versions     list    framework versions, not-stated for none
--   $gpus         list    GPU names
--   $generations  list    GPU generations
--   $counts       list    numbers of GPUs
--   $precisions   list    weight precisions, not-stated for none
--   $tps          list    tensor parallel degrees
--   $pps          list    pipeline parallel degrees
--   $scenarios    list    load scenarios
--   $load_low     number  least load (batch, concurrency or requests per second)
--   $load_high    number  largest load
--   $sources      list    source ids
--   $kinds        list    kinds of source
--   $stated_only  flag    only sources that state a licence
--   $since        date    measured on or after this day; NULL means any
--   $quality      text    sound, all or doubtful
-- one row per: GPU, system and precision that occur together
-- columns:
--   gpu_label       -  GPU as the source names it
--   gpu_generation  -  its generation
--   system          -  what was served
--   system_label    -  its name
--   precision_id    -  weight precision, not-stated for none
--   points          -  measured points
--   sources         -  publications
with chosen_sources as (
    select
        sources.source_id,
        sources.title,
        sources.kind
    from sources
    where
        (
            cast($kinds as varchar[]) is null
            or list_contains(cast($kinds as varchar[]), sources.kind)
        )
        and (not cast($stated_only as boolean) or sources.licence_stated)
),

final as (
    select
        results.gpu_label,
        results.gpu_generation,
        results.system,
        results.system_label,
        coalesce(results.precision_id, 'not-stated') as precision_id,
        count(*) as points,
        count(distinct results.source_id) as sources
    from results
    inner join chosen_sources on results.source_id = chosen_sources.source_id
    where
        not results.is_mlperf  -- rule 3.4
        and (
            cast($model as varchar) is null
            or results.model_id = cast($model as varchar)
            or 'shape:' || results.architecture_id = cast($model as varchar)
        )
        and (cast($isl_low as double) is null or results.isl >= cast($isl_low as double))
        and (cast($isl_high as double) is null or results.isl <= cast($isl_high as double))
        and (cast($osl_low as double) is null or results.osl >= cast($osl_low as double))
        and (cast($osl_high as double) is null or results.osl <= cast($osl_high as double))
        and (
            cast($systems as varchar[]) is null
            or list_contains(cast($systems as varchar[]), results.system)
        )
        and (
            cast($versions as varchar[]) is null
            or list_contains(cast($versions as varchar[]), coalesce(results.framework_version, 'not-stated'))
        )
        and (
            cast($gpus as varchar[]) is null
            or list_contains(cast($gpus as varchar[]), results.gpu_label)
        )
        and (
            cast($generations as varchar[]) is null
            or list_contains(cast($generations as varchar[]), results.gpu_generation)
        )
        and (
            cast($counts as integer[]) is null
            or list_contains(cast($counts as integer[]), results.gpu_count)
        )
        and (
            cast($precisions as varchar[]) is null
            or list_contains(cast($precisions as varchar[]), coalesce(results.precision_id, 'not-stated'))
        )
        and (
            cast($tps as integer[]) is null
            or list_contains(cast($tps as integer[]), results.tp)
        )
        and (
            cast($pps as integer[]) is null
            or list_contains(cast($pps as integer[]), results.pp)
        )
        and (
            cast($scenarios as varchar[]) is null
            or list_contains(cast($scenarios as varchar[]), results.scenario)
        )
        and (cast($load_low as double) is null or results.load_value >= cast($load_low as double))
        and (cast($load_high as double) is null or results.load_value <= cast($load_high as double))
        and (
            cast($sources as varchar[]) is null
            or list_contains(cast($sources as varchar[]), results.source_id)
        )
        and (cast($since as date) is null or results.measured_date >= cast($since as date))
        and (
            cast($quality as varchar) = 'all'
            or results.is_doubtful = (cast($quality as varchar) = 'doubtful')
        )
    group by
        results.gpu_label,
        results.gpu_generation,
        results.system,
        results.system_label,
        coalesce(results.precision_id, 'not-stated')
)

select * from final
order by
    gpu_label,
    system,
    system_label,
    precision_id

-- question: How many points would appear if one filter were dropped?
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
-- one row per: the whole selection (always one)
-- columns:
--   all_points       -  points of the whole table without MLPerf
--   without_model    -  points without the filter on model
--   without_fw       -  points without the filter on system
--   without_ver      -  points without the filter on version
--   without_gpu      -  points without the filter on GPU
--   without_gen      -  points without the filter on GPU generation
--   without_n        -  points without the filter on number of GPUs
--   without_prec     -  points without the filter on precision
--   without_tp       -  points without the filter on tensor parallel degree
--   without_pp       -  points without the filter on pipeline parallel degree
--   without_scen     -  points without the filter on scenario
--   without_load     -  points without the filter on load
--   without_src      -  points without the filter on source
--   without_since    -  points without the filter on date
--   without_quality  -  points without the filter on quality
--   without_kind     -  points without the filter on kind of source
--   without_licence  -  points without the filter on licence
--   without_len      -  points without the filter on prompt and generated length
with tested as (
    select
        coalesce((
            cast($model as varchar) is null
            or results.model_id = cast($model as varchar)
            or coalesce('shape:' || results.architecture_id = cast($model as varchar), false)
        ), false) as ok_model,
        coalesce((cast($isl_low as double) is null or results.isl >= cast($isl_low as double))
        and (cast($isl_high as double) is null or results.isl <= cast($isl_high as double)), false) as ok_isl,
        coalesce((cast($osl_low as double) is null or results.osl >= cast($osl_low as double))
        and (cast($osl_high as double) is null or results.osl <= cast($osl_high as double)), false) as ok_osl,
        coalesce((
            cast($systems as varchar[]) is null
            or list_contains(cast($systems as varchar[]), results.system)
        ), false) as ok_fw,
        coalesce((
            cast($versions as varchar[]) is null
            or list_contains(cast($versions as varchar[]), coalesce(results.framework_version, 'not-stated'))
        ), false) as ok_ver,
        coalesce((
            cast($gpus as varchar[]) is null
            or list_contains(cast($gpus as varchar[]), results.gpu_label)
        ), false) as ok_gpu,
        coalesce((
            cast($generations as varchar[]) is null
            or list_contains(cast($generations as varchar[]), results.gpu_generation)
        ), false) as ok_gen,
        coalesce((
            cast($counts as integer[]) is null
            or list_contains(cast($counts as integer[]), results.gpu_count)
        ), false) as ok_n,
        coalesce((
            cast($precisions as varchar[]) is null
            or list_contains(cast($precisions as varchar[]), coalesce(results.precision_id, 'not-stated'))
        ), false) as ok_prec,
        coalesce((
            cast($tps as integer[]) is null
            or list_contains(cast($tps as integer[]), results.tp)
        ), false) as ok_tp,
        coalesce((
            cast($pps as integer[]) is null
            or list_contains(cast($pps as integer[]), results.pp)
        ), false) as ok_pp,
        coalesce((
            cast($scenarios as varchar[]) is null
            or list_contains(cast($scenarios as varchar[]), results.scenario)
        ), false) as ok_scen,
        coalesce((cast($load_low as double) is null or results.load_value >= cast($load_low as double))
        and (cast($load_high as double) is null or results.load_value <= cast($load_high as double)), false) as ok_load,
        coalesce((
            cast($sources as varchar[]) is null
            or list_contains(cast($sources as varchar[]), results.source_id)
        ), false) as ok_src,
        coalesce((cast($since as date) is null or results.measured_date >= cast($since as date)), false) as ok_since,
        coalesce((
            cast($quality as varchar) = 'all'
            or results.is_doubtful = (cast($quality as varchar) = 'doubtful')
        ), false) as ok_quality,
        coalesce((
            cast($kinds as varchar[]) is null
            or list_contains(cast($kinds as varchar[]), sources.kind)
        ), false) as ok_kind,
        coalesce((not cast($stated_only as boolean) or sources.licence_stated), false) as ok_licence
    from results
    inner join sources on results.source_id = sources.source_id
    where not results.is_mlperf  -- rule 3.4
),

scored as (
    select
        *,
        cast(not ok_model as integer)
            + cast(not ok_fw as integer)
            + cast(not ok_ver as integer)
            + cast(not ok_gpu as integer)
            + cast(not ok_gen as integer)
            + cast(not ok_n as integer)
            + cast(not ok_prec as integer)
            + cast(not ok_tp as integer)
            + cast(not ok_pp as integer)
            + cast(not ok_scen as integer)
            + cast(not ok_load as integer)
            + cast(not ok_src as integer)
            + cast(not ok_since as integer)
            + cast(not ok_quality as integer)
            + cast(not ok_kind as integer)
            + cast(not ok_licence as integer)
            + cast(not (ok_isl and ok_osl) as integer) as failed
    from tested
),

final as (
    select
        count(*) as all_points,
        count(*) filter (where failed = 0 or (failed = 1 and not ok_model)) as without_model,
        count(*) filter (where failed = 0 or (failed = 1 and not ok_fw)) as without_fw,
        count(*) filter (where failed = 0 or (failed = 1 and not ok_ver)) as without_ver,
        count(*) filter (where failed = 0 or (failed = 1 and not ok_gpu)) as without_gpu,
        count(*) filter (where failed = 0 or (failed = 1 and not ok_gen)) as without_gen,
        count(*) filter (where failed = 0 or (failed = 1 and not ok_n)) as without_n,
        count(*) filter (where failed = 0 or (failed = 1 and not ok_prec)) as without_prec,
        count(*) filter (where failed = 0 or (failed = 1 and not ok_tp)) as without_tp,
        count(*) filter (where failed = 0 or (failed = 1 and not ok_pp)) as without_pp,
        count(*) filter (where failed = 0 or (failed = 1 and not ok_scen)) as without_scen,
        count(*) filter (where failed = 0 or (failed = 1 and not ok_load)) as without_load,
        count(*) filter (where failed = 0 or (failed = 1 and not ok_src)) as without_src,
        count(*) filter (where failed = 0 or (failed = 1 and not ok_since)) as without_since,
        count(*) filter (where failed = 0 or (failed = 1 and not ok_quality)) as without_quality,
        count(*) filter (where failed = 0 or (failed = 1 and not ok_kind)) as without_kind,
        count(*) filter (where failed = 0 or (failed = 1 and not ok_licence)) as without_licence,
        count(*) filter (where failed = 0 or (failed = 1 and not (ok_isl and ok_osl))) as without_len
    from scored
)

select * from final

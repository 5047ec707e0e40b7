-- question: Which publications do the measured points come from, and what does each hold?
-- params:
--   $kinds        list  kinds of source; empty means all
--   $collections  list  collections the rows came in with; empty means all
--   $licence      text  all, stated or none
--   $search       text  words to find in id, title, publisher, notes, systems or models; NULL means any
-- one row per: publication
-- columns:
--   source_id       -     id of the publication
--   title           -     its title in our words
--   publisher       -     who published it
--   url             -     where it is
--   kind            -     who measures: vendor, academic, independent, community or consortium
--   licence         -     licence as stated, or that none is stated
--   licence_stated  -     whether one is stated
--   published_on    -     date of publication as stated
--   published       date  first day of that date
--   collection      -     collection its rows came in with
--   is_mlperf       -     an MLPerf round
--   notes           -     what to know before comparing
--   points          -     measured rows
--   doubtful        -     of them, rows with a serious quality flag
--   derived         -     of them, rows whose output rate is derived from latencies
--   systems         -     names of what was served, semicolon list
--   models          -     models measured
--   model_names     -     their ids, semicolon list
--   gpus            -     accelerators measured
--   gpu_names       -     their names, semicolon list
--   first_day       date  first day of the month or year of the oldest dated row
--   last_day        date  the same of the newest one
with measured as (
    select
        source_id,
        count(*) as points,
        sum(case when is_doubtful then 1 else 0 end) as doubtful,
        sum(case when generated_tok_s_basis = 'derived' then 1 else 0 end) as derived,
        string_agg(distinct system_label, '; ' order by system_label) as systems,
        count(distinct model_id) as models,
        string_agg(distinct model_id, '; ' order by model_id) as model_names,
        count(distinct gpu_label) as gpus,
        string_agg(distinct gpu_label, '; ' order by gpu_label) as gpu_names,
        min(measured_date) as first_day,
        max(measured_date) as last_day
    from results
    group by source_id
),

described as (
    select
        sources.source_id,
        sources.title,
        sources.publisher,
        sources.url,
        sources.kind,
        sources.licence,
        sources.licence_stated,
        sources.published_on,
        sources.published,
        sources.collection,
        sources.is_mlperf,
        sources.notes,
        coalesce(measured.points, 0) as points,
        coalesce(measured.doubtful, 0) as doubtful,
        coalesce(measured.derived, 0) as derived,
        measured.systems,
        coalesce(measured.models, 0) as models,
        measured.model_names,
        coalesce(measured.gpus, 0) as gpus,
        measured.gpu_names,
        measured.first_day,
        measured.last_day
    from sources
    left join measured on sources.source_id = measured.source_id
),

final as (
    select *
    from described
    where
        (
            cast($kinds as varchar[]) is null
            or list_contains(cast($kinds as varchar[]), kind)
        )
        and (
            cast($collections as varchar[]) is null
            or list_contains(cast($collections as varchar[]), collection)
        )
        and (
            coalesce(cast($licence as varchar), 'all') = 'all'
            or licence_stated = (cast($licence as varchar) = 'stated')
        )
        and (
            cast($search as varchar) is null
            or position(
                lower(cast($search as varchar)) in lower(
                    concat_ws(
                        ' ', source_id, title, publisher, notes, systems, model_names, gpu_names
                    )
                )
            ) > 0
        )
)

select * from final
order by
    published desc nulls last,
    source_id

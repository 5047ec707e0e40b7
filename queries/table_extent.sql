-- question: How much does each table hold, from how many pages, of which dates?
-- params:
-- one row per: table
-- columns:
--   table_name  -  name of the table
--   entries     -  its rows
--   pages       -  different evidence addresses in it; NULL where rows point to claims or sources instead
--   oldest      -  oldest date in it as stated; NULL where it has none
--   newest      -  newest date in it as stated
with tables as (
    select
        'aliases' as table_name,
        count(*) as entries,
        cast(null as bigint) as pages,
        cast(null as varchar) as oldest,
        cast(null as varchar) as newest
    from aliases
    union all
    select
        'batching' as table_name,
        count(*) as entries,
        cast(null as bigint) as pages,
        cast(null as varchar) as oldest,
        cast(null as varchar) as newest
    from batching
    union all
    select
        'claims' as table_name,
        count(*) as entries,
        count(distinct evidence_url) as pages,
        min(cast(as_of_date as varchar)) as oldest,
        max(cast(as_of_date as varchar)) as newest
    from claims
    union all
    select
        'contradictions' as table_name,
        count(*) as entries,
        cast(null as bigint) as pages,
        cast(null as varchar) as oldest,
        cast(null as varchar) as newest
    from contradictions
    union all
    select
        'deployment' as table_name,
        count(*) as entries,
        cast(null as bigint) as pages,
        cast(null as varchar) as oldest,
        cast(null as varchar) as newest
    from deployment
    union all
    select
        'frameworks' as table_name,
        count(*) as entries,
        count(distinct status_source_url) as pages,
        min(cast(as_of_date as varchar)) as oldest,
        max(cast(as_of_date as varchar)) as newest
    from frameworks
    union all
    select
        'gpus' as table_name,
        count(*) as entries,
        count(distinct evidence_url) as pages,
        cast(null as varchar) as oldest,
        cast(null as varchar) as newest
    from gpus
    union all
    select
        'memory' as table_name,
        count(*) as entries,
        cast(null as bigint) as pages,
        cast(null as varchar) as oldest,
        cast(null as varchar) as newest
    from memory
    union all
    select
        'metrics_catalog' as table_name,
        count(*) as entries,
        count(distinct evidence_url) as pages,
        min(cast(as_of_date as varchar)) as oldest,
        max(cast(as_of_date as varchar)) as newest
    from metrics_catalog
    union all
    select
        'misleading' as table_name,
        count(*) as entries,
        cast(null as bigint) as pages,
        cast(null as varchar) as oldest,
        cast(null as varchar) as newest
    from misleading
    union all
    select
        'mlperf' as table_name,
        count(*) as entries,
        cast(null as bigint) as pages,
        min(cast(retrieved_on as varchar)) as oldest,
        max(cast(retrieved_on as varchar)) as newest
    from mlperf
    union all
    select
        'models' as table_name,
        count(*) as entries,
        count(distinct evidence_url) as pages,
        cast(null as varchar) as oldest,
        cast(null as varchar) as newest
    from models
    union all
    select
        'parallelism' as table_name,
        count(*) as entries,
        count(distinct evidence_url) as pages,
        min(cast(as_of_date as varchar)) as oldest,
        max(cast(as_of_date as varchar)) as newest
    from parallelism
    union all
    select
        'parallelism_seed' as table_name,
        count(*) as entries,
        cast(null as bigint) as pages,
        cast(null as varchar) as oldest,
        cast(null as varchar) as newest
    from parallelism_seed
    union all
    select
        'prices' as table_name,
        count(*) as entries,
        count(distinct evidence_url) as pages,
        min(cast(date as varchar)) as oldest,
        max(cast(date as varchar)) as newest
    from prices
    union all
    select
        'qa' as table_name,
        count(*) as entries,
        cast(null as bigint) as pages,
        cast(null as varchar) as oldest,
        cast(null as varchar) as newest
    from qa
    union all
    select
        'quantization' as table_name,
        count(*) as entries,
        count(distinct evidence_url) as pages,
        min(cast(as_of_date as varchar)) as oldest,
        max(cast(as_of_date as varchar)) as newest
    from quantization
    union all
    select
        'quantization_seed' as table_name,
        count(*) as entries,
        cast(null as bigint) as pages,
        cast(null as varchar) as oldest,
        cast(null as varchar) as newest
    from quantization_seed
    union all
    select
        'ranks' as table_name,
        count(*) as entries,
        cast(null as bigint) as pages,
        cast(null as varchar) as oldest,
        cast(null as varchar) as newest
    from ranks
    union all
    select
        'ratings' as table_name,
        count(*) as entries,
        cast(null as bigint) as pages,
        cast(null as varchar) as oldest,
        cast(null as varchar) as newest
    from ratings
    union all
    select
        'releases' as table_name,
        count(*) as entries,
        count(distinct evidence_url) as pages,
        min(cast(released_on as varchar)) as oldest,
        max(cast(released_on as varchar)) as newest
    from releases
    union all
    select
        'results' as table_name,
        count(*) as entries,
        cast(null as bigint) as pages,
        min(cast(measured_on as varchar)) as oldest,
        max(cast(measured_on as varchar)) as newest
    from results
    union all
    select
        'selection' as table_name,
        count(*) as entries,
        cast(null as bigint) as pages,
        cast(null as varchar) as oldest,
        cast(null as varchar) as newest
    from selection
    union all
    select
        'sources' as table_name,
        count(*) as entries,
        count(distinct url) as pages,
        min(cast(published_on as varchar)) as oldest,
        max(cast(published_on as varchar)) as newest
    from sources
    union all
    select
        'startup' as table_name,
        count(*) as entries,
        count(distinct evidence_url) as pages,
        min(cast(measured_on as varchar)) as oldest,
        max(cast(measured_on as varchar)) as newest
    from startup
),

final as (
    select
        table_name,
        entries,
        pages,
        oldest,
        newest
    from tables
)

select * from final
order by table_name

-- question: Which models were measured in a batch of own results?
-- params:
--   $sources  list  source ids of the batch
-- one row per: model
-- columns:
--   model_id  -  canonical model
--   points    -  points of the batch with it, MLPerf apart
with own as (
    select model_id
    from results
    where
        not is_mlperf  -- rule 3.4
        and list_contains(cast($sources as varchar[]), source_id)
),

final as (
    select
        model_id,
        count(*) as points
    from own
    group by model_id
)

select * from final
order by
    points desc,
    model_id

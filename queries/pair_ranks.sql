-- question: Where do the written orders place two frameworks, and does each place still stand?
-- params:
--   $a  text  framework id
--   $b  text  framework id
-- one row per: metric × framework
-- columns:
--   metric       -     ttft, itl or throughput
--   framework    -     framework id
--   rank         -     written place, 1 is best
--   places       -     places in the order
--   qualifier    -     condition written beside the place, else NULL
--   reason_tags  -     reasons given, semicolon list, else NULL
--   claim_id     -     claim of the place
--   verdict      -     holds, outdated, disputed, wrong, unverifiable or opinion
--   as_of        date  first day of the evidence's date
with orders as (
    select
        metric,
        count(*) as places
    from ranks
    group by metric
),

final as (
    select
        ranks.metric,
        ranks.framework,
        ranks.rank,
        orders.places,
        ranks.qualifier,
        ranks.reason_tags,
        ranks.claim_id,
        claims.verdict,
        claims.as_of
    from ranks
    inner join orders on ranks.metric = orders.metric
    inner join claims on ranks.claim_id = claims.claim_id
    where ranks.framework in ($a, $b)
)

select * from final
order by
    metric,
    framework

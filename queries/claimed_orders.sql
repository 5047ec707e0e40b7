-- question: Which place did the founding comparison give each framework, and does the claim stand?
-- params:
-- one row per: metric and place
-- columns:
--   metric          -  ttft, itl or throughput
--   rank            -  place as written, 1 is best
--   framework       -  framework id
--   qualifier       -  condition written beside it, else NULL
--   reason_tags     -  reasons as written, separated by semicolons, else NULL
--   claim_id        -  claim of the place
--   verdict         -  its verdict
--   reason_claim_id -  claim of the reasons, else NULL
--   reason_verdict  -  its verdict, else NULL
with final as (
    select
        ranks.metric,
        ranks.rank,
        ranks.framework,
        ranks.qualifier,
        ranks.reason_tags,
        ranks.claim_id,
        places.verdict,
        ranks.reason_claim_id,
        reasons.verdict as reason_verdict
    from ranks
    inner join claims as places on ranks.claim_id = places.claim_id
    left join claims as reasons on ranks.reason_claim_id = reasons.claim_id
)

select * from final
order by
    case metric
        when 'ttft' then 1
        when 'itl' then 2
        else 3
    end,
    rank

-- question: Which reasons of the founding text mix the start of a server with TTFT?
-- one row per: claim on a reason for a TTFT rank
-- columns:
--   claim_id       -  claim
--   framework      -  framework id
--   seed_value     -  the reason as stated
--   verdict        -  holds, outdated, disputed, wrong, unverifiable or opinion
--   current_value  -  what the evidence says now
with final as (
    select
        claim_id,
        framework,
        seed_value,
        verdict,
        current_value
    from claims
    where feature = 'ttft-reason'
)

select * from final
order by claim_id

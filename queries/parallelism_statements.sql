-- question: What does the founding text say on parallelism, and does it still stand?
-- one row per: statement; the last is what the text leaves out
-- columns:
--   strategy       -     strategy id, NULL for what is left out
--   framework      -     framework id, or all
--   position       -     place or grade stated, else NULL
--   statement      -     the statement in our words, else NULL
--   claim_id       -     claim behind it
--   seed_value     -     the value as stated in the founding text
--   verdict        -     holds, outdated, disputed, wrong, unverifiable or opinion
--   current_value  -     what the evidence says now
--   as_of          date  first day of the evidence's date
with final as (
    select
        parallelism_seed.strategy,
        claims.framework,
        parallelism_seed.position,
        parallelism_seed.statement,
        claims.claim_id,
        claims.seed_value,
        claims.verdict,
        claims.current_value,
        claims.as_of
    from claims
    left join parallelism_seed on claims.claim_id = parallelism_seed.claim_id
    where claims.section = 'parallelism'
)

select * from final
order by
    strategy desc nulls last,
    claim_id

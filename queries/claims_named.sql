-- question: What do these claims say, and what is their researched verdict?
-- params:
--   $claim_ids  list  ids of claims
-- one row per: claim
-- columns:
--   claim_id    -  id of the claim
--   section     -  section of the founding text
--   framework   -  framework id, or all
--   feature     -  what the claim is about
--   seed_value  -  the value as stated in the founding text
--   verdict     -  holds, outdated, disputed, wrong, unverifiable or opinion
with final as (
    select
        claim_id,
        section,
        framework,
        feature,
        seed_value,
        verdict
    from claims
    where list_contains(cast($claim_ids as varchar[]), claim_id)
)

select * from final
order by claim_id

-- question: Which claims does the founding comparison have?
-- one row per: claim
-- columns:
--   claim_id  -  id of the claim
with final as (
    select claim_id
    from claims
)

select * from final
order by claim_id

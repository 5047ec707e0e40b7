-- question: What does the founding text say on memory and batching, and does it still stand?
-- params:
--   $fw  list  framework ids; empty means all; statements on all frameworks always stay
-- one row per: statement as written
-- columns:
--   part           -     memory, or the batching strategy: continuous, static or dynamic
--   framework      -     framework id, or all
--   property_id    -     property the statement is about
--   value          -     value stated
--   statement      -     the statement in our words
--   claim_id       -     claim behind it
--   verdict        -     holds, outdated, disputed, wrong, unverifiable or opinion
--   current_value  -     what the evidence says now
--   as_of_version  -     version the evidence speaks of
--   as_of_date     -     date of the evidence as stated
--   as_of          date  first day of that date
with statements as (
    select
        'memory' as part,
        framework,
        property_id,
        value,
        statement,
        claim_id
    from memory
    union all
    select
        strategy as part,
        framework,
        property_id,
        value,
        statement,
        claim_id
    from batching
),

final as (
    select
        statements.part,
        statements.framework,
        statements.property_id,
        statements.value,
        statements.statement,
        statements.claim_id,
        claims.verdict,
        claims.current_value,
        claims.as_of_version,
        claims.as_of_date,
        claims.as_of
    from statements
    inner join claims on statements.claim_id = claims.claim_id
    where
        cast($fw as varchar[]) is null
        or statements.framework = 'all'
        or list_contains(cast($fw as varchar[]), statements.framework)
)

select * from final
order by
    part,
    framework,
    claim_id,
    property_id

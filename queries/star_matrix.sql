-- question: Which stars did the founding comparison give, and which of them still stand?
-- params:
--   $fw    list  framework ids; empty means all five
--   $crit  list  criterion ids; empty means all
-- one row per: framework × criterion, also where no rating was given
-- columns:
--   framework      -     framework id
--   status         -     active, maintenance or archived
--   criterion_id   -     id of the criterion
--   criterion      -     name of the criterion
--   stars          -     written stars 0 to 5; NULL where none were given
--   qualifier      -     condition written beside the stars, such as "via vLLM", else NULL
--   claim_id       -     claim of the rating, NULL where there is none
--   verdict        -     holds, outdated, disputed, wrong, unverifiable or opinion
--   current_value  -     what the evidence says now
--   as_of          date  first day of the evidence's date
with criteria as (
    select distinct
        criterion_id,
        criterion
    from ratings
    where cast($crit as varchar[]) is null or list_contains(cast($crit as varchar[]), criterion_id)
),

chosen_frameworks as (
    select
        framework,
        status
    from frameworks
    where
        in_seed = 'yes'
        and (cast($fw as varchar[]) is null or list_contains(cast($fw as varchar[]), framework))
),

final as (
    select
        chosen_frameworks.framework,
        chosen_frameworks.status,
        criteria.criterion_id,
        criteria.criterion,
        ratings.stars,
        ratings.qualifier,
        ratings.claim_id,
        claims.verdict,
        claims.current_value,
        claims.as_of
    from chosen_frameworks
    cross join criteria
    left join ratings
        on
            chosen_frameworks.framework = ratings.framework
            and criteria.criterion_id = ratings.criterion_id
    left join claims on ratings.claim_id = claims.claim_id
)

select * from final
order by
    framework,
    criterion_id

-- question: Which stars does each framework have, and which of them still stand?
-- one row per: framework, criterion and place of a star (1 to 5)
-- columns:
--   framework     -  framework id
--   criterion_id  -  criterion
--   criterion     -  criterion in words
--   star          -  place of the star, 1 to 5
--   given         -  whether the founding comparison gives this star
--   stars         -  stars of the cell, 0 to 5
--   qualifier     -  condition stated with the stars, or NULL
--   verdict       -  verdict on the cell's claim
--   claim_id      -  claim behind the cell
with places (star) as (
    select *
    from (values (1), (2), (3), (4), (5)) as numbers
),

cells as (
    select
        ratings.framework,
        ratings.criterion_id,
        ratings.criterion,
        ratings.stars,
        ratings.qualifier,
        ratings.claim_id,
        claims.verdict
    from ratings
    inner join claims on ratings.claim_id = claims.claim_id
),

final as (
    select
        cells.framework,
        cells.criterion_id,
        cells.criterion,
        places.star,
        places.star <= cells.stars as given,
        cells.stars,
        cells.qualifier,
        cells.verdict,
        cells.claim_id
    from cells
    cross join places
)

select * from final
order by
    framework,
    criterion_id,
    star

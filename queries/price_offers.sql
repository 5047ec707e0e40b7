-- question: Which dated prices of accelerators are held, and where do they stand?
-- params:
-- one row per: price of one accelerator on one day
-- columns:
--   gpu               -      accelerator as collected
--   usd_per_gpu_hour  USD/h  price of one accelerator for an hour
--   basis             -      on-demand, spot, reserved, or tco-model for a modelled cost
--   provider          -      who offers it
--   region            -      region as stated
--   date              -      day or month of the price as stated
--   priced_on         date   first day of it
--   evidence_url      -      where it stands
--   note              -      how it was read
--   gpu_id            -      row of `gpus`, NULL where the name does not say enough
with final as (
    select
        gpu,
        usd_per_gpu_hour,
        basis,
        provider,
        region,
        date,
        priced_on,
        evidence_url,
        note,
        gpu_id
    from prices
)

select * from final
order by
    priced_on desc,
    provider,
    gpu,
    usd_per_gpu_hour

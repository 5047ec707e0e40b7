-- question: Which quantization method does each framework run on which GPU generation?
-- one row per: framework × method × GPU generation
-- columns:
--   framework         -  framework id
--   method            -  method id
--   generation        -  GPU generation id
--   generation_order  -  oldest first, AMD last
--   cell              -  yes, partial, no or unknown on that generation
--   supported         -  yes, partial or no: the framework on any hardware
--   weight_bits       -  bits of a weight, as stated
--   activation_bits   -  bits of an activation, as stated
--   kv_bits           -  bits of a KV cache value, as stated
--   min_gpu_arch      -  oldest generation as stated, else NULL
--   since_version     -  first version with it as stated, else NULL
--   as_of_version     -  version the evidence speaks of
--   as_of_date        -  date of the evidence as stated
--   evidence_url      -  where to read it
--   evidence_locator  -  place within it
--   note              -  limits and remarks
with cells as (
    select
        framework,
        method,
        'volta' as generation,
        1 as generation_order,
        volta_7_0 as cell
    from quantization
    union all
    select
        framework,
        method,
        'turing' as generation,
        2 as generation_order,
        turing_7_5 as cell
    from quantization
    union all
    select
        framework,
        method,
        'ampere' as generation,
        3 as generation_order,
        ampere_8_0_8_6 as cell
    from quantization
    union all
    select
        framework,
        method,
        'ada' as generation,
        4 as generation_order,
        ada_8_9 as cell
    from quantization
    union all
    select
        framework,
        method,
        'hopper' as generation,
        5 as generation_order,
        hopper_9_0 as cell
    from quantization
    union all
    select
        framework,
        method,
        'blackwell' as generation,
        6 as generation_order,
        blackwell_10_0 as cell
    from quantization
    union all
    select
        framework,
        method,
        'blackwell-consumer' as generation,
        7 as generation_order,
        blackwell_12_0 as cell
    from quantization
    union all
    select
        framework,
        method,
        'cdna3' as generation,
        8 as generation_order,
        amd_cdna3 as cell
    from quantization
),

final as (
    select
        cells.framework,
        cells.method,
        cells.generation,
        cells.generation_order,
        cells.cell,
        quantization.supported,
        quantization.weight_bits,
        quantization.activation_bits,
        quantization.kv_bits,
        quantization.min_gpu_arch,
        quantization.since_version,
        quantization.as_of_version,
        quantization.as_of_date,
        quantization.evidence_url,
        quantization.evidence_locator,
        quantization.note
    from cells
    inner join quantization
        on cells.framework = quantization.framework
        and cells.method = quantization.method
)

select * from final
order by
    framework,
    method,
    generation_order

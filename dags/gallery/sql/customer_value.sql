-- One row a customer and month: what they bought, what it cost us, and where they stand among the customers of their country.
-- Written so that every column of the result can be followed back to the column it comes from.
delete from mart.customer_value where month = date '{{ data_interval_start | ds }}';

insert into mart.customer_value (customer_id, country, month, orders, revenue, margin, country_rank, segment)
with paid_orders as (
  select
    o.order_id,
    o.customer_id,
    date_trunc('month', o.ordered_at) as month,
    o.amount * r.rate as amount_eur
  from silver.orders o
  join silver.exchange_rates r
    on r.currency = o.currency
   and r.rate_date = cast(o.ordered_at as date)
  where o.status = 'paid'
),
order_costs as (
  select
    l.order_id,
    sum(l.quantity * p.unit_cost) as cost_eur
  from silver.order_lines l
  join silver.products p on p.product_id = l.product_id
  group by l.order_id
),
by_month as (
  select
    po.customer_id,
    po.month,
    count(*) as orders,
    sum(po.amount_eur) as revenue,
    sum(po.amount_eur - coalesce(oc.cost_eur, 0)) as margin
  from paid_orders po
  left join order_costs oc on oc.order_id = po.order_id
  group by po.customer_id, po.month
)
select
  c.customer_id,
  c.country,
  m.month,
  m.orders,
  m.revenue,
  m.margin,
  rank() over (partition by c.country, m.month order by m.revenue desc) as country_rank,
  case
    when m.revenue >= 1000 then 'gold'
    when m.orders >= 3 then 'regular'
    else 'occasional'
  end as segment
from by_month m
join silver.customers c on c.customer_id = m.customer_id
where m.month = date '{{ data_interval_start | ds }}'

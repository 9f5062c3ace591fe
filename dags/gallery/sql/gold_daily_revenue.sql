-- Silver to gold: the table that the dashboards read, a day at a time.
delete from gold.daily_revenue where day = date '{{ ds }}';

insert into gold.daily_revenue (day, country, orders, revenue_eur)
select
  cast(o.ordered_at as date) as day,
  c.country,
  count(*) as orders,
  sum(o.amount * r.rate) as revenue_eur
from silver.orders o
join silver.customers c on c.customer_id = o.customer_id
join silver.exchange_rates r
  on r.currency = o.currency
 and r.rate_date = cast(o.ordered_at as date)
where o.status = 'paid'
  and cast(o.ordered_at as date) = date '{{ ds }}'
group by cast(o.ordered_at as date), c.country

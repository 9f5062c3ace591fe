-- Bronze to silver: one row an order, the newest version of each, amounts that make sense.
merge into silver.orders as target
using (
  select order_id, customer_id, ordered_at, amount, currency, status
  from (
    select
      b.order_id,
      b.customer_id,
      b.ordered_at,
      b.amount,
      upper(b.currency) as currency,
      lower(b.status) as status,
      row_number() over (partition by b.order_id order by b.ordered_at desc) as version
    from bronze.orders b
    where b.loaded_on = date '{{ ds }}'
      and b.amount >= 0
  ) latest
  where version = 1
) as source
on target.order_id = source.order_id
when matched then update set
  customer_id = source.customer_id,
  ordered_at = source.ordered_at,
  amount = source.amount,
  currency = source.currency,
  status = source.status
when not matched then insert (order_id, customer_id, ordered_at, amount, currency, status)
values (source.order_id, source.customer_id, source.ordered_at, source.amount, source.currency, source.status)

-- Landing zone to bronze: the day's files as they came, one row a line, with the file they came from.
-- The day is taken out first, so that a repeated run loads it once.
delete from bronze.orders where loaded_on = date '{{ ds }}';

insert into bronze.orders (order_id, customer_id, ordered_at, amount, currency, status, source_file, loaded_on)
select
  cast(payload ->> 'id' as bigint),
  cast(payload ->> 'customer' as bigint),
  cast(payload ->> 'ordered_at' as timestamp),
  cast(payload ->> 'amount' as decimal(18, 2)),
  payload ->> 'currency',
  payload ->> 'status',
  file_name,
  date '{{ ds }}'
from landing.order_files
where received_on = date '{{ ds }}'

-- Topics that advertisers do not want to stand beside.
select
  t.msid,
  max(case when t.topic in ('gambling', 'weapons', 'adult') then 1 else 0 end) as is_unsafe,
  max(t.topic_confidence) as confidence,
  t.execution_date
from {input_table} t
group by t.msid, t.execution_date

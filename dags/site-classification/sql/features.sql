-- The newest snapshot of every site with a month of visits beside it.
select
  s.msid,
  s.url,
  s.title,
  s.body_text,
  s.owner_country,
  length(s.body_text) as text_length,
  coalesce(v.visits, 0) as visits_30d,
  s.revision_date,
  date '{{ ds }}' as execution_date
from {input_table} s
left join (
  select msid, sum(visits) as visits
  from prod.raw.site_visits
  where visit_date > date '{{ ds }}' - interval '30' day
    and visit_date <= date '{{ ds }}'
  group by msid
) v on v.msid = s.msid
where s.is_published

-- Everything that is known of a site, in one row.
select
  f.msid,
  f.url,
  f.owner_country,
  l.language,
  t.topic,
  q.quality_score,
  b.is_unsafe,
  f.visits_30d,
  f.execution_date
from {features_table} f
left join {languages_table} l on l.msid = f.msid
left join {topics_table} t on t.msid = f.msid
left join {quality_table} q on q.msid = f.msid
left join {input_table} b on b.msid = f.msid

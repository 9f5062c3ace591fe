-- Text of the sites whose language the topic model was trained on.
select
  l.msid,
  l.language,
  f.title,
  f.body_text,
  l.execution_date
from {input_table} l
join {features_table} f on f.msid = l.msid
where l.language in ({languages})
  and l.language_confidence >= 0.6

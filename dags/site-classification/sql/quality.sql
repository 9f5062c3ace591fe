-- A score between 0 and 100 from plain facts: no model needed.
select
  f.msid,
  least(100,
      case when f.text_length >= 1000 then 40 else f.text_length / 25 end
    + case when f.title is not null then 20 else 0 end
    + case when f.visits_30d >= 100 then 40 else f.visits_30d * 0.4 end
  ) as quality_score,
  f.execution_date
from {input_table} f

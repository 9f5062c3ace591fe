-- What the language model gets to see: sites with enough text to tell.
select
  f.msid,
  f.title,
  f.body_text,
  f.owner_country,
  f.revision_date,
  f.execution_date
from {input_table} f
where f.text_length >= 40

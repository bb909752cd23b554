-- The model that answers: at most one row.
select m.model_id, m.version, m.rank, m.indexed
  from twospeed.active_model a
  join twospeed.model m using (model_id)

-- The embedding of a customer: at most one row.
-- Parameters: model_id int, customer text.
select u.embedding::real[] as embedding
  from twospeed.user_embedding u
 where u.model_id = ? and u.customer = ?

-- The items of greatest inner product with a customer's embedding, best first; no rows for a customer the model does not know.
-- Parameters: model_id int, customer text, model_id int, length int.
select c.product_code, c.score
  from (select u.embedding from twospeed.user_embedding u where u.model_id = ? and u.customer = ?) s
 cross join lateral (select e.product_code, (-(e.embedding <#> s.embedding))::real as score
                       from twospeed.item_embedding e
                      where e.model_id = ?
                      order by e.embedding <#> s.embedding
                      limit ?) c

-- The items most similar to an item, best first; no rows for an item without any.
-- Parameters: model_id int, product_code text, length int.
select e.product_code, t.score
  from (select i.model_id, i.item from twospeed.item_embedding i where i.model_id = ? and i.product_code = ?) s
  join twospeed.item_neighbours n using (model_id, item)
 cross join lateral unnest(n.neighbours, n.scores) with ordinality as t (item, score, place)
  join twospeed.item_embedding e on e.model_id = s.model_id and e.item = t.item
 order by t.place
 limit ?

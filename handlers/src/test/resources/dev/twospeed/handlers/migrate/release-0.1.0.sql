-- What the handlers of release 0.1.0 send, each under the user that sends it. Never edited: a migration that breaks one of these has to
-- wait until no release that sends it is deployed.

-- twospeed_reader
select m.model_id, m.version, m.rank, m.indexed
  from twospeed.active_model a
  join twospeed.model m using (model_id);

-- twospeed_reader
select u.embedding::real[] as embedding
  from twospeed.user_embedding u
 where u.model_id = ? and u.customer = ?;

-- twospeed_reader
select c.product_code, c.score
  from (select u.embedding from twospeed.user_embedding u where u.model_id = ? and u.customer = ?) s
 cross join lateral (select e.product_code, (-(e.embedding <#> s.embedding))::real as score
                       from twospeed.item_embedding e
                      where e.model_id = ?
                      order by e.embedding <#> s.embedding
                      limit ?) c;

-- twospeed_reader
select e.product_code, t.score
  from (select i.model_id, i.item from twospeed.item_embedding i where i.model_id = ? and i.product_code = ?) s
  join twospeed.item_neighbours n using (model_id, item)
 cross join lateral unnest(n.neighbours, n.scores) with ordinality as t (item, score, place)
  join twospeed.item_embedding e on e.model_id = s.model_id and e.item = t.item
 order by t.place
 limit ?;

-- twospeed_reader
select s.session, array_agg(c.item) as items
  from (select t.o::int - 1 as session,
               t.wanted,
               (b.embeddings)[(t.o::int - 1) * b.rank + 1 : t.o::int * b.rank]::vector as embedding
          from (select ?::real[] as embeddings, ?::int as rank) b
         cross join unnest(?::int[]) with ordinality as t (wanted, o)
        offset 0) s
 cross join lateral (select e.item
                       from twospeed.item_embedding e
                      where e.model_id = ?::int
                      order by e.embedding <#> s.embedding
                      limit s.wanted) c
 group by s.session;

-- twospeed_reader
select set_config('hnsw.ef_search', ?, false);

-- twospeed_reader
select s.session, array_agg(c.item) as items
  from (select t.o::int - 1 as session,
               t.wanted,
               (b.embeddings)[(t.o::int - 1) * b.rank + 1 : t.o::int * b.rank]::vector as embedding
          from (select ?::real[] as embeddings, ?::int as rank) b
         cross join unnest(?::int[]) with ordinality as t (wanted, o)
        offset 0) s
 cross join lateral (select e.item
                       from twospeed.item_embedding e
                      where e.model_id = ?::int
                      order by e.embedding::vector(16) <#> s.embedding
                      limit s.wanted) c
 group by s.session;

-- twospeed_loader
select version, newest_version from twospeed.active_model join twospeed.model using (model_id);

-- twospeed_loader
select version, manifest, rank, items, users, indexed, loaded_at from twospeed.model order by version desc;

-- twospeed_loader
select twospeed.begin_load(?, ?, ?, ?, ?);

-- twospeed_loader
select * from twospeed.loaded_content(?);

-- twospeed_loader
select twospeed.finish_load(?, ?);

-- twospeed_loader
select twospeed.switch_model(?, ?);

-- twospeed_loader
select twospeed.retire_models(?);

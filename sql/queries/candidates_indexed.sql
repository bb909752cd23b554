-- As candidates.sql, but through the HNSW index of a large catalogue: nearly exact. {rank} is the rank, since the index is on that expression.
-- Parameters: ef_search text (how widely the index is searched), embeddings real[], rank int, wanted int[], model_id int.
-- Two results: of no interest, then the rows of candidates.sql.
select set_config('hnsw.ef_search', ?, false);
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
                      order by e.embedding::vector({rank}) <#> s.embedding
                      limit s.wanted) c
 group by s.session

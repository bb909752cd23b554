-- What the three tables of a model hold: rows, and the exclusive or of the rows' hashes, each field's being the seed of the next one's. The
-- hashes are those of hash partitioning, the same in all versions of PostgreSQL; SHA-256 of the same rows, which loaded_content of the release
-- before goes on answering with, takes some ten times as long.
create function twospeed.loaded_hashes(p_model_id int)
    returns table (table_name text, row_count bigint, checksum bigint)
    language plpgsql security definer
    set search_path = pg_catalog, pg_temp
as $$
declare
    v_table text;
    v_hash  text;
begin
    for v_table, v_hash in
        values ('item_embedding', 'hash_array_extended(embedding::real[], hashtextextended(product_code collate "C", hashint4extended(item, 0)))'),
               ('user_embedding', 'hash_array_extended(embedding::real[], hashtextextended(customer collate "C", 0))'),
               ('item_neighbours', 'hash_array_extended(scores, hash_array_extended(neighbours, hashint4extended(item, 0)))')
    loop
        return query execute format('select %L::text, count(*), coalesce(bit_xor(%s), 0) from %s',
                                    v_table, v_hash, twospeed.partition_name(v_table, p_model_id));
    end loop;
end
$$;

revoke execute on function twospeed.loaded_hashes(int) from public;
grant execute on function twospeed.loaded_hashes(int) to twospeed_loader;

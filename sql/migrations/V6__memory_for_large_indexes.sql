-- The graph of an index that does not fit into memory takes longer to build: 400,000 vectors of 64 took 11 minutes with 256 MB, of which
-- 280,000 fitted, and less than 5 with 1 GB, both beside other work. Large catalogues get what they need, up to half of the shared buffers, which on RDS is
-- an eighth of the instance's memory. A function of its own, so that what comes next changes less.
create function twospeed.build_item_index(p_table text, p_items int, p_rank int) returns void
    language plpgsql
    set search_path = pg_catalog, pg_temp
    set maintenance_work_mem = '256MB'
as $$
declare
    -- Measured: 950 bytes for each of 281,718 vectors of 64, of which the vector itself is 256.
    v_needed    constant bigint := p_items::bigint * (4 * p_rank + 750);
    v_allowed   constant bigint := pg_size_bytes(current_setting('shared_buffers')) / 2;
    v_kilobytes constant bigint := greatest(262144, least(v_needed, v_allowed, 1024 * 2147483647::bigint) / 1024);
begin
    perform set_config('maintenance_work_mem', v_kilobytes || 'kB', true);
    execute format('create index on %s using hnsw ((embedding::public.vector(%s)) public.vector_ip_ops)', p_table, p_rank);
end
$$;

revoke execute on function twospeed.build_item_index(text, int, int) from public;

create or replace function twospeed.finish_load(p_model_id int, p_exact_items int) returns void
    language plpgsql security definer
    set search_path = pg_catalog, pg_temp
    set lock_timeout = '10s'
    set maintenance_work_mem = '256MB'
as $$
declare
    v_model   twospeed.model;
    v_table   text;
    v_key     text;
    v_columns text;
    v_name    text;
begin
    update twospeed.model set indexed = items > p_exact_items where model_id = p_model_id returning * into strict v_model;
    -- A version begins with the time of its publication, in the same form.
    execute format('delete from %s u using twospeed.forgotten_customer f'
                       || ' where f.customer_hash = sha256(convert_to(u.customer, ''UTF8''))'
                       || ' and %L collate "C" < to_char(f.forgotten_at at time zone ''UTC'', ''YYYYMMDD"T"HH24MISS"Z"'')',
                   twospeed.partition_name('user_embedding', p_model_id), v_model.version);
    for v_table, v_key, v_columns in
        values ('item_embedding', 'item', 'item, product_code'), ('user_embedding', 'customer', 'customer'), ('item_neighbours', 'item', 'item')
    loop
        v_name := twospeed.partition_name(v_table, p_model_id);
        execute format('revoke insert on %s from twospeed_loader', v_name);
        execute format('alter table %s add primary key (%I)', v_name, v_key);
        if v_table = 'item_embedding' then
            execute format('create unique index on %s (product_code)', v_name);
            if v_model.indexed then
                perform twospeed.build_item_index(v_name, v_model.items, v_model.rank);
            end if;
        end if;
        execute format('analyze %s (%s)', v_name, v_columns);
        execute format('alter table twospeed.%I attach partition %s for values in (%s)', v_table, v_name, p_model_id);
    end loop;
end
$$;

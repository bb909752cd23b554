-- As before, with statistics of the columns that are searched by: those of vectors and arrays took half of the time, and no plan uses them.
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
                execute format('create index on %s using hnsw ((embedding::public.vector(%s)) public.vector_ip_ops)',
                               v_name, v_model.rank);
            end if;
        end if;
        execute format('analyze %s (%s)', v_name, v_columns);
        execute format('alter table twospeed.%I attach partition %s for values in (%s)', v_table, v_name, p_model_id);
    end loop;
end
$$;

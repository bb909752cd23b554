-- A customer who is to be forgotten: out of every model, and out of the older ones that may be loaded again.

create table twospeed.forgotten_customer (
    -- SHA-256 of the customer: the list of who was forgotten names nobody.
    customer_hash bytea primary key,
    forgotten_at  timestamptz not null
);
comment on table twospeed.forgotten_customer is 'Customers that are left out of models published before they were forgotten. Nobody but the functions reads it.';

-- Deletes a customer's embeddings from all models, and says how many there were.
create function twospeed.forget_customer(p_customer text) returns bigint
    language plpgsql security definer
    set search_path = pg_catalog, pg_temp
    set lock_timeout = '10s'
as $$
declare
    v_rows bigint;
begin
    insert into twospeed.forgotten_customer (customer_hash, forgotten_at)
    values (sha256(convert_to(p_customer, 'UTF8')), clock_timestamp())
    on conflict (customer_hash) do update set forgotten_at = excluded.forgotten_at;
    delete from twospeed.user_embedding where customer = p_customer;
    get diagnostics v_rows = row_count;
    return v_rows;
end
$$;

-- As before, and leaves out who was forgotten after the model was published: loaded_content has been compared by then.
create or replace function twospeed.finish_load(p_model_id int, p_exact_items int) returns void
    language plpgsql security definer
    set search_path = pg_catalog, pg_temp
    set lock_timeout = '10s'
    set maintenance_work_mem = '256MB'
as $$
declare
    v_model twospeed.model;
    v_table text;
    v_key   text;
    v_name  text;
begin
    update twospeed.model set indexed = items > p_exact_items where model_id = p_model_id returning * into strict v_model;
    -- A version begins with the time of its publication, in the same form.
    execute format('delete from %s u using twospeed.forgotten_customer f'
                       || ' where f.customer_hash = sha256(convert_to(u.customer, ''UTF8''))'
                       || ' and %L collate "C" < to_char(f.forgotten_at at time zone ''UTC'', ''YYYYMMDD"T"HH24MISS"Z"'')',
                   twospeed.partition_name('user_embedding', p_model_id), v_model.version);
    for v_table, v_key in
        values ('item_embedding', 'item'), ('user_embedding', 'customer'), ('item_neighbours', 'item')
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
        execute 'analyze ' || v_name;
        execute format('alter table twospeed.%I attach partition %s for values in (%s)', v_table, v_name, p_model_id);
    end loop;
end
$$;

revoke execute on function twospeed.forget_customer(text) from public;
grant execute on function twospeed.forget_customer(text) to twospeed_loader;

-- A loader owns nothing, so it cannot create, attach, index or drop partitions: these functions run as their owner and do only that.
-- A load is one transaction: begin_load, COPY into the three tables, loaded_content, finish_load, switch_model. Whatever fails leaves nothing.
-- The lock timeouts bound how long readers wait behind these functions.

create function twospeed.partition_name(p_table text, p_model_id int) returns text
    language sql immutable
    return format('twospeed.%I', p_table || '_' || p_model_id);

-- Makes empty tables for a model, invisible until they are attached, and says its model_id.
create function twospeed.begin_load(p_version text, p_manifest text, p_rank int, p_items int, p_users int) returns int
    language plpgsql security definer
    set search_path = pg_catalog, pg_temp
    set lock_timeout = '10s'
as $$
declare
    v_model_id int;
    v_table    text;
    v_name     text;
begin
    insert into twospeed.model (version, manifest, rank, items, users)
    values (p_version, p_manifest, p_rank, p_items, p_users)
    returning model_id into v_model_id;
    foreach v_table in array array['item_embedding', 'user_embedding', 'item_neighbours'] loop
        v_name := twospeed.partition_name(v_table, v_model_id);
        -- Embeddings stay in the row: a search that fetches each from the side table is several times slower.
        execute format('create table %s (like twospeed.%I including all, check (model_id = %s)) with (toast_tuple_target = 8160)',
                       v_name, v_table, v_model_id);
        if v_table <> 'item_neighbours' then
            execute format('alter table %s add check (public.vector_dims(embedding) = %s)', v_name, p_rank);
        end if;
        execute format('grant select, insert on %s to twospeed_loader', v_name);
    end loop;
    return v_model_id;
end
$$;

-- What the three tables of a model hold: rows, and the exclusive or of the first 8 bytes of each row's SHA-256 over its binary fields.
create function twospeed.loaded_content(p_model_id int)
    returns table (table_name text, row_count bigint, checksum bigint)
    language plpgsql security definer
    set search_path = pg_catalog, pg_temp
as $$
declare
    v_table  text;
    v_fields text;
begin
    for v_table, v_fields in
        values ('item_embedding', 'int4send(item) || textsend(product_code) || public.vector_send(embedding)'),
               ('user_embedding', 'textsend(customer) || public.vector_send(embedding)'),
               ('item_neighbours', 'int4send(item) || array_send(neighbours) || array_send(scores)')
    loop
        return query execute format(
            'select %L::text, count(*), coalesce(bit_xor((''x'' || encode(substr(sha256(%s), 1, 8), ''hex''))::bit(64)::bigint), 0) from %s',
            v_table, v_fields, twospeed.partition_name(v_table, p_model_id));
    end loop;
end
$$;

-- Gives a filled model its keys, an HNSW index above p_exact_items items, statistics, and its place among the partitions.
create function twospeed.finish_load(p_model_id int, p_exact_items int) returns void
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

-- Makes a loaded model the one that answers. With p_only_newer it does so only if no model as new was ever active, and says whether it did.
create function twospeed.switch_model(p_version text, p_only_newer boolean) returns boolean
    language plpgsql security definer
    set search_path = pg_catalog, pg_temp
    set lock_timeout = '10s'
as $$
declare
    v_model_id int := (select model_id from twospeed.model where version = p_version);
    v_active   twospeed.active_model;
begin
    if v_model_id is null then
        raise exception 'Activating model %: it is not loaded in this database.', p_version;
    end if;
    lock table twospeed.active_model in share row exclusive mode;
    select * into v_active from twospeed.active_model;
    if v_active.model_id is null then
        insert into twospeed.active_model (model_id, newest_version) values (v_model_id, p_version);
        return true;
    end if;
    if p_only_newer and p_version <= v_active.newest_version then
        return false;
    end if;
    update twospeed.active_model
       set model_id = v_model_id, newest_version = greatest(p_version, newest_version), activated_at = clock_timestamp()
     where model_id <> v_model_id;
    return true;
end
$$;

-- Drops all models but the active one and the p_keep newest others. Says which.
create function twospeed.retire_models(p_keep int) returns setof text
    language plpgsql security definer
    set search_path = pg_catalog, pg_temp
    set lock_timeout = '2s'
as $$
declare
    v_old   twospeed.model;
    v_table text;
begin
    for v_old in
        select m.*
          from twospeed.model m
         where m.model_id not in (select a.model_id from twospeed.active_model a)
         order by m.version desc
        offset p_keep
    loop
        foreach v_table in array array['item_embedding', 'user_embedding', 'item_neighbours'] loop
            execute 'drop table ' || twospeed.partition_name(v_table, v_old.model_id);
        end loop;
        delete from twospeed.model where model_id = v_old.model_id;
        return next v_old.version;
    end loop;
end
$$;

revoke execute on all functions in schema twospeed from public;
grant execute on function
    twospeed.begin_load(text, text, int, int, int), twospeed.loaded_content(int), twospeed.finish_load(int, int),
    twospeed.switch_model(text, boolean), twospeed.retire_models(int)
    to twospeed_loader;

-- What the vector database holds: the embeddings and neighbours of the newest models, one partition a model, and which of them answers.

do $$
declare
    found text := (select extversion from pg_catalog.pg_extension where extname = 'vector');
begin
    if found is null then
        raise exception 'Migrating schema twospeed: the extension "vector" (pgvector) is not installed in database %.', current_database()
            using hint = 'Run "create extension vector" as the master user, then migrate again.';
    end if;
    if string_to_array(found, '.')::int[] < array[0, 8, 0] then
        raise exception 'Migrating schema twospeed: pgvector is %, but 0.8.0 or newer is needed (iterative index scans).', found
            using hint = 'Upgrade the database to an engine version with pgvector 0.8.0 or newer, run "alter extension vector update" as the master user, then migrate again.';
    end if;
end
$$;

create table twospeed.model (
    -- Short, because the planner and every row compare it; versions are for people.
    model_id   int generated always as identity primary key,
    -- Sorts by time: a newer model has the greater version.
    version    text collate "C" not null unique check (version ~ '^[0-9A-Za-z][0-9A-Za-z_.-]{0,99}$'),
    rank       int not null check (rank between 1 and 2000),
    -- SHA-256 of the manifest: a version means one content for ever.
    manifest   text not null check (manifest ~ '^[0-9a-f]{64}$'),
    items      int not null,
    users      int not null,
    -- True where items are searched through an HNSW index; false where the search is exact.
    indexed    boolean not null default false,
    loaded_at  timestamptz not null default clock_timestamp()
);
comment on table twospeed.model is 'The models in this database. A model is loaded in one transaction: a row here means all of it is here.';

create table twospeed.active_model (
    only_row       boolean primary key default true check (only_row),
    model_id       int not null references twospeed.model,
    -- The newest version that was ever active: an older one, or this one after a rollback, never activates by itself.
    newest_version text collate "C" not null,
    activated_at   timestamptz not null default now()
);
comment on table twospeed.active_model is 'The one model that answers; no row before the first load.';

create table twospeed.item_embedding (
    model_id     int not null,
    item         int not null,
    product_code text not null,
    embedding    vector not null
) partition by list (model_id);
comment on column twospeed.item_embedding.item is 'Position of the product in the model artifact, from 0.';

create table twospeed.user_embedding (
    model_id        int not null,
    customer   text collate "C" not null,
    embedding       vector not null
) partition by list (model_id);

create table twospeed.item_neighbours (
    model_id   int not null,
    item       int not null,
    neighbours int[] not null,
    scores     real[] not null,
    check (cardinality(neighbours) = cardinality(scores))
) partition by list (model_id);
comment on table twospeed.item_neighbours is 'Items similar to an item, best first, as positions and scores of the same length.';

grant usage on schema twospeed to twospeed_loader, twospeed_reader;
grant select on twospeed.model, twospeed.active_model, twospeed.item_embedding, twospeed.user_embedding, twospeed.item_neighbours
    to twospeed_loader, twospeed_reader;

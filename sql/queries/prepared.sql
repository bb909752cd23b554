-- Whether this database has all that bootstrap.sql makes.
select has_database_privilege(current_database(), 'create')
   and exists (select from pg_catalog.pg_extension where extname = 'vector')
   and not exists (select
                     from unnest(array['twospeed_migrator', 'twospeed_loader', 'twospeed_reader', 'twospeed_inspector']) as u (name)
                     left join pg_catalog.pg_roles r on r.rolname = u.name
                    where r.oid is null or not pg_has_role(r.oid, 'rds_iam', 'member'));

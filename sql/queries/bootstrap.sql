-- Run as the master user, in one transaction, where prepared.sql says that something is missing: the extension and the roles, which log in
-- with IAM tokens only. Membership in rds_iam takes a master's password login away on PostgreSQL 16 (it becomes an indirect member), so from
-- the second time on the master logs in with a token too.
select pg_advisory_xact_lock(hashtext('twospeed.bootstrap'));

create extension if not exists vector with schema public;

do $$
declare
    v_role text;
begin
    foreach v_role in array array['twospeed_migrator', 'twospeed_loader', 'twospeed_reader', 'twospeed_inspector'] loop
        if not exists (select from pg_catalog.pg_roles where rolname = v_role) then
            execute format('create role %I login', v_role);
            if v_role = 'twospeed_inspector' then
                -- People ask as this one: what they may do is granted table by table, and this is a second lock.
                execute format('alter role %I set default_transaction_read_only = on', v_role);
            end if;
        end if;
        execute format('grant rds_iam to %I', v_role);
        execute format('grant connect on database %I to %I', current_database(), v_role);
    end loop;
    execute format('grant create on database %I to twospeed_migrator', current_database());
end
$$;

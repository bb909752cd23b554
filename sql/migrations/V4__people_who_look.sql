-- People ask as twospeed_inspector: models, items and their neighbours, and which migrations ran. Nothing that is about a customer.

grant usage on schema twospeed to twospeed_inspector;
grant select on twospeed.model, twospeed.active_model, twospeed.item_embedding, twospeed.item_neighbours, twospeed.flyway_schema_history
    to twospeed_inspector;

package dev.twospeed.local.glue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twospeed.local.iam.AccessKeys;
import dev.twospeed.local.resource.AwsError;
import dev.twospeed.local.resource.Resource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The data catalog: databases and tables as stacks declare them, partitions as jobs register them.
 *
 * <p>Partitions are kept on disk, since no stack knows them.
 */
final class Catalog {
    private static final int MOST_PARTITIONS_A_REQUEST = 100;

    private final Path folder;
    private final Map<String, ObjectNode> databases = new ConcurrentHashMap<>();
    private final Map<TableName, ObjectNode> tables = new ConcurrentHashMap<>();
    private final Map<TableName, Map<List<String>, ObjectNode>> partitions = new ConcurrentHashMap<>();

    Catalog(Path folder) {
        this.folder = folder;
    }

    /** Glue folds names to lower case, wherever they come from. */
    private record TableName(String database, String table) {
        static TableName of(String database, String table) {
            return new TableName(database.toLowerCase(Locale.ROOT), table.toLowerCase(Locale.ROOT));
        }

        Path folder(Path root) {
            return root.resolve(database).resolve(table);
        }
    }

    void putDatabase(Resource resource) {
        var shape = Shapes.structure(resource.inputs());
        var name = nameOf(resource);
        shape.put("Name", name);
        shape.put("CatalogId", AccessKeys.ACCOUNT);
        shape.remove(List.of("Tags", "TagsAll"));
        databases.put(name.toLowerCase(Locale.ROOT), shape);
    }

    void removeDatabase(Resource resource) {
        databases.remove(nameOf(resource).toLowerCase(Locale.ROOT));
    }

    void putTable(Resource resource) {
        var shape = Shapes.structure(resource.inputs());
        var name = tableName(resource);
        shape.put("Name", nameOf(resource));
        shape.put("CatalogId", AccessKeys.ACCOUNT);
        tables.put(name, shape);
        var registered = new ConcurrentHashMap<List<String>, ObjectNode>();
        JsonFile.readAll(name.folder(folder)).forEach(partition -> registered.put(values(partition), partition));
        partitions.put(name, registered);
    }

    /** Removes a table with its partitions; what they point to stays. */
    void removeTable(Resource resource) {
        var name = tableName(resource);
        tables.remove(name);
        partitions.remove(name);
        var kept = name.folder(folder);
        if (!Files.isDirectory(kept)) {
            return;
        }
        try (var files = Files.walk(kept)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The partitions of a deleted table could not be deleted: " + kept, e);
        }
    }

    ObjectNode database(ObjectNode request) {
        var name = request.path("Name").asText();
        var database = databases.get(name.toLowerCase(Locale.ROOT));
        if (database == null) {
            throw notFound("Database " + name + " not found.");
        }
        var answer = JsonNodeFactory.instance.objectNode();
        answer.set("Database", database);
        return answer;
    }

    ObjectNode table(ObjectNode request) {
        var answer = JsonNodeFactory.instance.objectNode();
        answer.set(
                "Table",
                find(request.path("DatabaseName").asText(), request.path("Name").asText()));
        return answer;
    }

    ObjectNode tables(ObjectNode request) {
        var database = request.path("DatabaseName").asText().toLowerCase(Locale.ROOT);
        database(JsonNodeFactory.instance.objectNode().put("Name", database));
        var answer = JsonNodeFactory.instance.objectNode();
        var list = answer.putArray("TableList");
        tables.forEach((name, table) -> {
            if (name.database().equals(database)) {
                list.add(table);
            }
        });
        return answer;
    }

    ObjectNode createPartition(ObjectNode request) {
        var name = existing(request);
        create(name, request.path("PartitionInput"));
        return JsonNodeFactory.instance.objectNode();
    }

    ObjectNode createPartitions(ObjectNode request) {
        var name = existing(request);
        var wanted = request.path("PartitionInputList");
        if (wanted.size() > MOST_PARTITIONS_A_REQUEST) {
            throw new AwsError(
                    400,
                    "ValidationException",
                    "PartitionInputList has " + wanted.size() + " partitions; at most " + MOST_PARTITIONS_A_REQUEST
                            + " are allowed");
        }
        var answer = JsonNodeFactory.instance.objectNode();
        var errors = answer.putArray("Errors");
        for (var input : wanted) {
            try {
                create(name, input);
            } catch (AwsError e) {
                var error = errors.addObject();
                error.set("PartitionValues", input.path("Values"));
                error.putObject("ErrorDetail").put("ErrorCode", e.code()).put("ErrorMessage", e.getMessage());
            }
        }
        return answer;
    }

    ObjectNode partition(ObjectNode request) {
        var name = existing(request);
        var values = values(request.path("PartitionValues"));
        var found = registered(name).get(values);
        if (found == null) {
            throw notFound("Cannot find partition.");
        }
        var answer = JsonNodeFactory.instance.objectNode();
        answer.set("Partition", shown(found));
        return answer;
    }

    ObjectNode partitions(ObjectNode request) {
        var name = existing(request);
        if (!request.path("Expression").asText().isEmpty()) {
            throw new AwsError(
                    400,
                    "InvalidInputException",
                    "The embedded Glue does not filter partitions: ask for all, without an Expression");
        }
        var all = new ArrayList<>(registered(name).entrySet());
        all.sort(Comparator.comparing(entry -> String.join("/", entry.getKey())));
        int from = request.path("NextToken").asInt(0);
        int to = Math.min(all.size(), from + request.path("MaxResults").asInt(1000));
        var answer = JsonNodeFactory.instance.objectNode();
        var list = answer.putArray("Partitions");
        all.subList(Math.min(from, to), to).forEach(entry -> list.add(shown(entry.getValue())));
        if (to < all.size()) {
            answer.put("NextToken", Integer.toString(to));
        }
        return answer;
    }

    private void create(TableName name, JsonNode input) {
        var values = values(input);
        var keys = tables.getOrDefault(name, JsonNodeFactory.instance.objectNode())
                .path("PartitionKeys")
                .size();
        if (values.size() != keys) {
            throw new AwsError(
                    400,
                    "InvalidInputException",
                    "The number of partition keys do not match the number of partition values: the table "
                            + name.table() + " has " + keys + " keys, the partition " + values);
        }
        var partition = (ObjectNode) input.deepCopy();
        partition.put("DatabaseName", name.database());
        partition.put("TableName", name.table());
        partition.put("CatalogId", AccessKeys.ACCOUNT);
        partition.put("CreationTime", Instant.now().toEpochMilli());
        if (registered(name).putIfAbsent(values, partition) != null) {
            throw new AwsError(400, "AlreadyExistsException", "Partition already exists.");
        }
        JsonFile.write(name.folder(folder).resolve(FileNames.of(values) + ".json"), partition);
    }

    private Map<List<String>, ObjectNode> registered(TableName name) {
        return partitions.computeIfAbsent(name, n -> new ConcurrentHashMap<>());
    }

    private TableName existing(ObjectNode request) {
        var database = request.path("DatabaseName").asText();
        var table = request.path("TableName").asText();
        find(database, table);
        return TableName.of(database, table);
    }

    private ObjectNode find(String database, String table) {
        var found = tables.get(TableName.of(database, table));
        if (found == null) {
            throw notFound("Table " + table + " of database " + database + " not found.");
        }
        return found;
    }

    private static ObjectNode shown(ObjectNode partition) {
        var shape = partition.deepCopy();
        shape.putPOJO(
                "CreationTime",
                Instant.ofEpochMilli(partition.path("CreationTime").asLong()));
        return shape;
    }

    private static List<String> values(JsonNode partition) {
        var values = new ArrayList<String>();
        (partition.isArray() ? partition : partition.path("Values")).forEach(value -> values.add(value.asText()));
        return List.copyOf(values);
    }

    private static TableName tableName(Resource resource) {
        return TableName.of(resource.inputs().path("databaseName").asText(), nameOf(resource));
    }

    static String nameOf(Resource resource) {
        return resource.inputs()
                .path("name")
                .asText(resource.outputs().path("name").asText(resource.id()));
    }

    private static AwsError notFound(String message) {
        return new AwsError(400, "EntityNotFoundException", message);
    }
}

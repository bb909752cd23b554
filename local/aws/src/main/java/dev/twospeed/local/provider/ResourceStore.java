package dev.twospeed.local.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twospeed.local.resource.Refusal;
import dev.twospeed.local.resource.Resource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The deployed resources, one JSON file each.
 *
 * <p>A file is replaced as a whole or not at all, so that a kill leaves the state before or after a change.
 */
final class ResourceStore {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String SUFFIX = ".json";

    private final Path folder;
    private final Map<Key, StoredResource> resources = new ConcurrentHashMap<>();
    private final Map<Key, Path> files = new ConcurrentHashMap<>();
    private final AtomicLong sequence = new AtomicLong();

    private ResourceStore(Path folder) {
        this.folder = folder;
    }

    /**
     * Opens the folder and reads what it holds.
     *
     * @throws Refusal if a file is damaged, naming it
     */
    static ResourceStore open(Path folder) {
        try {
            Files.createDirectories(folder);
            var store = new ResourceStore(folder);
            try (var files = Files.list(folder)) {
                for (var file : files.sorted().toList()) {
                    store.take(file);
                }
            }
            return store;
        } catch (IOException e) {
            throw new UncheckedIOException("The deployed resources in " + folder + " could not be read", e);
        }
    }

    long nextSequence() {
        return sequence.incrementAndGet();
    }

    /** The resource of a URN, or of the same stack, type and id where the program has renamed it since. */
    Optional<StoredResource> get(String urn, String id) {
        var stored = resources.get(new Key(urn, id));
        return stored == null ? renamed(Urn.parse(urn), id) : Optional.of(stored);
    }

    private Optional<StoredResource> renamed(Urn urn, String id) {
        var candidates = all().stream()
                .filter(stored -> stored.resource().id().equals(id))
                .filter(stored -> {
                    var other = Urn.parse(stored.resource().urn());
                    return other.type().equals(urn.type())
                            && other.project().equals(urn.project())
                            && other.stack().equals(urn.stack());
                })
                .toList();
        // Some ids are unique only below something else, as the keys of objects: then none is known for sure.
        return candidates.size() == 1 ? Optional.of(candidates.get(0)) : Optional.empty();
    }

    /** All resources, oldest first. */
    List<StoredResource> all() {
        return resources.values().stream()
                .sorted(Comparator.comparingLong(StoredResource::sequence))
                .toList();
    }

    /** Resources of this name in a stack; more than one only while one replaces the other. */
    List<StoredResource> withUrn(String urn) {
        return all().stream().filter(s -> s.resource().urn().equals(urn)).toList();
    }

    /** Writes a changed resource, which may have got another URN, in place of what it was. */
    void replace(Resource before, StoredResource after) {
        var former = key(before);
        var now = key(after.resource());
        if (!former.equals(now)) {
            // The same file, so that a kill leaves one of the two.
            files.put(now, file(before));
        }
        put(after);
        if (!former.equals(now)) {
            resources.remove(former);
            files.remove(former);
        }
    }

    /** Writes a resource; when this returns, a crash does not lose it. */
    void put(StoredResource stored) {
        var resource = stored.resource();
        var file = file(resource);
        var document = MAPPER.createObjectNode();
        document.put("urn", resource.urn());
        document.put("type", resource.type());
        document.put("id", resource.id());
        document.put("sequence", stored.sequence());
        document.put("created", stored.created());
        document.put("confirmed", stored.confirmed());
        stored.secrets().forEach(document.withArray("/secrets")::add);
        document.set("inputs", resource.inputs());
        document.set("outputs", resource.outputs());
        var temporary = file.resolveSibling(file.getFileName() + ".tmp");
        try {
            Files.write(temporary, MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(document));
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("The state of " + resource.urn() + " could not be written to " + file, e);
        }
        resources.put(key(resource), stored);
    }

    void remove(Resource resource) {
        try {
            Files.deleteIfExists(file(resource));
        } catch (IOException e) {
            throw new UncheckedIOException("The state of " + resource.urn() + " could not be deleted", e);
        }
        resources.remove(key(resource));
        files.remove(key(resource));
    }

    private void take(Path file) throws IOException {
        if (!file.toString().endsWith(SUFFIX)) {
            Files.deleteIfExists(file); // the half-written successor of a file that is still there
            return;
        }
        JsonNode document;
        try {
            document = MAPPER.readTree(Files.readAllBytes(file));
        } catch (com.fasterxml.jackson.core.JacksonException e) {
            throw damaged(file);
        }
        if (!(document.path("inputs") instanceof ObjectNode inputs)
                || !(document.path("outputs") instanceof ObjectNode outputs)) {
            throw damaged(file);
        }
        var secrets = new TreeSet<String>();
        document.path("secrets").forEach(name -> secrets.add(name.asText()));
        var resource = new Resource(
                document.path("urn").asText(),
                document.path("type").asText(),
                document.path("id").asText(),
                inputs,
                outputs);
        var stored = new StoredResource(
                resource,
                document.path("sequence").asLong(),
                document.path("created").asBoolean(),
                document.path("confirmed").asBoolean(),
                secrets);
        resources.put(key(resource), stored);
        files.put(key(resource), file);
        sequence.accumulateAndGet(stored.sequence(), Math::max);
    }

    private static Refusal damaged(Path file) {
        return new Refusal("The state file " + file + " is damaged: delete it and run `pulumi refresh -s local` for its"
                + " stack, or delete the whole .twospeed folder to start afresh.");
    }

    private Path file(Resource resource) {
        return files.computeIfAbsent(key(resource), key -> newFile(resource));
    }

    private Path newFile(Resource resource) {
        var type = resource.type().substring(resource.type().indexOf(':') + 1).replace('/', '-');
        var name = type.substring(0, type.indexOf(':')) + "-" + digest(resource.urn() + "\n" + resource.id());
        return folder.resolve(name + SUFFIX);
    }

    private static String digest(String text) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 10);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    private static Key key(Resource resource) {
        return new Key(resource.urn(), resource.id());
    }

    private record Key(String urn, String id) {}
}

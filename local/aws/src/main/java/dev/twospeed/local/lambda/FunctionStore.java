package dev.twospeed.local.lambda;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.twospeed.local.resource.AwsError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** The deployed functions on disk: for each its versions, and its unpacked code by hash. */
final class FunctionStore {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private final Path folder;

    FunctionStore(Path folder) {
        this.folder = folder;
    }

    /**
     * All versions of a function.
     *
     * @param specs {@code $LATEST} and the published ones
     * @param aliases their names, each with the version it points at
     */
    record Versions(Map<String, FunctionSpec> specs, Map<String, String> aliases) {
        static final Versions NONE = new Versions(Map.of(), Map.of());

        /** A version, by number, {@code $LATEST} or alias. */
        Optional<FunctionSpec> get(String qualifier) {
            var latest = specs.get(FunctionSpec.LATEST);
            return latest == null
                    ? Optional.empty()
                    : Optional.ofNullable(specs.get(aliases.getOrDefault(qualifier, qualifier)))
                            // Concurrency belongs to the function, not to a version of it.
                            .map(version -> version.withReserved(latest.reserved()));
        }

        /** The newest published version, as a number; 0 when none was published. */
        int newest() {
            return specs.keySet().stream()
                    .filter(v -> !v.equals(FunctionSpec.LATEST))
                    .mapToInt(Integer::parseInt)
                    .max()
                    .orElse(0);
        }

        /** Whether publishing this would give the newest version again. */
        boolean isNewest(FunctionSpec spec) {
            return Optional.ofNullable(specs.get(Integer.toString(newest())))
                    .filter(spec::sameAs)
                    .isPresent();
        }

        Versions with(FunctionSpec spec) {
            var next = new TreeMap<>(specs);
            next.put(spec.version(), spec);
            return new Versions(next, aliases);
        }

        Versions withAlias(String alias, String version) {
            var next = new TreeMap<>(aliases);
            next.put(alias, version);
            return new Versions(specs, next);
        }

        Versions withoutAlias(String alias) {
            var next = new TreeMap<>(aliases);
            next.remove(alias);
            return new Versions(specs, next);
        }
    }

    Versions read(String function) {
        var file = folder.resolve(function).resolve("versions.json");
        try {
            return Files.exists(file) ? JSON.readValue(file.toFile(), Versions.class) : Versions.NONE;
        } catch (IOException e) {
            throw new UncheckedIOException("The versions of the function " + function + " could not be read", e);
        }
    }

    /** Changes the versions of a function; changes never overlap. */
    synchronized void change(String function, UnaryOperator<Versions> change) {
        write(function, change.apply(read(function)));
    }

    private void write(String function, Versions versions) {
        try {
            var home = Files.createDirectories(folder.resolve(function));
            var temporary = Files.createTempFile(home, "versions", ".tmp");
            JSON.writeValue(temporary.toFile(), versions);
            Files.move(temporary, home.resolve("versions.json"), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("The versions of the function " + function + " could not be kept", e);
        }
    }

    /**
     * Unpacks a deployment package, once for each content.
     *
     * @return its hash, by which {@link #code} finds it
     */
    String unpack(String function, byte[] zip) {
        var hash = CodePackage.sha256(zip);
        try {
            var target = code(function, hash);
            if (!Files.exists(target)) {
                Files.createDirectories(target.getParent());
                // Not a name of its own each time: what a killed deployment left here is in nobody's way.
                var temporary = target.resolveSibling(".unpacking");
                deleteTree(temporary);
                CodePackage.unzip(zip, temporary);
                Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
            }
            return hash;
        } catch (IOException e) {
            throw new AwsError(
                    400,
                    "InvalidParameterValueException",
                    "Could not unzip the code of the function " + function + ": " + e.getMessage());
        }
    }

    Path code(String function, String hash) {
        return folder.resolve(function).resolve("code").resolve(hash);
    }

    Path log(String function, String version) {
        return folder.resolve(function).resolve(version.replace("$", "") + ".log");
    }

    /** Where to read more about a failure, with the innermost cause that the runtime wrote there last. */
    String hint(FunctionSpec spec) {
        var log = log(spec.name(), spec.version());
        try (var lines = Files.lines(log)) {
            var cause = lines.filter(line -> line.startsWith("Caused by: ")).reduce((first, last) -> last);
            return cause.map(line -> "; " + line).orElse("") + "; its log is " + log;
        } catch (IOException e) {
            return "; its log " + log + " could not be read";
        }
    }

    void delete(String function) {
        var home = folder.resolve(function);
        try {
            deleteTree(home);
        } catch (IOException e) {
            throw new UncheckedIOException("The function " + function + " could not be deleted from " + home, e);
        }
    }

    private static void deleteTree(Path top) throws IOException {
        if (Files.exists(top)) {
            try (var files = Files.walk(top)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}

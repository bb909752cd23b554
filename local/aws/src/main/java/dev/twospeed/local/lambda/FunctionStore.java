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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The deployed functions on disk: for each its versions, and its unpacked code by hash. */
final class FunctionStore {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private final Path folder;

    FunctionStore(Path folder) {
        this.folder = folder;
    }

    /** All versions of a function: {@code $LATEST} and the published ones. */
    record Versions(Map<String, FunctionSpec> specs) {
        static final Versions NONE = new Versions(Map.of());

        Optional<FunctionSpec> get(String version) {
            return Optional.ofNullable(specs.get(version));
        }

        /** The newest published version, as a number; 0 when none was published. */
        int newest() {
            return specs.keySet().stream()
                    .filter(v -> !v.equals(FunctionSpec.LATEST))
                    .mapToInt(Integer::parseInt)
                    .max()
                    .orElse(0);
        }

        Versions with(FunctionSpec spec) {
            var next = new TreeMap<>(specs);
            next.put(spec.version(), spec);
            return new Versions(next);
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

    void write(String function, Versions versions) {
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
                var temporary = Files.createTempDirectory(target.getParent(), ".unpacking");
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

    List<String> functions() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var names = Files.list(folder)) {
            return names.filter(f -> Files.exists(f.resolve("versions.json")))
                    .map(f -> f.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("The functions in " + folder + " could not be listed", e);
        }
    }

    void delete(String function) {
        var home = folder.resolve(function);
        if (!Files.exists(home)) {
            return;
        }
        try (var files = Files.walk(home)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The function " + function + " could not be deleted from " + home, e);
        }
    }
}

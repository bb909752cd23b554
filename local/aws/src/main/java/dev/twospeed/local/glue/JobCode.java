package dev.twospeed.local.glue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Fetches a job's script and jars from S3 and compiles the script; what was fetched or compiled before is not again. */
final class JobCode {
    private final Path folder;
    private final ScalaCompiler compiler;

    JobCode(Path folder, ScalaCompiler compiler) {
        this.folder = folder;
        this.compiler = compiler;
    }

    /** Class path entries: the compiled script, then the jars. */
    record Classes(Path script, List<Path> jars) {}

    /**
     * Makes a script ready to run.
     *
     * @param s3 of the job's role
     * @throws JobFailed when something is not in S3 or does not compile
     */
    synchronized Classes prepare(S3Client s3, String script, List<String> extraJars)
            throws IOException, InterruptedException {
        var source = fetch(s3, script);
        var jars = new ArrayList<Path>();
        for (var jar : extraJars) {
            jars.add(fetch(s3, jar));
        }
        var compiled = folder.resolve("compiled-" + identity(source, jars));
        if (!Files.isDirectory(compiled)) {
            var unfinished = Files.createTempDirectory(folder, "compiling");
            compiler.compile(source, jars, unfinished);
            Files.move(unfinished, compiled, StandardCopyOption.ATOMIC_MOVE);
        }
        return new Classes(compiled, jars);
    }

    private Path fetch(S3Client s3, String location) throws IOException {
        var path = location.startsWith("s3://") ? location.substring("s3://".length()) : "";
        int slash = path.indexOf('/');
        if (slash < 1) {
            throw new JobFailed("'" + location + "' is no s3://bucket/key");
        }
        var bucket = path.substring(0, slash);
        var key = path.substring(slash + 1);
        try {
            var etag = s3.headObject(r -> r.bucket(bucket).key(key)).eTag().replace("\"", "");
            var file = folder.resolve(etag).resolve(FileNames.of(key.substring(key.lastIndexOf('/') + 1)));
            if (!Files.exists(file)) {
                Files.createDirectories(file.getParent());
                var temporary = Files.createTempFile(folder, "fetching", ".tmp");
                // The transformer wants to make the file itself.
                Files.delete(temporary);
                s3.getObject(r -> r.bucket(bucket).key(key), ResponseTransformer.toFile(temporary));
                Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
            } else {
                // Kept from an earlier run: the role has to be able to read it all the same.
                var unused =
                        s3.getObject(r -> r.bucket(bucket).key(key).range("bytes=0-0"), ResponseTransformer.toBytes());
            }
            return file;
        } catch (S3Exception e) {
            throw new JobFailed("LAUNCH ERROR | Error downloading from S3 for bucket: " + bucket + ", key: " + key
                    + ". " + e.getMessage());
        }
    }

    // Files are kept by the tag of their content, so a path stands for what is in it.
    private String identity(Path source, List<Path> jars) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(source.toString().getBytes(StandardCharsets.UTF_8));
            jars.forEach(jar -> digest.update(jar.toString().getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().formatHex(digest.digest()).substring(0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}

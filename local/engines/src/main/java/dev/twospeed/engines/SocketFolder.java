package dev.twospeed.engines;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A folder for a server's UNIX socket that only the server's user can enter.
 *
 * <p>It is not beside the data because a socket's path may have about 100 bytes only, and a checkout's is often longer.
 *
 * @param path the folder
 */
record SocketFolder(Path path) {
    private static final int LONGEST = 85;

    /** The folder for a server, made if it is missing; the same for the same data. */
    static SocketFolder of(Path data, Unprivileged user) throws IOException {
        var name = "twospeed-" + hash(data.toString());
        var path =
                Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath().resolve(name);
        if (path.toString().length() > LONGEST) {
            throw new EngineException("The folder for temporary files, " + path.getParent()
                    + ", is too long for a UNIX socket. Set TMPDIR or -Djava.io.tmpdir to a shorter one.");
        }
        var ownerOnly = PosixFilePermissions.fromString("rwx------");
        if (!Files.isDirectory(path)) {
            Files.createDirectory(path, PosixFilePermissions.asFileAttribute(ownerOnly));
        }
        var owner = (int) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
        if (owner != Unprivileged.uid() && !(Unprivileged.isRoot() && owner == Unprivileged.NOBODY)) {
            throw new EngineException("The socket folder " + path + " belongs to another user (uid " + owner
                    + "). Remove it, or set -Djava.io.tmpdir to a folder of your own.");
        }
        Files.setPosixFilePermissions(path, ownerOnly);
        user.own(path);
        return new SocketFolder(path);
    }

    void delete() throws IOException {
        Cache.deleteTree(path);
    }

    private static String hash(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}

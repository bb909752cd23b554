package dev.twospeed.local.pulumi;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** Our language host as a plugin in a Pulumi home, where the engine finds it without being told. */
final class LanguagePlugin {
    private LanguagePlugin() {}

    /** Makes the plugin start the host of this checkout, also after the checkout was moved. */
    static void install(Path root, Path pulumiHome) throws IOException {
        var folder = Files.createDirectories(pulumiHome.resolve("plugins/language-java-v1.0.0"));
        var script = folder.resolve("pulumi-language-java");
        var content = "#!/bin/sh\nexec "
                + ShellText.quote(root.resolve("local/bin/pulumi-language-java").toString()) + " \"$@\"\n";
        if (Files.exists(script) && Files.readString(script).equals(content)) {
            return;
        }
        var executable = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x"));
        var temporary = Files.createTempFile(pulumiHome, "language", ".tmp", executable);
        Files.writeString(temporary, content);
        Files.move(temporary, script, StandardCopyOption.ATOMIC_MOVE);
    }
}

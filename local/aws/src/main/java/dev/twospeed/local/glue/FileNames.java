package dev.twospeed.local.glue;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** Names that a user or AWS chose, as names that any file system takes. */
final class FileNames {
    private FileNames() {}

    static String of(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("*", "%2A");
    }

    static String of(List<String> names) {
        return names.stream().map(FileNames::of).collect(Collectors.joining("+"));
    }
}

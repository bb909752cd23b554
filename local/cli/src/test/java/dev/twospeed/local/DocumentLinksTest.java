package dev.twospeed.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The documents name files, and sections of files, that are there. */
class DocumentLinksTest {
    private static final Path ROOT = Path.of(System.getProperty("twospeed.root"));
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.+?) *$");
    private static final Pattern CODE_BLOCK = Pattern.compile("(?ms)^ *```.*?^ *```");

    @Test
    void shouldLeadSomewhere_whenADocumentLinks() throws IOException {
        var broken = new ArrayList<String>();
        var documents = documents();
        for (var document : documents) {
            var text = CODE_BLOCK.matcher(Files.readString(document)).replaceAll("");
            var links = LINK.matcher(text);
            while (links.find()) {
                if (!URI.create(links.group(1)).isAbsolute() && !leadsSomewhere(document, links.group(1))) {
                    broken.add(ROOT.relativize(document) + " → " + links.group(1));
                }
            }
        }

        assertThat(documents).contains(ROOT.resolve("README.md")).hasSizeGreaterThan(5);
        assertThat(broken).isEmpty();
    }

    private static boolean leadsSomewhere(Path document, String link) throws IOException {
        var parts = link.split("#", 2);
        var target = parts[0].isEmpty() ? document : document.resolveSibling(parts[0]);
        if (!Files.exists(target)) {
            return false;
        }
        return parts.length == 1 || anchors(target).contains(parts[1]);
    }

    /** As GitHub makes them: lower case, dashes for spaces, nothing but letters, digits, dashes and underscores. */
    private static List<String> anchors(Path document) throws IOException {
        return HEADING.matcher(Files.readString(document))
                .results()
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replace(' ', '-')
                        .replaceAll("[^\\p{L}\\p{N}_-]", ""))
                .toList();
    }

    private static List<Path> documents() throws IOException {
        var folders = List.of("docs", "stacks", "policies", "sql");
        var found = new ArrayList<Path>();
        for (var name : List.of("README.md", "SECURITY.md", "CONTRIBUTING.md", "CHANGELOG.md")) {
            found.add(ROOT.resolve(name));
        }
        for (var folder : folders) {
            try (var files = Files.walk(ROOT.resolve(folder))) {
                files.filter(file -> file.toString().endsWith(".md"))
                        .filter(file -> !file.toString().contains("/target/"))
                        .forEach(found::add);
            }
        }
        return found;
    }
}

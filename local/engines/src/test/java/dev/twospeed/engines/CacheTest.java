package dev.twospeed.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheTest {
    @TempDir
    private Path folder;

    @Test
    void shouldFillOnce_whenTwoWantItAtOnce() throws Exception {
        var fills = new AtomicInteger();
        Callable<Path> wish = () -> new Cache(folder).entry("thing-1", place -> {
            fills.incrementAndGet();
            Files.writeString(place.resolve("part"), "whole");
        });
        var both = Executors.newFixedThreadPool(2);
        try {
            for (var done : both.invokeAll(List.of(wish, wish))) {
                assertThat(done.get().resolve("part")).hasContent("whole");
            }
        } finally {
            both.shutdown();
        }
        assertThat(fills).hasValue(1);
    }

    @Test
    void shouldLeaveNoEntry_whenFillingFailsOrWasKilled() throws Exception {
        Files.createDirectories(folder.resolve("thing-1.partial"));
        Files.writeString(folder.resolve("thing-1.partial/rest"), "of a killed process");
        var cache = new Cache(folder);
        assertThatThrownBy(() -> cache.entry("thing-1", place -> {
                    Files.writeString(place.resolve("part"), "half");
                    throw new IOException("No space left on device");
                }))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("No space left on device")
                .hasMessageContaining("TWOSPEED_CACHE");
        assertThat(folder.resolve("thing-1")).doesNotExist();
        assertThat(cache.entry("thing-1", place -> Files.writeString(place.resolve("part"), "whole")))
                .isDirectoryContaining(file -> file.endsWith("part"))
                .isDirectoryNotContaining(file -> file.endsWith("rest"));
    }

    @Test
    void shouldFollowTheEnvironment_whenItNamesAFolder() {
        assertThat(Cache.folder(Map.of("TWOSPEED_CACHE", "/a", "XDG_CACHE_HOME", "/b")))
                .isEqualTo(Path.of("/a"));
        assertThat(Cache.folder(Map.of("TWOSPEED_CACHE", " ", "XDG_CACHE_HOME", "/b")))
                .isEqualTo(Path.of("/b/twospeed"));
        assertThat(Cache.folder(Map.of())).isEqualTo(Path.of(System.getProperty("user.home"), ".cache", "twospeed"));
    }
}

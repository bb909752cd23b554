package dev.twospeed.handlers.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class FilesAheadTest {
    private static final List<String> NAMES = List.of("a", "b", "c");

    private final Map<String, CountDownLatch> closed = new ConcurrentHashMap<>();

    @Test
    void shouldAskForAllAtOnce() throws Exception {
        CyclicBarrier allAsked = new CyclicBarrier(NAMES.size());

        try (FilesAhead files = new FilesAhead(
                name -> {
                    try {
                        allAsked.await(1, TimeUnit.MINUTES);
                    } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
                        throw new IOException("they were not asked for at once", e);
                    }
                    return content(name);
                },
                NAMES)) {
            for (String name : NAMES) {
                assertThat(files.open(name)).hasContent(name);
            }
        }
    }

    @Test
    void shouldOpenAsTheSourceDoes_whatIsNotAheadOrWantedAgain() throws Exception {
        try (FilesAhead files = new FilesAhead(this::content, NAMES)) {
            assertThat(files.open("a")).hasContent("a");
            assertThat(files.open("a")).hasContent("a");
            assertThat(files.open("other")).hasContent("other");
        }
    }

    @Test
    void shouldFailAsTheSourceDoes() throws Exception {
        IOException missing = new NoSuchFileException("a");
        IllegalStateException broken = new IllegalStateException("broken");
        try (FilesAhead files = new FilesAhead(
                name -> {
                    if (name.equals("a")) {
                        throw missing;
                    }
                    throw broken;
                },
                NAMES)) {
            assertThatThrownBy(() -> files.open("a")).isSameAs(missing);
            assertThatThrownBy(() -> files.open("b"))
                    .isInstanceOf(IOException.class)
                    .hasCause(broken);
        }
    }

    @Test
    void shouldCloseWhatNobodyWanted_evenIfItComesLater() throws Exception {
        CountDownLatch late = new CountDownLatch(1);
        FilesAhead files = new FilesAhead(
                name -> {
                    if (name.equals("c")) {
                        await(late);
                    }
                    return content(name);
                },
                NAMES);
        files.close();
        late.countDown();

        for (String name : NAMES) {
            assertThat(closedOf(name).await(1, TimeUnit.MINUTES)).as(name).isTrue();
        }
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IOException("the test ends", e);
        }
    }

    private CountDownLatch closedOf(String name) {
        return closed.computeIfAbsent(name, unused -> new CountDownLatch(1));
    }

    private InputStream content(String name) {
        return new ByteArrayInputStream(name.getBytes(StandardCharsets.UTF_8)) {
            @Override
            public void close() {
                closedOf(name).countDown();
            }
        };
    }
}

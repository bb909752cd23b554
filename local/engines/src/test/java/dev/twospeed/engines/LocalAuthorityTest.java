package dev.twospeed.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalAuthorityTest {
    @TempDir
    private Path folder;

    @Test
    void shouldStayTheSame_whenOpenedAgain() throws Exception {
        var first = LocalAuthority.open(folder).caPem();
        assertThat(LocalAuthority.open(folder).caPem()).isEqualTo(first);
        assertThat(folder.resolve("ca.pem")).hasContent(first);
        assertThat(first).startsWith("-----BEGIN CERTIFICATE-----").doesNotContain("KEY");
        assertThat(Files.getPosixFilePermissions(folder.resolve("authority.pem")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void shouldWriteThePublicCertificateAgain_whenItIsMissing() throws Exception {
        var first = LocalAuthority.open(folder).caPem();
        Files.delete(folder.resolve("ca.pem"));
        assertThat(LocalAuthority.open(folder).caFile()).hasContent(first);
    }

    @Test
    void shouldSayWhatToDo_whenItsFileIsDamaged() throws Exception {
        Files.writeString(folder.resolve("authority.pem"), "-----BEGIN");
        assertThatThrownBy(() -> LocalAuthority.open(folder))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("authority.pem")
                .hasMessageContaining("remove it");
    }
}

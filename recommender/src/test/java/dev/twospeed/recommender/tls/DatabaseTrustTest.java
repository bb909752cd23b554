package dev.twospeed.recommender.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import org.junit.jupiter.api.Test;

class DatabaseTrustTest {
    @Test
    void shouldHoldOnlyAuthoritiesOfRds_whenNoneIsAdded() throws Exception {
        var authorities = certificates(DatabaseTrust.inRdsAnd(""));

        assertThat(authorities).hasSizeGreaterThan(60).allSatisfy(authority -> {
            assertThat(authority.getSubjectX500Principal().getName()).contains("Amazon RDS");
            assertThat(authority.getBasicConstraints()).isNotNegative();
            assertThat(authority.getNotAfter().toInstant()).isAfter(Instant.parse("2040-01-01T00:00:00Z"));
        });
    }

    @Test
    void shouldHoldOnlyTheAuthoritiesOfARegion_whenItIsKnown() throws Exception {
        assertThat(certificates(DatabaseTrust.inRdsOf("eu-central-1", "")))
                .hasSize(3)
                .allSatisfy(authority -> assertThat(
                                authority.getSubjectX500Principal().getName())
                        .contains("Amazon RDS eu-central-1 Root CA"));
        // Begins like others.
        assertThat(certificates(DatabaseTrust.inRdsOf("us-east-1", ""))).hasSize(3);
    }

    @Test
    void shouldHoldThoseOfAllRegions_whenTheRegionIsNotKnown() throws Exception {
        var all = certificates(DatabaseTrust.inRdsAnd(""));

        assertThat(certificates(DatabaseTrust.inRdsOf("xx-nowhere-1", ""))).hasSameElementsAs(all);
        assertThat(certificates(DatabaseTrust.inRdsOf("", ""))).hasSameElementsAs(all);
    }

    @Test
    void shouldKeepEachAuthority_whenOneIsAdded() throws Exception {
        var rds = certificates(DatabaseTrust.inRdsAnd(""));
        var pem = "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder().encodeToString(rds.get(0).getEncoded())
                + "\n-----END CERTIFICATE-----\n";

        var trust = DatabaseTrust.inRdsAnd(pem);

        assertThat(certificates(trust)).hasSize(rds.size() + 1);
        assertThat(trust.sslContext().getProtocol()).isEqualTo("TLS");
    }

    @Test
    void shouldSayWhatIsMissing_whenTheAdditionalTextIsNoCertificate() {
        assertThatThrownBy(() -> DatabaseTrust.inRdsAnd("not a certificate"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-----BEGIN CERTIFICATE-----");
        assertThatThrownBy(
                        () -> DatabaseTrust.inRdsAnd("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("X.509");
    }

    private static ArrayList<X509Certificate> certificates(DatabaseTrust trust) throws Exception {
        var found = new ArrayList<X509Certificate>();
        for (var alias : Collections.list(trust.keyStore().aliases())) {
            found.add((X509Certificate) trust.keyStore().getCertificate(alias));
        }
        return found;
    }
}

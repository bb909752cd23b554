package dev.twospeed.policies.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.pulumi.core.annotations.ResourceType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A rule about a type that does not exist is never applied, and nobody notices. */
class TypesTest {
    private static final Pattern TOKEN = Pattern.compile("aws:([a-z0-9]+)/([A-Za-z0-9]+):([A-Za-z0-9]+)");
    /** Names that the provider's next major version gives to what has another name in this one. */
    private static final Set<String> OF_THE_NEXT_VERSION = Set.of(
            "aws:s3/bucketAcl:BucketAcl",
            "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
            "aws:s3/bucketLogging:BucketLogging",
            "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
            "aws:s3/bucketVersioning:BucketVersioning");

    @Test
    void shouldNameTypesOfTheProvider_wheneverATypeIsNamed() throws Exception {
        var tokens = new TreeSet<String>();
        var folder = Path.of(System.getProperty("twospeed.root"), "policies/src/main/java");
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                TOKEN.matcher(Files.readString(file)).results().forEach(token -> tokens.add(token.group()));
            }
        }
        assertThat(tokens).hasSizeGreaterThan(40);
        tokens.removeAll(OF_THE_NEXT_VERSION);
        assertThat(tokens).allSatisfy(token -> assertThat(typeOf(token)).isEqualTo(token));
    }

    private static String typeOf(String token) throws IOException {
        var matcher = TOKEN.matcher(token);
        assertThat(matcher.matches()).isTrue();
        try {
            return Class.forName("com.pulumi.aws." + matcher.group(1) + "." + matcher.group(3))
                    .getAnnotation(ResourceType.class)
                    .type();
        } catch (ClassNotFoundException e) {
            throw new AssertionError("The provider has no type " + token, e);
        }
    }
}

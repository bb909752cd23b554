package dev.twospeed.stacks.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScopeTest {
    private static final List<String> REGIONS = List.of("us-east-1", "ap-southeast-2", "ap-southeast-1");
    private static final List<String> ENVIRONMENTS = List.of("q", "qa", "quality-assurance-01", "quality-assurance-02");

    @TempDir
    private Path folder;

    @Test
    void shouldNameNothingTwice_whenEnvironmentsAndRegionsShareAnAccount() {
        var names = new ArrayList<String>();
        for (var environment : ENVIRONMENTS) {
            for (var region : REGIONS) {
                names.addAll(names(environment, region));
            }
        }

        assertThat(new HashSet<>(names)).hasSameSizeAs(names).hasSize(3 * REGIONS.size() * ENVIRONMENTS.size());
    }

    @Test
    void shouldKeepAwsLimits_whenEnvironmentAndRegionAreLong() {
        assertThat(names("quality-assurance-02", "ap-southeast-2"))
                .allSatisfy(
                        name -> assertThat(name).hasSizeLessThanOrEqualTo(64).matches("[a-z0-9_-]*[a-z0-9]"))
                .anyMatch(name -> name.matches(".*-[0-9a-f]{8}"));
    }

    private List<String> names(String environment, String region) {
        var names = ConcurrentHashMap.<String>newKeySet();
        MockStack.of(FoundationOutputs.CONTRACT)
                .environment(environment)
                .config("aws:region", region)
                .run(
                        (ctx, checkout) -> {
                            var scope = Scope.of(ctx, "foundation", false, "");
                            names.add(scope.name("a-function-with-a-rather-long-name", 64));
                            names.add(scope.identifier("a-table-with-a-rather-long-name", 64));
                            ctx.export(
                                    "bucket",
                                    scope.bucketName("recommendations").applyValue(name -> {
                                        names.add(name);
                                        return name;
                                    }));
                        },
                        TestCheckout.in(folder))
                .succeeded();
        return List.copyOf(names);
    }
}

package dev.twospeed.local;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Dependencies point one way: stacks → common; glue → the loader of handlers → recommender; local → everything; nothing → local. */
class ArchitectureTest {
    private static final List<String> MODULES = List.of(
            "recommender",
            "handlers",
            "glue",
            "stacks/common",
            "stacks/foundation",
            "stacks/etl",
            "stacks/vector-db",
            "stacks/streaming-inference",
            "policies",
            "local/engines",
            "local/aws",
            "local/cli");

    private static final String RECOMMENDER = "dev.twospeed.recommender..";
    private static final String HANDLERS = "dev.twospeed.handlers..";
    // A job runs it where a function would run out of time.
    private static final String[] LOADER = {
        "dev.twospeed.handlers.load..",
        "dev.twospeed.handlers.database..",
        "dev.twospeed.handlers.storage..",
        "dev.twospeed.handlers.environment.."
    };
    private static final String GLUE = "dev.twospeed.glue..";
    private static final String STACKS = "dev.twospeed.stacks..";
    private static final String COMMON = "dev.twospeed.stacks.common..";
    private static final String POLICIES = "dev.twospeed.policies..";
    private static final String LOCAL = "dev.twospeed.local..";
    private static final String ENGINES = "dev.twospeed.engines..";

    private static JavaClasses classes;

    @BeforeAll
    static void importMainClassesOfEveryModule() {
        var root = Path.of(System.getProperty("twospeed.root"));
        classes = new ClassFileImporter()
                .importPaths(MODULES.stream()
                        .map(module -> root.resolve(module).resolve("target/classes"))
                        .toList());
    }

    @Test
    void shouldSeeEveryModule_whenImporting() {
        for (var root : List.of(RECOMMENDER, HANDLERS, GLUE, STACKS, POLICIES, LOCAL, ENGINES)) {
            assertThat(classes.stream().filter(resideInAPackage(root))).as(root).hasSizeGreaterThan(1);
        }
    }

    @Test
    void shouldNotReachLocalParts_whenCodeIsDeployed() {
        noClasses()
                .that()
                .resideInAnyPackage(RECOMMENDER, HANDLERS, GLUE, STACKS, POLICIES)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(LOCAL, ENGINES)
                .check(classes);
    }

    @Test
    void shouldKnowOnlyThePlainJdkAndJackson_whenRecommending() {
        noClasses()
                .that()
                .resideInAPackage(RECOMMENDER)
                .should()
                .dependOnClassesThat(
                        outside(RECOMMENDER, "java..", "javax.net.ssl..", "com.fasterxml.jackson..", "org.jspecify.."))
                .check(classes);
    }

    @Test
    void shouldNotKnowHandlersOrJobs_whenAStackDeploysThem() {
        noClasses()
                .that()
                .resideInAPackage(STACKS)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(HANDLERS, GLUE, RECOMMENDER, POLICIES)
                .check(classes);
    }

    @Test
    void shouldShareOnlyTheCommonPackage_whenAStackIsAProgramOfItsOwn() {
        for (var stack : List.of("foundation", "etl", "vectordb", "streaming")) {
            var own = "dev.twospeed.stacks." + stack + "..";
            noClasses()
                    .that()
                    .resideInAPackage(own)
                    .should()
                    .dependOnClassesThat(
                            resideInAPackage(STACKS).and(DescribedPredicate.not(resideInAnyPackage(own, COMMON))))
                    .check(classes);
        }
    }

    @Test
    void shouldMakeRolesInOnePlace_soThatNoneLacksItsBoundary() {
        noClasses()
                .that()
                .resideInAPackage(STACKS)
                .and()
                .doNotHaveSimpleName("ServiceRole")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("com.pulumi.aws.iam.Role")
                .check(classes);
    }

    @Test
    void shouldMakeComponentsInOnePlace_soThatEachMayBeRenamed() {
        noClasses()
                .that()
                .resideInAPackage(STACKS)
                .and()
                .doNotHaveSimpleName("Component")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("com.pulumi.resources.ComponentResourceOptions")
                .check(classes);
    }

    @Test
    void shouldNotKnowEachOther_whenOneRunsPerEventAndTheOtherPerNight() {
        noClasses()
                .that()
                .resideInAPackage(HANDLERS)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(GLUE, "org.apache.spark..")
                .check(classes);
        noClasses()
                .that()
                .resideInAPackage(GLUE)
                .should()
                .dependOnClassesThat(resideInAPackage(HANDLERS).and(outside(LOADER)))
                .check(classes);
    }

    @Test
    void shouldNotSeeJobsOrFunctions_whenTheEmbeddedAwsRunsThem() {
        noClasses()
                .that()
                .resideInAPackage(LOCAL)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(HANDLERS, GLUE)
                .check(classes);
    }

    private static DescribedPredicate<JavaClass> outside(String... packages) {
        return DescribedPredicate.not(resideInAnyPackage(packages)).as("outside %s", String.join(", ", packages));
    }
}

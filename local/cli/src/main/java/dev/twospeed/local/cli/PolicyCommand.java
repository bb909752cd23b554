package dev.twospeed.local.cli;

import dev.twospeed.local.cloud.AccountSettings;
import dev.twospeed.local.cloud.Environment;
import dev.twospeed.local.cloud.Stack;
import dev.twospeed.policies.judgement.Judge;
import dev.twospeed.policies.judgement.RuleFailed;
import dev.twospeed.policies.report.FindingsTable;
import dev.twospeed.policies.report.JsonReport;
import dev.twospeed.policies.report.Judged;
import dev.twospeed.policies.report.JunitReport;
import dev.twospeed.policies.report.SarifReport;
import dev.twospeed.policies.rules.Pack;
import dev.twospeed.policies.sdk.JsonValue;
import dev.twospeed.policies.settings.PackSettings;
import dev.twospeed.policies.state.StackState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.core.exception.SdkException;

@Command(
        name = "policy",
        mixinStandardHelpOptions = true,
        description = "Check what stacks deployed against the policy pack; exit code 1 when a rule is broken.",
        footer = {
            "  ./twospeed policy --env prod",
            "  ./twospeed policy --export etl.json --json",
            "  ./twospeed policy --sarif policies.sarif --junit policies.xml"
        })
final class PolicyCommand implements Callable<Integer> {
    private static final String VERSION = "0.1.0";

    @Mixin
    StackSelection stacks = new StackSelection();

    @Mixin
    EnvironmentOption environment = new EnvironmentOption();

    @Option(
            names = "--export",
            paramLabel = "FILE",
            description = "What `pulumi stack export` printed, instead of asking for it; may be repeated.")
    List<Path> exports = new ArrayList<>();

    @Option(names = "--account", description = "Check what belongs to the whole account and region, instead of stacks.")
    boolean account;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Levels, options and exemptions as for --policy-pack-config; else policies/settings.json.")
    @Nullable
    Path config;

    @Option(names = "--json", description = "Print one JSON object.")
    boolean json;

    @Option(names = "--sarif", paramLabel = "FILE", description = "Write SARIF 2.1.0, for code scanning.")
    @Nullable
    Path sarif;

    @Option(names = "--junit", paramLabel = "FILE", description = "Write a JUnit report, for CI systems.")
    @Nullable
    Path junit;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        try {
            var judge = new Judge(settings(), LocalDate.now(ZoneOffset.UTC));
            var judged = account ? account(judge) : exports.isEmpty() ? deployed(judge) : files(judge);
            report(judged);
            return judged.stream().anyMatch(Judged::fails) ? 1 : 0;
        } catch (IllegalArgumentException | RuleFailed e) {
            throw new UserError(e.getMessage());
        }
    }

    private PackSettings settings() throws IOException {
        var file = config == null ? Main.root().resolve("policies/settings.json") : config;
        return PackSettings.standard(Pack.rules()).with(JsonValue.parse(read(file, "a policy configuration")));
    }

    private void report(List<Judged> judged) throws IOException {
        var out = spec.commandLine().getOut();
        if (json) {
            out.println(JsonReport.of(judged));
        } else {
            new FindingsTable(out).print(judged);
        }
        out.flush();
        write(sarif, SarifReport.of(Pack.NAME, VERSION, judged));
        write(junit, JunitReport.of(judged));
    }

    private static void write(@Nullable Path file, String text) {
        if (file == null) {
            return;
        }
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UserError("The file " + file + " cannot be written: " + e.getMessage());
        }
    }

    private List<Judged> account(Judge judge) throws IOException, InterruptedException {
        if (environment.name.equals(Environment.LOCAL)) {
            throw new UserError("The embedded AWS has no settings of an account: name an environment on AWS by --env");
        }
        try (var opened = environment.open();
                var sts = opened.clients().sts();
                var s3 = opened.clients().s3Control();
                var ec2 = opened.clients().ec2();
                var glue = opened.clients().glue()) {
            var number = sts.getCallerIdentity().account();
            var findings = judge.stack(new AccountSettings(s3, ec2, glue).of(number));
            return List.of(new Judged("account", "account", findings));
        } catch (SdkException e) {
            throw new UserError("The settings of the account cannot be read (" + e.getMessage()
                    + "): give credentials and a region as for pulumi, such as AWS_PROFILE and AWS_REGION");
        }
    }

    private List<Judged> deployed(Judge judge) throws IOException, InterruptedException {
        var selected = stacks.inOrder();
        var found = new ArrayList<Judged>();
        try (var opened = environment.open()) {
            for (var stack : selected) {
                var state = StackState.parse(
                        "The state of " + stack.label(),
                        opened.pulumi(stack).export().toString());
                if (!state.isEmpty()) {
                    found.add(new Judged(stack.label(), project(stack), state.judgedBy(judge)));
                }
            }
        }
        if (found.isEmpty()) {
            throw new UserError("Nothing is deployed in the environment " + environment.name + ": run ./twospeed up"
                    + " --env " + environment.name);
        }
        return found;
    }

    private static String project(Stack stack) {
        var root = Main.root();
        return root.relativize(stack.in(root).resolve("Pulumi.yaml")).toString();
    }

    private List<Judged> files(Judge judge) {
        var found = new ArrayList<Judged>();
        for (var file : exports) {
            var state = StackState.parse("The file " + file, read(file, "what `pulumi stack export` printed"));
            var label = file.getFileName().toString().replaceFirst("\\.json$", "");
            found.add(new Judged(label, file.toString(), state.judgedBy(judge)));
        }
        return found;
    }

    private static String read(Path file, String what) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UserError("The file " + file + " cannot be read: name " + what);
        }
    }
}

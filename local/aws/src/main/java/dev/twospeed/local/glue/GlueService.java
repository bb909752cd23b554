package dev.twospeed.local.glue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twospeed.local.EmbeddedAws;
import dev.twospeed.local.Endpoints;
import dev.twospeed.local.api.JsonService;
import dev.twospeed.local.events.EventSink;
import dev.twospeed.local.iam.Access;
import dev.twospeed.local.iam.AccessKeys;
import dev.twospeed.local.network.ProcessNetwork;
import dev.twospeed.local.resource.AwsError;
import dev.twospeed.local.resource.DataPlane;
import dev.twospeed.local.resource.Resource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The embedded Glue: a data catalog, and jobs that real Spark runs in a JVM of their own.
 *
 * <p>A job gets what it would get from Glue and nothing else: its script and jars from S3, Glue's arguments, the access
 * key of its role, Glue 5.0's libraries.
 */
public final class GlueService implements DataPlane, JsonService, AutoCloseable {
    private static final String JOB = "aws:glue/job:Job";
    private static final String TRIGGER = "aws:glue/trigger:Trigger";
    private static final String WORKFLOW = "aws:glue/workflow:Workflow";
    private static final String DATABASE = "aws:glue/catalogDatabase:CatalogDatabase";
    private static final String TABLE = "aws:glue/catalogTable:CatalogTable";
    private static final String CONNECTION = "aws:glue/connection:Connection";

    private final Catalog catalog;
    private final JobNetworks networks;
    private final RunStore store;
    private final Workflows workflows;
    private final Triggers triggers;
    private final JobRuns runs;
    private final EventSink events;
    private final Access access;
    private final JobAccess jobAccess;
    private final Map<String, JobSpec> jobs = new ConcurrentHashMap<>();

    /**
     * Opens it; runs that an earlier embedded AWS left in flight are ended and failed.
     *
     * @param folder where partitions, runs, logs and fetched code are kept
     * @param classpathFile the class path that local/glue-runtime wrote
     * @param endpoints where the jobs find the other services; asked at each run
     * @param access says what roles may do
     * @param events hears of the end of each run
     * @param network what jobs reach
     * @param clock by which schedules start runs
     * @throws IOException when the runtime is not there
     */
    public GlueService(
            Path folder,
            Path classpathFile,
            Supplier<Endpoints> endpoints,
            AccessKeys keys,
            Access access,
            EventSink events,
            ProcessNetwork network,
            Clock clock)
            throws IOException {
        networks = new JobNetworks(network);
        var kept = Files.createDirectories(folder).toRealPath();
        var runtime = GlueRuntime.open(classpathFile);
        var code = Files.createDirectories(kept.resolve("code"));
        this.access = access;
        this.jobAccess = new JobAccess(access, EmbeddedAws.REGION);
        this.events = events;
        catalog = new Catalog(kept.resolve("catalog"));
        store = new RunStore(kept.resolve("runs"));
        runs = new JobRuns(
                kept.resolve("logs"),
                store,
                new JobCode(code, new ScalaCompiler(runtime)),
                runtime,
                endpoints,
                keys,
                jobAccess,
                networks,
                this::ended);
        workflows = new Workflows(store);
        triggers = new Triggers(workflows, clock, this::startByTrigger);
    }

    @Override
    public Set<String> types() {
        return Set.of(JOB, TRIGGER, WORKFLOW, DATABASE, TABLE, CONNECTION);
    }

    @Override
    public ObjectNode create(Resource resource) {
        checkRole(resource);
        resume(resource);
        return JsonNodeFactory.instance.objectNode();
    }

    @Override
    public ObjectNode update(Resource before, Resource after) {
        checkRole(after);
        resume(after);
        return JsonNodeFactory.instance.objectNode();
    }

    @Override
    public void delete(Resource resource) {
        switch (resource.type()) {
            case JOB -> jobs.remove(Catalog.nameOf(resource));
            case TRIGGER -> triggers.remove(resource);
            case WORKFLOW -> workflows.remove(resource);
            case DATABASE -> catalog.removeDatabase(resource);
            case TABLE -> catalog.removeTable(resource);
            case CONNECTION -> networks.remove(resource);
            default -> throw unknown(resource);
        }
    }

    @Override
    public void resume(Resource resource) {
        switch (resource.type()) {
            case JOB -> {
                var job = JobSpec.of(resource);
                jobs.put(job.name(), job);
            }
            case TRIGGER -> triggers.put(resource);
            case WORKFLOW -> workflows.put(resource);
            case DATABASE -> catalog.putDatabase(resource);
            case TABLE -> catalog.putTable(resource);
            case CONNECTION -> networks.put(resource);
            default -> throw unknown(resource);
        }
    }

    @Override
    public String targetPrefix() {
        return "AWSGlue";
    }

    @Override
    public ObjectNode handle(String operation, ObjectNode request, String caller) {
        for (var arn : GlueArns.of(operation, request)) {
            access.check(caller, "glue:" + operation, arn);
        }
        return switch (operation) {
            case "StartJobRun" -> startJobRun(request);
            case "GetJobRun" -> jobRun(request);
            case "GetJobRuns" -> jobRuns(request);
            case "BatchStopJobRun" -> stopJobRuns(request);
            case "StartTrigger" -> startTrigger(request);
            case "StartWorkflowRun" ->
                JsonNodeFactory.instance
                        .objectNode()
                        .put(
                                "RunId",
                                triggers.startWorkflow(request.path("Name").asText()));
            case "GetWorkflowRun" -> workflows.run(request);
            case "GetDatabase" -> catalog.database(request);
            case "GetTable" -> catalog.table(request);
            case "GetTables" -> catalog.tables(request);
            case "GetPartition" -> catalog.partition(request);
            case "GetPartitions" -> catalog.partitions(request);
            case "CreatePartition" -> catalog.createPartition(request);
            case "BatchCreatePartition" -> catalog.createPartitions(request);
            default ->
                throw new AwsError(400, "UnknownOperationException", "The embedded Glue does not serve " + operation);
        };
    }

    private void checkRole(Resource resource) {
        if (resource.type().equals(JOB)) {
            jobAccess.checkTrust(JobSpec.of(resource));
        }
    }

    private ObjectNode startJobRun(ObjectNode request) {
        var arguments = new LinkedHashMap<String, String>();
        request.path("Arguments")
                .properties()
                .forEach(argument ->
                        arguments.put(argument.getKey(), argument.getValue().asText()));
        var run = runs.start(job(request.path("JobName").asText()), arguments, "");
        return JsonNodeFactory.instance.objectNode().put("JobRunId", run.id());
    }

    private ObjectNode jobRun(ObjectNode request) {
        var job = job(request.path("JobName").asText());
        var id = request.path("RunId").asText();
        var answer = JsonNodeFactory.instance.objectNode();
        answer.set("JobRun", find(job, id).orElseThrow(() -> noRun(id)).toShape(job));
        return answer;
    }

    private ObjectNode jobRuns(ObjectNode request) {
        var job = job(request.path("JobName").asText());
        var all = store.of(job.name());
        int from = Math.min(all.size(), request.path("NextToken").asInt(0));
        int to = Math.min(all.size(), from + request.path("MaxResults").asInt(200));
        var answer = JsonNodeFactory.instance.objectNode();
        var list = answer.putArray("JobRuns");
        all.subList(from, to).forEach(run -> list.add(run.toShape(job)));
        if (to < all.size()) {
            answer.put("NextToken", Integer.toString(to));
        }
        return answer;
    }

    private ObjectNode stopJobRuns(ObjectNode request) {
        var job = job(request.path("JobName").asText());
        var answer = JsonNodeFactory.instance.objectNode();
        var stopped = answer.putArray("SuccessfulSubmissions");
        var errors = answer.putArray("Errors");
        for (var id : request.path("JobRunIds")) {
            var run = find(job, id.asText());
            if (run.isPresent() && !run.get().state().ended()) {
                runs.stop(run.get());
                stopped.addObject().put("JobName", job.name()).put("JobRunId", id.asText());
            } else {
                var code = run.isPresent() ? "InvalidInputException" : "EntityNotFoundException";
                var error = errors.addObject().put("JobName", job.name()).put("JobRunId", id.asText());
                error.putObject("ErrorDetail")
                        .put("ErrorCode", code)
                        .put("ErrorMessage", "The run is not in flight: " + id.asText());
            }
        }
        return answer;
    }

    private ObjectNode startTrigger(ObjectNode request) {
        var name = request.path("Name").asText();
        triggers.start(name);
        return JsonNodeFactory.instance.objectNode().put("Name", name);
    }

    private void startByTrigger(String job, Map<String, String> arguments, String trigger) {
        var unused = runs.start(job(job), arguments, trigger);
    }

    private void ended(JobRun run) {
        var detail = JsonNodeFactory.instance.objectNode();
        detail.put("jobName", run.job())
                .put("jobRunId", run.id())
                .put("state", run.state().name());
        detail.put("severity", run.state() == JobRun.State.SUCCEEDED ? "INFO" : "ERROR");
        detail.put("message", run.error().isEmpty() ? "Job run succeeded" : run.error());
        events.publish("aws.glue", "Glue Job State Change", detail);
        triggers.ended(run);
    }

    private JobSpec job(String name) {
        var job = jobs.get(name);
        if (job == null) {
            throw new AwsError(
                    400,
                    "EntityNotFoundException",
                    "Failed to start job run due to missing metadata: job " + name + " not found");
        }
        return job;
    }

    private Optional<JobRun> find(JobSpec job, String id) {
        return store.find(job.name(), id);
    }

    private static AwsError noRun(String id) {
        return new AwsError(400, "EntityNotFoundException", "Job run not found: " + id);
    }

    private static IllegalArgumentException unknown(Resource resource) {
        return new IllegalArgumentException("The embedded Glue does not serve " + resource.type());
    }

    /** Ends the schedules and all runs with their JVMs. */
    @Override
    public void close() {
        triggers.close();
        runs.close();
    }
}

package dev.twospeed.benchmarks.stand;

import dev.twospeed.handlers.support.Events;
import dev.twospeed.handlers.support.Fixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One model that is published and loaded into a database of its own, and the inputs that functions get for it. */
public final class Shop {
    /** The version that is loaded. */
    public static final String VERSION = Fixture.FIRST;

    private static final int SESSIONS = 2_000;

    private final SyntheticModel model;
    private final Fixture fixture;
    private final Path inputs;
    private final Map<String, String> environment;

    private Shop(SyntheticModel model, Fixture fixture, Path inputs, Map<String, String> environment) {
        this.model = model;
        this.fixture = fixture;
        this.inputs = inputs;
        this.environment = environment;
    }

    static Shop open(SyntheticModel model, Path folder, Map<String, String> environment) throws Exception {
        Path models = Files.createDirectories(folder.resolve("models"));
        Fixture fixture = Fixture.in(models);
        model.publish(fixture.store().folder(VERSION), VERSION);
        Path inputs = Files.createDirectories(folder.resolve("inputs"));
        Map<String, String> variables = new TreeMap<>(environment);
        variables.put("DB_ENDPOINT", fixture.database().address().host());
        variables.put("DB_PORT", String.valueOf(fixture.database().address().port()));
        variables.put("DB_NAME", fixture.database().address().name());
        variables.put(
                "ADDITIONAL_CA_PEM", String.valueOf(fixture.database().address().additionalCa()));
        return new Shop(model, fixture, inputs, variables);
    }

    /** The model. */
    public SyntheticModel model() {
        return model;
    }

    /** Its database, its store, and a loader between them. */
    public Fixture fixture() {
        return fixture;
    }

    /** Loads the model as the loader does and lets the planner know of it. */
    public Shop loaded() throws Exception {
        fixture.loader().load(VERSION);
        fixture.database().run("vacuum analyze");
        return this;
    }

    /** The variables of a function that reads. */
    public Map<String, String> variables() {
        Map<String, String> variables = new TreeMap<>(environment);
        variables.put("DB_USER", "twospeed_reader");
        return variables;
    }

    /** The variables of the loader, which keeps one model beside the active one. */
    public Map<String, String> loaderVariables() {
        Map<String, String> variables = new TreeMap<>(environment);
        variables.put("DB_USER", "twospeed_loader");
        variables.put("DB_INSPECTOR_USER", "twospeed_inspector");
        variables.put("KEEP_VERSIONS", "1");
        return variables;
    }

    /** Publishes more versions, and writes the loader's inputs that activate them one after the other. */
    public Path versions(int count) throws IOException {
        Path folder = Files.createDirectories(inputs.resolve("loads"));
        for (int i = 0; i < count; i++) {
            String version = "202611%02dT000000Z-00000000".formatted(2 + i);
            model.publish(fixture.store().folder(version), version);
            Files.writeString(
                    folder.resolve("1-%05d.json".formatted(i)),
                    "{\"operation\": \"activate\", \"version\": \"" + version + "\"}");
        }
        return folder;
    }

    /** The folder of inputs, for {@link #batches} and {@link #requests} to fill. */
    public Path inputs() {
        return inputs;
    }

    /** Writes all sessions as Firehose batches of these sizes. */
    public Path batches(int... sizes) throws IOException {
        List<int[]> sessions = model.sessions(SESSIONS);
        List<String> events = new java.util.ArrayList<>();
        for (int i = 0; i < sessions.size(); i++) {
            events.add(Events.event("session-" + i, sessions.get(i)).toString());
        }
        Path folder = Files.createDirectories(inputs.resolve("batches"));
        for (int size : sizes) {
            for (int first = 0; first + size <= events.size(); first += size) {
                Files.write(
                        folder.resolve("%d-%05d.json".formatted(size, first)),
                        Events.batch(events.subList(first, first + size)));
            }
        }
        return folder;
    }

    /** Writes a function URL's events, one for each of so many customers. */
    public Path requests(int customers) throws IOException {
        Path folder = Files.createDirectories(inputs.resolve("requests"));
        for (int customer = 0; customer < customers; customer++) {
            String number = "%08d".formatted(customer * (model.users() / customers));
            Files.writeString(folder.resolve("1-%05d.json".formatted(customer)), """
                    {"version": "2.0", "rawPath": "/items_from_user", "rawQueryString": "customer_number=%s&k=10",
                     "queryStringParameters": {"customer_number": "%s", "k": "10"}, "headers": {},
                     "requestContext": {"http": {"method": "GET"}}}""".formatted(number, number));
        }
        return folder;
    }
}

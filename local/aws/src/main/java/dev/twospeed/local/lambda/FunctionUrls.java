package dev.twospeed.local.lambda;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twospeed.local.Ports;
import dev.twospeed.local.api.RequestSignature;
import dev.twospeed.local.resource.Resource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The function URLs that stacks made: an HTTP server each, on a port that is kept. */
final class FunctionUrls implements AutoCloseable {
    private final Ports ports;
    private final RequestSignature signatures;
    private final LambdaService functions;
    private final Map<String, FunctionUrlServer> servers = new ConcurrentHashMap<>();

    FunctionUrls(Ports ports, RequestSignature signatures, LambdaService functions) {
        this.ports = ports;
        this.signatures = signatures;
        this.functions = functions;
    }

    /** Serves a URL, or changes how; answers with where it is. */
    ObjectNode open(Resource resource) {
        var function = function(resource);
        functions.resolve(function.toString());
        var signed = resource.inputs().path("authorizationType").asText().equals("AWS_IAM");
        var server = servers.computeIfAbsent(
                resource.id(), id -> new FunctionUrlServer(ports.of(portName(id)), function, signatures, functions));
        server.requireSignature(signed);
        return JsonNodeFactory.instance
                .objectNode()
                .put("functionUrl", server.url().toString());
    }

    void delete(Resource resource) {
        var server = servers.remove(resource.id());
        if (server != null) {
            server.close();
        }
        ports.release(portName(resource.id()));
    }

    private static FunctionName function(Resource resource) {
        return FunctionName.parse(resource.inputs().path("functionName").asText())
                .at(resource.inputs().path("qualifier").asText(""));
    }

    private static String portName(String id) {
        return "function-url-" + id;
    }

    @Override
    public void close() {
        servers.values().forEach(FunctionUrlServer::close);
    }
}

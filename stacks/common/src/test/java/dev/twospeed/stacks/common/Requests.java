package dev.twospeed.stacks.common;

import com.pulumi.resources.Resource;
import com.pulumi.test.Mocks;
import com.pulumi.test.internal.MockMonitor;
import com.pulumi.test.internal.PulumiTestInternal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import pulumirpc.Resource.RegisterResourceRequest;
import pulumirpc.Resource.RegisterResourceResponse;

/** Keeps what a program asks the engine to register: only there are a resource's options to be seen. */
final class Requests {
    private final List<RegisterResourceRequest> all = Collections.synchronizedList(new ArrayList<>());

    MockMonitor listenTo(MockMonitor monitor) {
        return new MockMonitor(noMocks(), PulumiTestInternal.mockLog()) {
            @Override
            public CompletableFuture<RegisterResourceResponse> registerResourceAsync(
                    Resource resource, RegisterResourceRequest request) {
                all.add(request);
                return monitor.registerResourceAsync(resource, request);
            }

            @Override
            public CompletableFuture<pulumirpc.Resource.ResourceInvokeResponse> invokeAsync(
                    pulumirpc.Resource.ResourceInvokeRequest request) {
                return monitor.invokeAsync(request);
            }

            @Override
            public CompletableFuture<Void> registerResourceOutputsAsync(
                    pulumirpc.Resource.RegisterResourceOutputsRequest request) {
                return monitor.registerResourceOutputsAsync(request);
            }
        };
    }

    List<RegisterResourceRequest> all() {
        return List.copyOf(all);
    }

    private static Mocks noMocks() {
        return args -> {
            throw new UnsupportedOperationException("the monitor behind this one answers");
        };
    }
}

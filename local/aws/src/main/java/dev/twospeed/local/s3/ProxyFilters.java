package dev.twospeed.local.s3;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import java.util.EnumSet;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.shaded.org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.gaul.shaded.org.eclipse.jetty.server.Handler;
import org.gaul.shaded.org.eclipse.jetty.server.Server;

/** Puts filters in front of s3proxy, which has no place for them of its own. */
final class ProxyFilters {
    private ProxyFilters() {}

    /** In front of a proxy that has not started yet; the first filter sees a request first. */
    static void install(S3Proxy proxy, Filter... filters) {
        try {
            var field = S3Proxy.class.getDeclaredField("server");
            field.setAccessible(true);
            var graceful = (Handler.Wrapper) ((Server) field.get(proxy)).getHandler();
            var servlets = (ServletContextHandler) graceful.getHandler();
            for (var filter : filters) {
                servlets.addFilter(filter, "/*", EnumSet.of(DispatcherType.REQUEST));
            }
        } catch (ReflectiveOperationException | ClassCastException e) {
            throw new IllegalStateException(
                    "This release of s3proxy is built otherwise than 4.1.0: see ProxyFilters", e);
        }
    }
}

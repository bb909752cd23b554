package dev.twospeed.local.s3;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Reads each request body to its end before the answer is sent.
 *
 * <p>s3proxy 4.1.0 stops at the object's last byte and leaves the chunk trailer that AWS clients send after it. Where the
 * trailer comes late, Jetty then closes a connection that the client believes to be alive: one put in twenty failed with
 * {@code Unexpected end of file from server}.
 */
final class WholeBodies implements Filter {
    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        var waits = ((HttpServletRequest) request).getHeader("Expect") != null;
        var body = new Body(request.getInputStream(), waits);
        try {
            chain.doFilter(
                    new HttpServletRequestWrapper((HttpServletRequest) request) {
                        @Override
                        public ServletInputStream getInputStream() {
                            return body;
                        }
                    },
                    response);
        } finally {
            body.drain();
        }
    }

    /** A body that may be closed early and still be read to its end. */
    private static final class Body extends ServletInputStream {
        private final ServletInputStream in;
        private boolean sent;

        /** {@code waits}: its client sends it only when the first read gives leave. */
        Body(ServletInputStream in, boolean waits) {
            this.in = in;
            this.sent = !waits;
        }

        /** One that was refused before that never comes. */
        void drain() throws IOException {
            if (sent) {
                var unused = in.transferTo(OutputStream.nullOutputStream());
            }
        }

        @Override
        public int read() throws IOException {
            sent = true;
            return in.read();
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            sent = true;
            return in.read(bytes, offset, length);
        }

        @Override
        public int available() throws IOException {
            return in.available();
        }

        @Override
        public boolean isFinished() {
            return in.isFinished();
        }

        @Override
        public boolean isReady() {
            return in.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            in.setReadListener(listener);
        }

        @Override
        public void close() {
            // Closed when drained.
        }
    }
}

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
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Reads each request body to its end before the answer is sent.
 *
 * <p>s3proxy 4.1.0 stops at the object's last byte and leaves the chunk trailer that AWS clients send after it. Where the
 * trailer comes late, Jetty then closes a connection that the client believes to be alive: one put in twenty failed with
 * {@code Unexpected end of file from server}. A small body is read before anything else: the client of one that is refused
 * at once may still be writing it when the connection ends.
 */
final class WholeBodies implements Filter {
    private static final int SMALL = 64 * 1024;

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        var waits = ((HttpServletRequest) request).getHeader("Expect") != null;
        var length = request.getContentLengthLong();
        var body = length >= 0 && length <= SMALL
                ? new Body(request.getInputStream(), request.getInputStream().readAllBytes())
                : new Body(request.getInputStream(), waits);
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
        private final InputStream content;
        private boolean sent;

        /** {@code waits}: its client sends it only when the first read gives leave. */
        Body(ServletInputStream in, boolean waits) {
            this.in = in;
            this.content = in;
            this.sent = !waits;
        }

        /** {@code whole}: all that its client sends. */
        Body(ServletInputStream in, byte[] whole) {
            this.in = in;
            this.content = new ByteArrayInputStream(whole);
        }

        /** One that was refused before that never comes. */
        void drain() throws IOException {
            if (sent) {
                var unused = content.transferTo(OutputStream.nullOutputStream());
            }
        }

        @Override
        public int read() throws IOException {
            sent = true;
            return content.read();
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            sent = true;
            return content.read(bytes, offset, length);
        }

        @Override
        public int available() throws IOException {
            return content.available();
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

package dev.twospeed.handlers.inference;

/** A request that cannot be answered as asked; becomes {@code application/problem+json} (RFC 9457). */
final class Problem extends Exception {
    private static final long serialVersionUID = 1;

    private final int status;
    private final String title;

    Problem(int status, String title, String detail) {
        super(detail, null, false, false);
        this.status = status;
        this.title = title;
    }

    static Problem badRequest(String detail) {
        return new Problem(400, "Bad request", detail);
    }

    static Problem notFound(String detail) {
        return new Problem(404, "Not found", detail);
    }

    static Problem unavailable(String detail) {
        return new Problem(503, "Not available now", detail);
    }

    /** The HTTP status. */
    int status() {
        return status;
    }

    /** What kind of problem it is, in a few words. */
    String title() {
        return title;
    }
}

package dev.twospeed.local.resource;

/** A refusal in AWS's own terms, answered to whoever asked: an API caller or a deployment. */
public final class AwsError extends RuntimeException {
    private final String code;
    private final int status;

    /**
     * @param status HTTP status, such as 400
     * @param code AWS's error code, such as {@code ResourceNotFoundException}
     * @param message what was asked, what was found, what to do
     */
    public AwsError(int status, String code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    /** AWS's error code. */
    public String code() {
        return code;
    }

    /** HTTP status. */
    public int status() {
        return status;
    }
}

package dev.twospeed.local.network;

/** The services that have a port of their own, as each has an address of its own on AWS; S3 has its own server. */
public enum ServiceEndpoint {
    CLOUDWATCH("monitoring", "monitoring"),
    GLUE("glue", "glue"),
    KINESIS("kinesis", "kinesis-streams"),
    LAMBDA("lambda", "lambda"),
    RDS("rds", "rds"),
    SECRETS_MANAGER("secretsmanager", "secretsmanager"),
    SNS("sns", "sns"),
    SQS("sqs", "sqs"),
    STS("sts", "sts");

    private final String signingName;
    private final String endpointName;

    ServiceEndpoint(String signingName, String endpointName) {
        this.signingName = signingName;
        this.endpointName = endpointName;
    }

    /** What requests to it are signed for. */
    public String signingName() {
        return signingName;
    }

    /** The last part of its endpoints' service name, {@code com.amazonaws.<region>.<name>}. */
    public String endpointName() {
        return endpointName;
    }

    /**
     * The environment variable by which AWS SDKs are told where it is.
     *
     * @see <a href="https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html">AWS: service-specific
     *     endpoints</a>
     */
    public String variable() {
        return "AWS_ENDPOINT_URL_" + name();
    }
}

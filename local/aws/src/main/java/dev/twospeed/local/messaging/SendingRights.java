package dev.twospeed.local.messaging;

import dev.twospeed.local.iam.Access;
import dev.twospeed.local.resource.AwsError;
import java.util.Map;

/**
 * What a sender needs: the topic or queue has to let it send, and the key has to let it encrypt.
 *
 * @see <a href="https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html">SNS: key management</a>
 * @see <a href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html">SQS: key
 *     management</a>
 */
final class SendingRights {
    private final Access access;
    private final String service;

    /**
     * @param service {@code sns} or {@code sqs}
     */
    SendingRights(Access access, String service) {
        this.access = access;
        this.service = service;
    }

    /**
     * Passes if the sender may.
     *
     * @param key what the topic or queue is encrypted with, or empty
     * @throws AwsError AccessDenied for the action, KMSAccessDenied for the key
     */
    void require(Sender sender, String action, String arn, String key) {
        access.check(sender.principal(), action, arn, sender.source());
        if (!key.isEmpty()) {
            requireKey(sender, "kms:GenerateDataKey", arn, key);
            requireKey(sender, "kms:Decrypt", arn, key);
        }
    }

    /** Passes if the sender may use the key for the topic or queue; without a key it may. */
    void requireKey(Sender sender, String action, String arn, String key) {
        if (key.isEmpty()) {
            return;
        }
        try {
            access.checkKey(sender.principal(), action, key, service, context(sender, arn));
        } catch (AwsError e) {
            throw new AwsError(400, "KMSAccessDenied", String.valueOf(e.getMessage()));
        }
    }

    /** Services send no source to KMS. */
    private Map<String, String> context(Sender sender, String arn) {
        var name = service.equals("sns") ? "topicArn" : "arn";
        return sender.isService() ? Map.of() : Map.of("kms:EncryptionContext:aws:" + service + ":" + name, arn);
    }
}

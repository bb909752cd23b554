package dev.twospeed.local.s3;

import dev.twospeed.engines.LocalAuthority;
import dev.twospeed.local.Endpoints;
import dev.twospeed.local.events.EventSink;
import dev.twospeed.local.iam.Access;
import dev.twospeed.local.iam.AccessKeys;
import java.net.URI;
import java.nio.file.Path;

/** Opens S3 servers as the embedded AWS does. */
public final class LocalS3 {
    private LocalS3() {}

    /** A server in {@code folder/s3} on free ports. */
    public static S3Server open(Path folder, AccessKeys keys, Access access, EventSink events) {
        return new S3Server(
                folder.resolve("s3"), new S3Server.Listening(0, 0, authority(folder)), keys, access, events);
    }

    /** Endpoints with this server. */
    public static Endpoints endpoints(Path folder, S3Server server, URI api) {
        return new Endpoints(
                server.endpoint(), api, "us-east-1", authority(folder).trustStore());
    }

    private static LocalAuthority authority(Path folder) {
        return LocalAuthority.open(folder.resolve("authority"));
    }
}

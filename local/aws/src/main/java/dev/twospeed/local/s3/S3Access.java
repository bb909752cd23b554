package dev.twospeed.local.s3;

import dev.twospeed.local.iam.Access;
import dev.twospeed.local.iam.AccessKeys;
import dev.twospeed.local.resource.AwsError;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;

/**
 * Lets a request pass when the policies allow its signer what it asks for.
 *
 * <p>Who signed is read here; whether the signature is right is checked behind, so that a liar at most learns what the one
 * he plays may not do.
 */
final class S3Access implements Filter {
    private static final Pattern KEY_ID = Pattern.compile("Credential=([^/]+)/");

    private final AccessKeys keys;
    private final Access access;
    private final BucketEncryption encryption;
    private final BiPredicate<String, String> missing;

    /**
     * Decides by these.
     *
     * @param missing whether a bucket is there and an object is not in it
     */
    S3Access(AccessKeys keys, Access access, BucketEncryption encryption, BiPredicate<String, String> missing) {
        this.keys = keys;
        this.access = access;
        this.encryption = encryption;
        this.missing = missing;
    }

    @Override
    public void doFilter(ServletRequest servletRequest, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        var request = (HttpServletRequest) servletRequest;
        var signer = signer(request);
        if (signer.isPresent()) {
            try {
                check(signer.get(), S3Request.of(request), request.isSecure());
            } catch (AwsError e) {
                refuse(request, (HttpServletResponse) response, e);
                return;
            }
        }
        chain.doFilter(request, response); // without a signer of ours it is refused there
    }

    private Optional<String> signer(HttpServletRequest request) {
        var authorization = request.getHeader("Authorization");
        if (authorization != null) {
            var id = KEY_ID.matcher(authorization);
            return id.find() ? keys.principal(id.group(1)) : Optional.empty();
        }
        var credential = request.getParameter("X-Amz-Credential");
        return credential == null ? Optional.empty() : keys.principal(credential.split("/", 2)[0]);
    }

    private void check(String signer, S3Request request, boolean secure) {
        var transport = Map.of("aws:SecureTransport", Boolean.toString(secure));
        for (var need : request.needs()) {
            var context = new HashMap<>(need.context());
            context.putAll(transport);
            access.check(signer, need.action(), need.resource(), context);
        }
        try {
            if (request.reads()) {
                // Whether a key exists is told only to who may list it.
                var context = new HashMap<>(transport);
                context.put("s3:prefix", request.key());
                access.check(signer, "s3:ListBucket", request.bucketArn(), context);
            }
        } catch (AwsError e) {
            if (missing.test(request.bucket(), request.key())) {
                throw e;
            }
        }
        if (!request.reads() || !missing.test(request.bucket(), request.key())) {
            encryption.check(access, signer, request);
        }
    }

    // https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
    private static void refuse(HttpServletRequest request, HttpServletResponse response, AwsError error)
            throws IOException {
        // A client in the middle of its body would see a broken connection instead of the refusal.
        var unused = request.getInputStream().transferTo(OutputStream.nullOutputStream());
        response.setStatus(403);
        response.setContentType("application/xml");
        response.setHeader("x-amz-request-id", UUID.randomUUID().toString());
        if (!request.getMethod().equals("HEAD")) {
            var document = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>AccessDenied</Code><Message>"
                    + escaped(String.valueOf(error.getMessage())) + "</Message></Error>";
            response.getOutputStream().write(document.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}

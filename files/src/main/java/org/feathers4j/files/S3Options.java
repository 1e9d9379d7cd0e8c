package org.feathers4j.files;

import java.net.URI;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/** Options of {@link BlobStore#s3}; immutable, set with its {@link Builder}. */
public final class S3Options {
    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
    private static final int SMALLEST_PART = 5 << 20;

    private final URI endpoint;
    private final String region;
    private final String bucket;
    private final String prefix;
    private final String keyId;
    private final String secret;
    private final @Nullable String sessionToken;
    private final int partBytes;
    private final Duration timeout;

    private S3Options(Builder from, URI endpoint, String bucket, String keyId, String secret) {
        this.endpoint = endpoint;
        this.bucket = bucket;
        this.keyId = keyId;
        this.secret = secret;
        region = from.region;
        prefix = from.prefix;
        sessionToken = from.sessionToken;
        partBytes = from.partBytes;
        timeout = from.timeout;
    }

    static S3Options of(Consumer<Builder> change) {
        var builder = new Builder();
        change.accept(builder);
        return builder.build();
    }

    URI endpoint() {
        return endpoint;
    }

    String region() {
        return region;
    }

    String bucket() {
        return bucket;
    }

    String prefix() {
        return prefix;
    }

    String keyId() {
        return keyId;
    }

    String secret() {
        return secret;
    }

    @Nullable
    String sessionToken() {
        return sessionToken;
    }

    int partBytes() {
        return partBytes;
    }

    Duration timeout() {
        return timeout;
    }

    /** Options being set, given to the function passed to {@link BlobStore#s3}. For one thread. */
    public static final class Builder {
        private @Nullable String endpoint;
        private String region = "us-east-1";
        private @Nullable String bucket;
        private String prefix = "";
        private @Nullable String keyId;
        private @Nullable String secret;
        private @Nullable String sessionToken;
        private int partBytes = 8 << 20;
        private Duration timeout = Duration.ofSeconds(60);

        private Builder() {}

        /** Where the server is: {@code https://s3.eu-central-1.amazonaws.com}. The bucket follows in the path. Must be set. */
        public Builder endpoint(String url) {
            endpoint = url;
            return this;
        }

        /** The region that requests are signed for; {@code us-east-1} unless set, which most servers besides Amazon's take. */
        public Builder region(String value) {
            region = value;
            return this;
        }

        /** The bucket, which is there already. Must be set. */
        public Builder bucket(String value) {
            bucket = value;
            return this;
        }

        /** What stands before each id in the key of its object, for instance {@code photos/}; nothing unless set. */
        public Builder prefix(String value) {
            prefix = value;
            return this;
        }

        /** The access key and its secret. Must be set. */
        public Builder credentials(String accessKeyId, String secretAccessKey) {
            keyId = accessKeyId;
            secret = secretAccessKey;
            return this;
        }

        /** The token that belongs to temporary credentials; none unless set. */
        public Builder sessionToken(String value) {
            sessionToken = value;
            return this;
        }

        /**
         * How many bytes are sent at a time, and held in memory for each blob that is being written; 8 MiB unless set, 5 MiB at the least. A blob has 10 000 such parts at the most.
         */
        public Builder partBytes(int value) {
            partBytes = value;
            return this;
        }

        /** How long the server may take to answer a request, and to send more of a blob that is being read; a minute unless set. */
        public Builder timeout(Duration value) {
            timeout = value;
            return this;
        }

        private S3Options build() {
            if (endpoint == null || bucket == null || keyId == null || secret == null)
                throw new IllegalArgumentException("S3 needs an endpoint, a bucket and credentials");
            URI url = URI.create(endpoint);
            boolean isHttp = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
            if (!isHttp
                    || url.getHost() == null
                    || url.getRawUserInfo() != null
                    || url.getRawQuery() != null
                    || url.getRawFragment() != null
                    || (url.getRawPath() != null && url.getRawPath().length() > 1))
                // without the text: it may have a password
                throw new IllegalArgumentException(
                        "The endpoint must be a URL of http or https with a host, perhaps a port, and nothing else");
            if (!BUCKET.matcher(bucket).matches())
                throw new IllegalArgumentException("'%s' is no name of a bucket".formatted(bucket));
            if (!BlobIds.isPrefix(prefix))
                throw new IllegalArgumentException(
                        "The prefix '%s' needs letters, digits and . _ - /".formatted(prefix));
            if (partBytes < SMALLEST_PART)
                throw new IllegalArgumentException(
                        "partBytes %d must be at least %d".formatted(partBytes, SMALLEST_PART));
            if (timeout.toMillis() < 1)
                throw new IllegalArgumentException("timeout %s must be a millisecond or longer".formatted(timeout));
            return new S3Options(this, url, bucket, keyId, secret);
        }
    }
}

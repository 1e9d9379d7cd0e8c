package org.feathers4j.server;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;

import org.feathers4j.ErrorKind;
import org.feathers4j.FeathersException;
import org.jspecify.annotations.Nullable;

/** Decompresses request bodies, never to more than is allowed: a few bytes can stand for gigabytes. */
final class Inflation {
    private Inflation() {}

    static boolean isPlain(@Nullable String encoding) {
        return encoding == null || encoding.isEmpty() || encoding.equalsIgnoreCase("identity");
    }

    /**
     * The decompressed body.
     *
     * @param encoding the Content-Encoding header; null for none
     * @throws FeathersException PayloadTooLarge, UnsupportedMediaType for an unknown encoding, BadRequest for a broken body
     */
    static byte[] inflated(byte[] body, @Nullable String encoding, int maxBytes) {
        if (encoding == null || isPlain(encoding)) {
            if (body.length > maxBytes) throw tooLarge();
            return body;
        }
        try (InputStream stream = stream(body, encoding.toLowerCase(Locale.ROOT))) {
            byte[] inflated = stream.readNBytes(maxBytes + 1);
            if (inflated.length > maxBytes) throw tooLarge();
            return inflated;
        } catch (IOException e) {
            throw FeathersException.badRequest("The body is not what Content-Encoding '%s' says", encoding)
                    .withCause(e);
        }
    }

    private static InputStream stream(byte[] body, String encoding) throws IOException {
        var bytes = new ByteArrayInputStream(body);
        return switch (encoding) {
            case "gzip" -> new GZIPInputStream(bytes);
            case "deflate" -> new InflaterInputStream(bytes);
            default ->
                throw FeathersException.of(
                        ErrorKind.UNSUPPORTED_MEDIA_TYPE, "unsupported content encoding \"%s\"", encoding);
        };
    }

    static FeathersException tooLarge() {
        return FeathersException.of(ErrorKind.PAYLOAD_TOO_LARGE, "request entity too large");
    }
}

package org.feathers4j.server;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;

import org.feathers4j.ErrorKind;
import org.feathers4j.FeathersException;
import org.feathers4j.json.Json;
import org.feathers4j.json.JsonException;
import org.feathers4j.json.JsonLimits;
import org.feathers4j.transport.QueryLimits;
import org.feathers4j.transport.QueryString;
import org.jspecify.annotations.Nullable;

/**
 * Parses request bodies as Express's json and urlencoded parsers do (body-parser 1.20), except that an unreadable body is 400, 413 or 415 instead of 500 or
 * an empty object. Pure, for any thread.
 */
final class Bodies {
    private static final String JSON = "application/json";
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final char BYTE_ORDER_MARK = '\ufeff';
    private static final int BYTE_ORDER_MARK_BYTES = 3;

    private final int maxBytes;
    private final QueryLimits fields;
    private final JsonLimits limits;

    Bodies(ServerOptions options) {
        this.maxBytes = options.limits().maxBodyBytes();
        this.fields = options.rest().queryLimits();
        this.limits = options.limits().json().with(l -> l.maxLength(maxBytes));
    }

    /** The largest body on the wire, in bytes: badly compressed data may be slightly longer than the original. */
    long maxWireBytes(@Nullable String encoding) {
        return Inflation.isPlain(encoding) ? maxBytes : maxBytes + maxBytes / 64L + 1024L;
    }

    /** Whether bodies of this type are data; bodies of other types are left to middleware. */
    boolean reads(@Nullable String contentType) {
        if (contentType == null) return false;
        if (contentType.equals(JSON)) return true;
        String type = MediaType.name(contentType);
        return type.equals(JSON) || type.equals(FORM);
    }

    /**
     * The data in a body.
     *
     * @param contentType the header, null when it was not sent
     * @param encoding the Content-Encoding header, null when it was not sent
     * @return null when no parser takes this type
     * @throws FeathersException BadRequest, PayloadTooLarge or UnsupportedMediaType
     */
    @Nullable
    Object parse(byte[] body, @Nullable String contentType, @Nullable String encoding) {
        if (body.length == 0 || contentType == null) return null;
        return switch (MediaType.name(contentType)) {
            case JSON -> json(Inflation.inflated(body, encoding, maxBytes), charset(contentType));
            case FORM -> form(Inflation.inflated(body, encoding, maxBytes), contentType);
            default -> null;
        };
    }

    /**
     * Refuses a body that {@link #parse} has no data for: without it the call would mean something different, for instance a create of an empty record.
     *
     * @throws FeathersException UnsupportedMediaType
     */
    void requireNone(byte[] body, @Nullable String contentType) {
        if (body.length == 0) return;
        throw FeathersException.of(
                ErrorKind.UNSUPPORTED_MEDIA_TYPE,
                "Services read bodies of the types %s and %s; this one is %s",
                JSON,
                FORM,
                contentType == null ? "of no type" : MediaType.name(contentType));
    }

    private Object json(byte[] body, String charset) {
        try {
            Object value = charset.equals("utf-8") ? utf8(body) : Json.parse(text(body, charset), limits);
            if (value instanceof java.util.Map || value instanceof java.util.List) return value;
        } catch (JsonException e) {
            throw FeathersException.badRequest(String.valueOf(e.getMessage())).withCause(e);
        }
        throw FeathersException.badRequest("A JSON body must be an object or an array");
    }

    private @Nullable Object utf8(byte[] body) {
        if (body.length == 0) return new LinkedHashMap<String, @Nullable Object>();
        boolean marked = body.length >= BYTE_ORDER_MARK_BYTES
                && (body[0] & 0xff) == 0xef
                && (body[1] & 0xff) == 0xbb
                && (body[2] & 0xff) == 0xbf;
        int start = marked ? BYTE_ORDER_MARK_BYTES : 0;
        return Json.parse(body, start, body.length - start, limits);
    }

    private Object form(byte[] body, String contentType) {
        String charset = charset(contentType);
        if (!charset.equals("utf-8")) throw unsupportedCharset(charset);
        return QueryString.form(new String(body, StandardCharsets.UTF_8), fields);
    }

    private static String charset(String contentType) {
        String charset = MediaType.parameter(contentType, "charset");
        return charset == null ? "utf-8" : charset.toLowerCase(Locale.ROOT);
    }

    private static String text(byte[] body, String charset) {
        String text = new String(body, wide(body, charset));
        return text.startsWith(String.valueOf(BYTE_ORDER_MARK)) ? text.substring(1) : text;
    }

    /** Without a mark that tells the order of bytes, the lower one comes first, as in iconv-lite. */
    private static Charset wide(byte[] body, String charset) {
        boolean bigFirst = body.length > 1
                && ((body[0] & 0xff) == 0xfe || (charset.equals("utf-32") && body[0] == 0 && body[1] == 0));
        return switch (charset) {
            case "utf-16" -> bigFirst ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE;
            case "utf-16le" -> StandardCharsets.UTF_16LE;
            case "utf-16be" -> StandardCharsets.UTF_16BE;
            case "utf-32" -> Charset.forName(bigFirst ? "UTF-32BE" : "UTF-32LE");
            case "utf-32le", "utf-32be" -> Charset.forName(charset);
            default -> throw unsupportedCharset(charset);
        };
    }

    private static FeathersException unsupportedCharset(String charset) {
        return FeathersException.of(
                ErrorKind.UNSUPPORTED_MEDIA_TYPE, "unsupported charset \"%s\"", charset.toUpperCase(Locale.ROOT));
    }
}

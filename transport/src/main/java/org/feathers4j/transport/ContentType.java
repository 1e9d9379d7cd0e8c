package org.feathers4j.transport;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.feathers4j.FeathersException;
import org.jspecify.annotations.Nullable;

/**
 * The Content-Type that a hook has set. It is never ignored: the result is sent as this type, or the answer is an error with the reason.
 *
 * @param value the header
 * @param name type and subtype, in lower case
 * @param charset null when there is none
 */
record ContentType(String value, String name, @Nullable String charset) {
    private static final Pattern SYNTAX =
            Pattern.compile("\\s*([\\w!#$%&'*+.^`|~-]+/[\\w!#$%&'*+.^`|~-]+)\\s*(;.*)?", Pattern.DOTALL);
    private static final Pattern CHARSET = Pattern.compile(";\\s*charset=\"?([^\";\\s]+)\"?", Pattern.CASE_INSENSITIVE);

    /**
     * Reads the {@code content-type} that a hook has set.
     *
     * @throws FeathersException GeneralError when it is no media type
     */
    static ContentType of(Object header) {
        Object single = header instanceof List<?> list && list.size() == 1 ? list.getFirst() : header;
        String value = HttpRules.value("content-type", single);
        Matcher syntax = SYNTAX.matcher(value);
        if (single instanceof List<?> || !syntax.matches())
            throw FeathersException.generalError("The content-type '%s' that a hook has set is no media type", value);
        Matcher charset = CHARSET.matcher(value);
        return new ContentType(
                value.trim(), syntax.group(1).toLowerCase(Locale.ROOT), charset.find() ? charset.group(1) : null);
    }

    /**
     * The result as content of this type: any result as JSON where it is a JSON type, otherwise text and bytes as they are.
     *
     * @throws FeathersException GeneralError when the result is neither text nor bytes, or cannot be written in the charset
     */
    RestResponse.Content content(@Nullable Object result) {
        if (isJson()) return new RestResponse.Json(json(), result);
        if (result instanceof CharSequence text) return new RestResponse.Bytes(ofText(), encoded(text));
        byte[] bytes = bytes(result);
        if (bytes == null)
            throw FeathersException.generalError(
                    "A hook has set the content-type '%s', as which only text or bytes can be sent, but the result is neither",
                    value);
        return new RestResponse.Bytes(value, bytes);
    }

    private boolean isJson() {
        return name.endsWith("/json") || name.endsWith("+json");
    }

    /** Other types than {@code application/json} often know no parameter: JSON:API, for one. */
    private String json() {
        if (charset != null && !charset.equalsIgnoreCase("utf-8")) throw unwritable();
        return value.equalsIgnoreCase("application/json") ? RestResponse.Json.TYPE : value;
    }

    /** Without a charset, programs would read text in one of their own choice. */
    private String ofText() {
        return charset == null && name.startsWith("text/") ? value + "; charset=utf-8" : value;
    }

    private byte[] encoded(CharSequence text) {
        if (charset == null) return text.toString().getBytes(StandardCharsets.UTF_8);
        try {
            ByteBuffer encoded = Charset.forName(charset).newEncoder().encode(CharBuffer.wrap(text));
            var bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return bytes;
        } catch (CharacterCodingException | IllegalArgumentException | UnsupportedOperationException e) {
            throw unwritable();
        }
    }

    private FeathersException unwritable() {
        return FeathersException.generalError(
                "The result cannot be written in the charset of the content-type '%s' that a hook has set", value);
    }

    /** Bytes of this application, or those of another one, which are Node's form of a Buffer in JSON; null when it is neither. */
    private static byte @Nullable [] bytes(@Nullable Object result) {
        if (result instanceof byte[] bytes) return bytes;
        if (!(result instanceof Map<?, ?> map) || map.size() != 2 || !"Buffer".equals(map.get("type"))) return null;
        if (!(map.get("data") instanceof List<?> octets)) return null;
        var bytes = new byte[octets.size()];
        int at = 0;
        for (Object octet : octets) {
            if (!(octet instanceof Number number)) return null;
            bytes[at++] = number.byteValue();
        }
        return bytes;
    }
}

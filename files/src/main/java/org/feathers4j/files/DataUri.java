package org.feathers4j.files;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;

import org.feathers4j.FeathersException;

/**
 * Bytes in a text (RFC 2397): {@code data:image/png;base64,iVBORw...}. Pure.
 *
 * @param type the media type, without parameters
 * @param bytes decoded
 */
@SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
record DataUri(String type, byte[] bytes) {
    /** @throws FeathersException BadRequest when the text is none */
    static DataUri parse(String text) {
        int comma = text.indexOf(',');
        if (!text.regionMatches(true, 0, "data:", 0, 5) || comma < 0)
            throw FeathersException.badRequest("A data URI begins with 'data:' and has a comma before its data");
        String head = text.substring(5, comma).trim();
        String type = HeaderValue.parse(head).value();
        if (type.isEmpty() || !MediaRange.isType(type)) type = "text/plain";
        String data = text.substring(comma + 1);
        if (data.chars().anyMatch(c -> c > 0x7f))
            throw FeathersException.badRequest("The data of a data URI must be ASCII, other bytes percent-encoded");
        try {
            byte[] bytes = head.toLowerCase(Locale.ROOT).endsWith(";base64")
                    ? Base64.getDecoder().decode(URLDecoder.decode(data.replace("+", "%2B"), StandardCharsets.US_ASCII))
                    : URLDecoder.decode(data.replace("+", "%2B"), StandardCharsets.ISO_8859_1)
                            .getBytes(StandardCharsets.ISO_8859_1);
            return new DataUri(type, bytes);
        } catch (IllegalArgumentException e) {
            throw FeathersException.badRequest("The data URI cannot be decoded").withCause(e);
        }
    }
}

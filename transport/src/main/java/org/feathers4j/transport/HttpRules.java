package org.feathers4j.transport;

import java.nio.charset.StandardCharsets;

import org.feathers4j.FeathersException;
import org.jspecify.annotations.Nullable;

/** The limits of HTTP. Hooks may set any text; none of it may split an answer in two. */
final class HttpRules {
    private static final int LOWEST_STATUS = 200;
    private static final int LOWEST_ERROR = 400;
    private static final int HIGHEST_STATUS = 599;
    private static final int GENERAL_ERROR = 500;
    private static final String TOKEN = "!#$%&'*+-.^_`|~";
    /** The characters that are not escaped in a URL, besides letters and digits (the module encodeurl, which Express uses). */
    private static final String URL = "!#$%&'()*+,-./:;=?@[\\]^_|~";

    private HttpRules() {}

    static int status(int wanted) {
        if (wanted < LOWEST_STATUS || wanted > HIGHEST_STATUS)
            throw FeathersException.generalError("Invalid HTTP status %d, must be from 200 to 599", wanted);
        return wanted;
    }

    /** The status for the code of an error, which an application may have made up: one that means success would hide the error. */
    static int errorStatus(int code) {
        return code < LOWEST_ERROR || code > HIGHEST_STATUS ? GENERAL_ERROR : code;
    }

    static String name(String name) {
        boolean valid = !name.isEmpty() && name.chars().allMatch(c -> isLetterOrDigit(c) || TOKEN.indexOf(c) >= 0);
        if (!valid) throw FeathersException.generalError("Invalid name of an HTTP header");
        return name;
    }

    static String value(String name, @Nullable Object value) {
        String text = String.valueOf(value);
        if (text.chars().anyMatch(c -> (c < ' ' && c != '\t') || c == 0x7f || c > 0xff))
            throw FeathersException.generalError("Invalid character in the HTTP header '%s'", name);
        return text;
    }

    /** The URL with everything percent-encoded that cannot stand in one; escapes that are there already stay. */
    static String encodedUrl(String url) {
        var encoded = new StringBuilder(url.length());
        for (byte octet : url.getBytes(StandardCharsets.UTF_8)) {
            int c = octet & 0xff;
            if (isLetterOrDigit(c) || URL.indexOf(c) >= 0) encoded.append((char) c);
            else encoded.append('%').append(String.format("%02X", c));
        }
        return percentSigns(encoded);
    }

    /** A percent sign that does not begin an escape stands for itself. */
    private static String percentSigns(CharSequence url) {
        return url.toString().replaceAll("%(?![0-9A-Fa-f]{2})", "%25");
    }

    private static boolean isLetterOrDigit(int c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    }
}

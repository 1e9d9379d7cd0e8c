package org.feathers4j.files;

import java.nio.charset.StandardCharsets;

/** The header Content-Disposition of an answer (RFC 6266), with a name in any script (RFC 8187). Pure. */
final class Disposition {
    private static final String PLAIN = "!#$&+-.^_`|~";

    private Disposition() {}

    /** @param kind {@code attachment} or {@code inline} */
    static String of(String kind, String name) {
        String ascii = ascii(name);
        String header = "%s; filename=\"%s\"".formatted(kind, ascii);
        return ascii.equals(name) ? header : header + "; filename*=UTF-8''" + encoded(name);
    }

    /** For clients that do not know the other form. A percent sign is replaced, too: some would decode what follows. */
    private static String ascii(String name) {
        var text = new StringBuilder();
        name.codePoints().forEach(c -> {
            boolean fine = c >= ' ' && c < 0x7f && c != '"' && c != '\\' && c != '%';
            text.append(fine ? (char) c : '_');
        });
        return text.toString();
    }

    private static String encoded(String name) {
        var text = new StringBuilder();
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean plain = c < 0x80 && (Character.isLetterOrDigit(c) || PLAIN.indexOf(c) >= 0);
            if (plain) text.append(c);
            else text.append("%%%02X".formatted((int) c));
        }
        return text.toString();
    }
}

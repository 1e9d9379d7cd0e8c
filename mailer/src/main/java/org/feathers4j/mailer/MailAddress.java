package org.feathers4j.mailer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import org.jspecify.annotations.Nullable;

/** One checked address with an optional name. Immutable. */
record MailAddress(String address, @Nullable String name) {
    /** RFC 5321, 4.5.3.1: 64 octets, an at sign, 255 octets. */
    private static final int LONGEST = 320;

    private static final int LONGEST_NAME = 200;

    /**
     * @param field where it is from, for the error message
     * @param value {@code address} or {@code Name <address>}
     * @throws IllegalArgumentException when it is not exactly one address
     */
    static MailAddress of(String field, String value) {
        checkLine(field, value, LONGEST + LONGEST_NAME);
        // Jakarta Mail ignores what follows
        if (value.indexOf('<') >= 0 && !value.endsWith(">")) throw invalid(field, null);
        InternetAddress address = parsed(field, value);
        String name = address.getPersonal();
        return checked(field, address.getAddress(), name);
    }

    private static InternetAddress parsed(String field, String value) {
        try {
            InternetAddress[] all = InternetAddress.parse(value, true);
            if (all.length != 1 || all[0].isGroup())
                throw new IllegalArgumentException("'%s' must be one address, or a list of texts".formatted(field));
            all[0].validate();
            return all[0];
        } catch (AddressException e) {
            throw invalid(field, e);
        }
    }

    private static MailAddress checked(String field, String address, @Nullable String name) {
        if (address.length() > LONGEST
                || address.indexOf('@') < 1
                || !address.chars().allMatch(c -> c > ' ' && c < 0x7f)) throw invalid(field, null);
        if (name != null) checkLine(field, name, LONGEST_NAME);
        return new MailAddress(address, name);
    }

    private static IllegalArgumentException invalid(String field, @Nullable Exception cause) {
        return new IllegalArgumentException("'%s' is not an e-mail address".formatted(field), cause);
    }

    /** Line breaks would begin further headers. */
    static void checkLine(String field, String value, int longest) {
        if (value.length() > longest)
            throw new IllegalArgumentException("'%s' is longer than %d characters".formatted(field, longest));
        if (value.chars().anyMatch(c -> Character.isISOControl(c) || c == '\u2028' || c == '\u2029'))
            throw new IllegalArgumentException("'%s' must be one line of text".formatted(field));
    }

    /** The addresses in a member of a mail: a text, an object {@code {address, name}}, or a list of them; none when it is null. */
    static List<MailAddress> all(String field, @Nullable Object value, int most) {
        if (value == null) return List.of();
        List<?> given = value instanceof List<?> list ? list : List.of(value);
        if (given.size() > most) throw new IllegalArgumentException("A mail may have %d recipients".formatted(most));
        var addresses = new ArrayList<MailAddress>();
        for (Object each : given) addresses.add(one(field, each));
        return List.copyOf(addresses);
    }

    private static MailAddress one(String field, @Nullable Object value) {
        if (value instanceof String text) return of(field, text);
        if (value instanceof Map<?, ?> object && object.get("address") instanceof String address) {
            checkLine(field, address, LONGEST);
            return checked(
                    field,
                    parsed(field, address).getAddress(),
                    object.get("name") instanceof String name ? name : null);
        }
        throw invalid(field, null);
    }

    String domain() {
        return address.substring(address.lastIndexOf('@') + 1);
    }
}

package org.feathers4j.cote;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * The topic of a publication: {@code message::<namespace>::<event>}, without the middle part when there is no name space.
 *
 * @param namespace of publisher and subscriber; null for none
 * @param event the event, or for a subscription a pattern in which every {@code *} stands for one or more characters
 */
record Topic(@Nullable String namespace, String event) {
    private static final String PREFIX = "message::";

    /** The text in the frame. */
    String text() {
        return prefix() + event;
    }

    private String prefix() {
        return namespace == null || namespace.isEmpty() ? PREFIX : PREFIX + namespace + "::";
    }

    /** The pattern for publications of this topic, wildcards included. */
    Subscription subscription() {
        return text().indexOf('*') < 0
                ? received -> received.equals(text()) ? Optional.of(event) : Optional.empty()
                : wildcard(pattern(text()));
    }

    /** Matches publications against a subscription. */
    @FunctionalInterface
    interface Subscription {
        /** The event's name: as subscribed, or the text in the place of the wildcard; empty when it was not subscribed to. */
        Optional<String> event(String topic);
    }

    private static Subscription wildcard(Pattern pattern) {
        return received -> {
            Matcher matcher = pattern.matcher(received);
            return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
        };
    }

    /** axon's lib/sockets/sub.js: everything escaped but the wildcards, which catch anything but line breaks. */
    private static Pattern pattern(String text) {
        var regex = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '*') regex.append("(.+)");
            else regex.append(Pattern.quote(String.valueOf(c)));
        }
        return Pattern.compile(regex.toString());
    }
}

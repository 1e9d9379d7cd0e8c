package org.feathers4j.distributed;

import java.time.Duration;
import java.util.Map;

/**
 * Delays while an application joins the mesh. Node needs them to start its components one after another; here ports are
 * bound before they are announced, so that all delays are zero unless set.
 *
 * @param cote before the link is opened; negative when the application does that itself, see {@link Distribution#initialize}
 * @param component between the components of the link
 * @param publication after joining, before local services are announced
 * @param heartbeat between two announcements of all local services; zero for never
 */
record StartDelays(Duration cote, Duration component, Duration publication, Duration heartbeat) {
    StartDelays {
        if (component.isNegative() || publication.isNegative() || heartbeat.isNegative())
            throw new IllegalArgumentException(
                    "componentDelay %s, publicationDelay %s and heartbeatInterval %s must not be negative"
                            .formatted(component, publication, heartbeat));
    }

    /**
     * The delays set by the variables of feathers-distributed, in milliseconds.
     *
     * @throws IllegalArgumentException when a variable is not a number
     */
    static StartDelays read(Map<String, String> environment) {
        return new StartDelays(
                millis(environment, "COTE_DELAY"),
                millis(environment, "COMPONENT_DELAY"),
                millis(environment, "PUBLICATION_DELAY"),
                millis(environment, "HEARTBEAT_INTERVAL"));
    }

    private static Duration millis(Map<String, String> environment, String name) {
        String text = environment.getOrDefault(name, "").trim();
        try {
            return text.isEmpty() ? Duration.ZERO : Duration.ofMillis(Long.parseLong(text));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "The variable %s must be a number of milliseconds, not '%s'".formatted(name, text), e);
        }
    }
}

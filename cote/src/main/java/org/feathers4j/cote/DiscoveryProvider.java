package org.feathers4j.cote;

import java.util.Map;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Makes a {@link Discovery} for cotes whose settings ask for it: the variables {@code COTE_DISCOVERY_<NAME>_<SETTING>}, or an option with its name that is an object. Found on
 * the class path with {@link java.util.ServiceLoader}; has a public constructor without parameters. {@code redis} is one.
 */
public interface DiscoveryProvider {
    /** Its name in settings, in lower case and without {@code _}, for instance {@code redis}. */
    String name();

    /**
     * Reads settings.
     *
     * @param settings by their names in lower case, at least one: texts from variables, JSON values from options, which win
     * @return makes a discovery for each cote with these settings; opens nothing yet
     * @throws IllegalArgumentException when a setting is unknown or makes no sense; the message names it
     */
    Supplier<? extends Discovery> configure(Map<String, ? extends @Nullable Object> settings);
}

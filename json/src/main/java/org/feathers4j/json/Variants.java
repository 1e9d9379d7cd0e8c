package org.feathers4j.json;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The classes that JSON objects of a type may be read as, told apart by a member with a name for each.
 *
 * @param property the member
 * @param types its values, each with its class
 */
public record Variants(String property, Map<String, Class<?>> types) {
    public Variants {
        types = Collections.unmodifiableMap(new LinkedHashMap<>(types));
    }
}

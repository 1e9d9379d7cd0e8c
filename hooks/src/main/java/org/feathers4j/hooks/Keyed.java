package org.feathers4j.hooks;

import java.util.Map;
import java.util.Set;

import org.feathers4j.Id;

/** A property that is made of loaded records. */
interface Keyed {
    Source source();

    /** The keys that a record names of those that are to be loaded for it. */
    Set<Id> keys(Map<?, ?> object);
}

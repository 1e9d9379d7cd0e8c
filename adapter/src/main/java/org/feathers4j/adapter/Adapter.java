package org.feathers4j.adapter;

import java.util.Set;

import org.feathers4j.MethodKind;
import org.feathers4j.Service;
import org.jspecify.annotations.Nullable;

/** A service over a store that tells what it allows, for documents about it. Called by any thread. */
public interface Adapter extends Service.Identifies {
    /** The methods that may change many records at once. */
    Set<MethodKind> multi();

    /** How {@code find} answers with pages; null when it answers with plain lists. */
    @Nullable
    Pagination paginate();
}

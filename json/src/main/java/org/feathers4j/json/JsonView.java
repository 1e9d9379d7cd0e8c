package org.feathers4j.json;

import org.feathers4j.RawValue;

/**
 * A JSON object or array ({@code Map} or {@code List}) that still has the bytes it came in, made by {@link Json#view}. It reads
 * itself when first touched, one level at a time: objects and arrays inside are views too. As long as neither it nor anything
 * inside is changed, {@link Json#write} copies its bytes, so a gateway passes on values that it does not read, or only reads.
 *
 * <p>Several threads may read it at the same time. Changing it is for one thread, as with any {@code LinkedHashMap}.
 */
public sealed interface JsonView extends RawValue permits ObjectView, ArrayView {
    /** Whether writing copies the original bytes; false once it was changed. */
    @Override
    boolean isRaw();
}

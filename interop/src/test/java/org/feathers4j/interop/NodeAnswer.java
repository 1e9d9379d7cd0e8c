package org.feathers4j.interop;

import org.jspecify.annotations.Nullable;

/**
 * What a call within a Node peer returned.
 *
 * @param result the value as JSON has it
 * @param kind what it was in Node, where JSON does not tell: {@code undefined}, {@code null}, {@code string},
 *     {@code number}, {@code boolean}, {@code array}, {@code object}, {@code date}, {@code buffer}
 */
record NodeAnswer(@Nullable Object result, String kind) {}

/**
 * JSON exactly as JavaScript reads and writes it, with limits, lazy views and typed shapes.
 *
 * <p>{@link org.feathers4j.json.Json} is the entry point. Values are plain: {@code Map} (ordered), {@code List}, {@code String},
 * {@code Boolean}, numbers and null.
 */
@NullMarked
package org.feathers4j.json;

import org.jspecify.annotations.NullMarked;

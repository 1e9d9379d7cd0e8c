/**
 * Records in memory, and the query language of Feathers.
 *
 * <p>{@link org.feathers4j.memory.MemoryService} is the service. {@link org.feathers4j.memory.Matcher},
 * {@link org.feathers4j.memory.Sorter} and {@link org.feathers4j.memory.Selection} are the query language piece by piece, for services over other stores that
 * filter records themselves.
 */
@NullMarked
package org.feathers4j.memory;

import org.jspecify.annotations.NullMarked;

/**
 * Hooks that most applications need. {@link org.feathers4j.hooks.CommonHooks} has the small ones, {@link org.feathers4j.hooks.Validation} checks data and
 * queries against JSON Schemas, {@link org.feathers4j.hooks.Resolvers} computes properties.
 */
@NullMarked
package org.feathers4j.hooks;

import org.jspecify.annotations.NullMarked;

/** The template, generated, built and run. */
@org.jspecify.annotations.NullMarked
package org.feathers4j.archetype;

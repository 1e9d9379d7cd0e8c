/** How fast the pieces are: JMH benchmarks, and a comparison with the same operations of Feathers in Node. */
@NullMarked
package org.feathers4j.benchmarks;

import org.jspecify.annotations.NullMarked;

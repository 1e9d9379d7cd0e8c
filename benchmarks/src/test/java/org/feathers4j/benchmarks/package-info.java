@NullMarked
package org.feathers4j.benchmarks;

import org.jspecify.annotations.NullMarked;

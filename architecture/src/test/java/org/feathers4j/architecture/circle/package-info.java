/** Types in a circle, for the test of the check. */
@NullMarked
package org.feathers4j.architecture.circle;

import org.jspecify.annotations.NullMarked;

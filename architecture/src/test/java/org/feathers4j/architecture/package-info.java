/** The modules and dependencies of the design, as data, and the checks that hold the build to them. */
@NullMarked
package org.feathers4j.architecture;

import org.jspecify.annotations.NullMarked;

/** Tells orchestrators and balancers whether an application lives, and whether it can serve. */
@NullMarked
package org.feathers4j.health;

import org.jspecify.annotations.NullMarked;

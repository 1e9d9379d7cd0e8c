@NullMarked
package org.feathers4j.health;

import org.jspecify.annotations.NullMarked;

@NullMarked
package org.feathers4j.architecture.left;

import org.jspecify.annotations.NullMarked;

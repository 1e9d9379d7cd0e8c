@NullMarked
package org.feathers4j.architecture.layered;

import org.jspecify.annotations.NullMarked;

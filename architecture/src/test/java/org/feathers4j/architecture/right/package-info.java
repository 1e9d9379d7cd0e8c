@NullMarked
package org.feathers4j.architecture.right;

import org.jspecify.annotations.NullMarked;

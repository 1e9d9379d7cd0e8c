@NullMarked
package org.feathers4j.distributed;

import org.jspecify.annotations.NullMarked;

@NullMarked
package org.feathers4j.sse;

import org.jspecify.annotations.NullMarked;

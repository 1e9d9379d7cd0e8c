@NullMarked
package org.feathers4j.transport;

import org.jspecify.annotations.NullMarked;

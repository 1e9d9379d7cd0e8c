@NullMarked
package org.feathers4j.nats;

import org.jspecify.annotations.NullMarked;

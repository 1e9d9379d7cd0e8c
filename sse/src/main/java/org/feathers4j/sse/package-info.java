/** Events of services as server-sent events: for clients of Feathers 6, for {@code EventSource} in browsers, and for {@code curl -N}. */
@NullMarked
package org.feathers4j.sse;

import org.jspecify.annotations.NullMarked;

/**
 * One HTTP port for all services of an application (REST) and for middleware, on Vert.x.
 *
 * <p>{@link org.feathers4j.server.Server} is the entrance, {@link org.feathers4j.server.ServerOptions} what can be set.
 */
@NullMarked
package org.feathers4j.server;

import org.jspecify.annotations.NullMarked;

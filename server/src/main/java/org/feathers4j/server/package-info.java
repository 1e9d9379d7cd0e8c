/**
 * One HTTP port for all services of an application (REST) and for middleware, on Vert.x.
 *
 * <p>{@link org.feathers4j.server.Server} is the entry point, {@link org.feathers4j.server.ServerOptions} has its options.
 */
@NullMarked
package org.feathers4j.server;

import org.jspecify.annotations.NullMarked;

/**
 * Shared by all transports, as values and pure functions: the {@link org.feathers4j.transport.Router}, query strings, and how HTTP requests
 * become service calls and their results become HTTP answers. No I/O happens here.
 *
 * <p>{@link org.feathers4j.transport.Dispatcher} is the entry point: a {@link org.feathers4j.transport.RestRequest} in, a
 * {@link org.feathers4j.transport.RestResponse} out.
 */
@NullMarked
package org.feathers4j.transport;

import org.jspecify.annotations.NullMarked;

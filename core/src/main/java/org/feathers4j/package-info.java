/**
 * The Feathers programming model: applications, services, hooks, events, params and errors. No I/O happens here.
 *
 * <p>{@link org.feathers4j.Application} is the entrance; {@link org.feathers4j.Service} and
 * {@link org.feathers4j.TypedService} are what users implement; {@link org.feathers4j.ServiceHandle} is what they call.
 */
@NullMarked
package org.feathers4j;

import org.jspecify.annotations.NullMarked;

/**
 * The client of a Feathers server, over REST and over Socket.IO. {@link org.feathers4j.client.Client} is the entrance; it hands out the same handles as an application does for its own services.
 */
@NullMarked
package org.feathers4j.client;

import org.jspecify.annotations.NullMarked;

/**
 * Delivers events to clients: real-time {@link org.feathers4j.channels.Connections}, the
 * {@link org.feathers4j.channels.Channels} that they are in, and
 * publishers that choose channels for an event. Transports get the messages as {@link org.feathers4j.channels.Publication}s. No I/O happens here.
 */
@NullMarked
package org.feathers4j.channels;

import org.jspecify.annotations.NullMarked;

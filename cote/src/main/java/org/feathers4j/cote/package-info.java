/**
 * cote for Java: AMP frames and axon sockets over TCP, discovery over UDP or Redis. {@link org.feathers4j.cote.Cote} makes the components that applications use;
 * {@link org.feathers4j.cote.CoteEngine} is the level below, for protocols that are built on cote.
 *
 * <p>Codecs ({@code Amp...}, {@code Axon...}, {@code Hello}) and the node table are values and state machines that know no socket and no clock.
 * {@link org.feathers4j.cote.Network} is the outside world: sockets, time and one loop thread. Sockets on a {@code CoteNode} live on that loop.
 */
@NullMarked
package org.feathers4j.cote;

import org.jspecify.annotations.NullMarked;

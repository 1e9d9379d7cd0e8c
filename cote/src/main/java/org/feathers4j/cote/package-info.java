/**
 * cote for Java, and the default {@link org.feathers4j.distributed.MeshLink}: AMP frames and axon sockets over TCP, discovery over UDP.
 *
 * <p>Three layers. Codecs ({@code Amp...}, {@code Axon...}, {@code Hello}, {@code NodeTable}) are values and state machines that know no
 * socket and no clock. {@link org.feathers4j.cote.Network} is the outside world: sockets, time and one loop thread. The components
 * ({@code PubSocket}, {@code SubSocket}, {@code RepSocket}, {@code ReqSocket}) on a {@code CoteNode} live on that loop.
 */
@NullMarked
package org.feathers4j.cote;

import org.jspecify.annotations.NullMarked;

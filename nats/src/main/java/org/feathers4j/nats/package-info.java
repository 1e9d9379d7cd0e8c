/**
 * A {@link org.feathers4j.distributed.MeshLink} over NATS, for meshes that outgrow one network. {@link org.feathers4j.nats.NatsLink} makes one.
 */
@NullMarked
package org.feathers4j.nats;

import org.jspecify.annotations.NullMarked;

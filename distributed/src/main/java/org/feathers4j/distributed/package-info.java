/**
 * Services of other applications as if they were local, like {@code @kalisio/feathers-distributed} for Node, over any
 * {@link org.feathers4j.distributed.MeshLink}.
 */
@NullMarked
package org.feathers4j.distributed;

import org.jspecify.annotations.NullMarked;

/**
 * The default {@link org.feathers4j.distributed.MeshLink}: joins applications the way {@code @kalisio/feathers-distributed} does, over {@link org.feathers4j.cote.CoteEngine
 * cote's sockets}. {@link org.feathers4j.cotelink.CoteLink} makes one; {@code Distribution} finds it on the class path.
 */
@NullMarked
package org.feathers4j.cotelink;

import org.jspecify.annotations.NullMarked;

/** A page with the live picture of the mesh, which any application with a server mounts in one line. */
@NullMarked
package org.feathers4j.meshpage;

import org.jspecify.annotations.NullMarked;

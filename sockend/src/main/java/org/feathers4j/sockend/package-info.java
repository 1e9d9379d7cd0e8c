/** Sockend: the responders and publishers of a cote network for Socket.IO clients, browsers above all. */
@NullMarked
package org.feathers4j.sockend;

import org.jspecify.annotations.NullMarked;

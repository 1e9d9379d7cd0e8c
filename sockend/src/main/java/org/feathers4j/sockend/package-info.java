/** Sockend: the responders and publishers of a cote network for Socket.IO clients, such as browsers. */
@NullMarked
package org.feathers4j.sockend;

import org.jspecify.annotations.NullMarked;

/** The monitoring tool: a page with everybody on a cote network, Java and Node, and what they do. */
@NullMarked
package org.feathers4j.coteweb;

import org.jspecify.annotations.NullMarked;

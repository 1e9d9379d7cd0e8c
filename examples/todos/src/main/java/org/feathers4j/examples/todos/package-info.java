/** The todo mesh: replicas of one service, and a gateway in front of them that has no services of its own. */
@NullMarked
package org.feathers4j.examples.todos;

import org.jspecify.annotations.NullMarked;
